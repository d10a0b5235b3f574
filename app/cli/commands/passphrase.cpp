#include <google/protobuf/struct.pb.h>

#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/recovery_sheet.hpp"
#include "app/cli/session.hpp"
#include "app/node/secret_pair.hpp"

namespace alongside::app {
namespace {

class PassphraseCommand final : public Command {
 public:
  PassphraseCommand()
      : Command({Chapter::safety, "passphrase", "a new passphrase, or a new recovery code",
                 "alongside passphrase\n"
                 "alongside passphrase --recovery\n"
                 "alongside passphrase --recovery-code",
                 "--passphrase-file and --passphrase-fd name the present passphrase; with --recovery, the recovery code. "
                 "Nothing that you wrote is touched."}) {}

  void declare(Grammar& grammar) override {
    grammar.option("--new-passphrase-file", "FILE", "read the new passphrase from FILE", new_file_);
    grammar.option("--new-passphrase-fd", "N", "read the new passphrase from file descriptor N", new_fd_);
    grammar.flag("--recovery", "the passphrase is forgotten: take the recovery code instead", recovery_);
    grammar.flag("--recovery-code", "make a new recovery code; the old one then opens nothing", recovery_code_);
  }

  Outcome<void> run(Session& session) override {
    if (recovery_code_ && (recovery_ || new_file_ || new_fd_))
      return wrong_usage("--recovery-code makes a new code and takes the present passphrase; it goes with nothing else.");
    if (auto api = session.api(); !api) return api.error();
    return recovery_code_ ? renew_recovery_code(session) : change(session);
  }

 private:
  Outcome<void> change(Session& session) {
    const auto source = recovery_ ? session.recovery_source() : session.passphrase_source();
    auto present = read_or_ask_secret(source, recovery_ ? "Recovery code: " : "Present passphrase: ", kNoPassphrase);
    if (!present) return present.error();
    auto fresh = read_or_ask_new_secret({new_fd_, new_file_},
                                        "The new passphrase is needed: use --new-passphrase-file FILE or --new-passphrase-fd N.");
    if (!fresh) return fresh.error();
    const SecretPair pair(present->expose(), fresh->expose());
    api::Empty reply;
    const auto method = recovery_ ? "passphrase-with-recovery" : "passphrase";
    if (auto done = session.ask_with_secret(method, pair.expose(), reply); !done) return done;
    session.answer(reply, "The passphrase is changed. The recovery code stays as it was.\n"
                          "Backups made before still open with the old passphrase.");
    return {};
  }

  Outcome<void> renew_recovery_code(Session& session) {
    auto present = read_or_ask_secret(session.passphrase_source(), "Passphrase: ", kNoPassphrase);
    if (!present) return present.error();
    google::protobuf::Struct reply;
    if (auto done = session.ask_with_secret("recovery-code", as_bytes(present->expose()), reply); !done) return done;
    show_recovery_code(session, reply.fields().at("recoveryCode").string_value());
    return {};
  }

  std::optional<std::string> new_file_, new_fd_;
  bool recovery_ = false, recovery_code_ = false;
};

}  // namespace

std::unique_ptr<Command> make_passphrase() { return std::make_unique<PassphraseCommand>(); }

}  // namespace alongside::app
