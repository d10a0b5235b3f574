#include <google/protobuf/struct.pb.h>

#include <optional>

#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/recovery_sheet.hpp"
#include "app/cli/hidden_input.hpp"
#include "app/cli/session.hpp"
#include "app/node/secret_pair.hpp"

namespace alongside::app {
namespace {

constexpr std::string_view kNewIsNeeded =
    "The new passphrase is needed: use --new-passphrase-file FILE or --new-passphrase-fd N.";
constexpr std::string_view kOldCodeHolds =
    "Nothing was changed: the old recovery code still holds, and the one shown opens nothing.";

class PassphraseCommand final : public Command {
 public:
  PassphraseCommand()
      : Command({Chapter::safety, "passphrase", "a new passphrase, or a new recovery code",
                 "alongside passphrase\n"
                 "alongside passphrase --recovery\n"
                 "alongside passphrase --recovery-code",
                 "--passphrase-file and --passphrase-fd name the present passphrase; with --recovery, the recovery "
                 "code. A new recovery code holds once you have shown that it is on paper; until then the old one "
                 "does. Nothing that you wrote is touched."}) {}

  void declare(Grammar& grammar) override {
    grammar.option("--new-passphrase-file", "FILE", "read the new passphrase from FILE", new_file_);
    grammar.option("--new-passphrase-fd", "N", "read the new passphrase from file descriptor N", new_fd_);
    grammar.flag("--recovery", "the passphrase is forgotten: take the recovery code instead", recovery_);
    grammar.flag("--recovery-code", "make a new recovery code; the old one then opens nothing", recovery_code_);
  }

  Outcome<void> run(Session& session) override {
    if (recovery_code_ && (recovery_ || new_file_ || new_fd_))
      return wrong_usage(
          "--recovery-code makes a new code and takes the present passphrase; it goes with nothing else.");
    if (auto api = session.api(); !api) return api.error();
    return recovery_code_ ? renew_recovery_code(session) : change(session);
  }

 private:
  Outcome<void> change(Session& session) {
    const SecretSource fresh_source{new_fd_, new_file_};
    // Nobody thinks up a new one for nothing, and no try shows what is typed next.
    const bool asks = can_ask_hidden() && !fresh_source.is_given();
    std::optional<HiddenTyping> hidden;
    if (asks) hidden.emplace();
    auto present = try_secret(recovery_ ? session.recovery_source() : session.passphrase_source(),
                              recovery_ ? "Recovery code: " : "Present passphrase: ", kNoPassphrase,
                              [&](const crypto::Passphrase& secret) {
                                return asks ? be_right(session, secret) : Outcome<void>();
                              });
    if (!present) return present.error();
    auto fresh = read_or_ask_new_secret(session.console(), fresh_source, kNewIsNeeded);
    if (!fresh) return fresh.error();
    const SecretPair pair(present->expose(), fresh->expose());
    api::Empty reply;
    const auto method = recovery_ ? "passphrase-with-recovery" : "passphrase";
    if (auto done = session.ask_with_secret(method, pair.expose(), reply); !done) return done;
    session.answer(reply, "The passphrase is changed. The recovery code stays as it was.\n"
                          "Backups made before still open with the old passphrase.");
    return {};
  }

  // The vault is free again afterwards: whoever thinks up a passphrase keeps nobody out.
  Outcome<void> be_right(Session& session, const crypto::Passphrase& present) const {
    api::Empty reply;
    const auto method = recovery_ ? "unlock-with-recovery" : "unlock";
    auto done = session.ask_with_secret(method, as_bytes(present.expose()), reply);
    session.release();
    return done;
  }

  static Outcome<void> renew_recovery_code(Session& session) {
    std::string code;
    auto present = try_secret(session.passphrase_source(), "Passphrase: ", kNoPassphrase,
                              [&](const crypto::Passphrase& secret) { return draw_code(session, secret, code); });
    if (!present) return present.error();
    if (!can_ask_back(session)) {
      if (auto done = put_in_force(session, *present, code); !done) return done;
      show_recovery_code(session, code);
      return {};
    }
    show_recovery_code(session, code);
    session.console().remark("Until you have typed it, the old code holds and this one opens nothing.\n\n");
    if (!is_written_down(session.console(), code)) return refused("not_wanted", std::string(kOldCodeHolds));
    if (auto done = put_in_force(session, *present, code); !done) {
      session.console().remark("The old recovery code still holds.\n");
      return done;
    }
    session.console().remark("Good. This code holds from now on; the old one opens nothing any more.\n");
    return {};
  }

  static Outcome<void> draw_code(Session& session, const crypto::Passphrase& present, std::string& code) {
    google::protobuf::Struct reply;
    auto done = session.ask_with_secret("draw-recovery-code", as_bytes(present.expose()), reply);
    session.release();
    if (done) code = reply.fields().at("recoveryCode").string_value();
    return done;
  }

  static Outcome<void> put_in_force(Session& session, const crypto::Passphrase& present, const std::string& code) {
    const SecretPair pair(present.expose(), code);
    api::Empty reply;
    return session.ask_with_secret("recovery-code", pair.expose(), reply);
  }

  std::optional<std::string> new_file_, new_fd_;
  bool recovery_ = false, recovery_code_ = false;
};

}  // namespace

std::unique_ptr<Command> make_passphrase() { return std::make_unique<PassphraseCommand>(); }

}  // namespace alongside::app
