// One command at work: the console, what was said on the command line, and the way to the node or the vault.
#pragma once

#include <google/protobuf/message.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "app/cli/common_options.hpp"
#include "app/cli/console.hpp"
#include "app/cli/outcome.hpp"
#include "app/cli/progress_line.hpp"
#include "app/cli/secret_input.hpp"
#include "app/node/api.hpp"

namespace alongside::app {

class Session {
 public:
  // Where the Api comes from; open_api, except in tests.
  using OpenApi = std::function<Result<std::unique_ptr<Api>>(const std::filesystem::path& home)>;

  Session(Console& console, CommonOptions options, std::filesystem::path home, OpenApi open);

  Console& console() noexcept { return console_; }
  bool json() const noexcept { return options_.json; }
  const std::filesystem::path& home() const noexcept { return home_; }

  // The passphrase as --passphrase-fd, --passphrase-file or ALONGSIDE_PASSPHRASE_FILE say; maybe nowhere.
  SecretSource passphrase_source() const;
  // A recovery code comes from the same two options; from the variable only if nobody can be asked, since it usually
  // names the passphrase.
  SecretSource recovery_source() const;

  // From now on a vault opened here that was altered is opened as far as it is sound, to be read only. `remark` is said
  // then.
  void open_even_if_altered(std::string_view remark) {
    even_if_altered_ = true;
    altered_remark_ = remark;
  }

  // The running node, or the vault opened here, whatever its lock.
  Outcome<Api*> api();
  // Like api(); a vault opened here is unlocked too: the passphrase is read or, up to three times, asked for. While it
  // is asked for, the vault is open to others. A running node that is locked is refused. Commands call this before they
  // let somebody write a long text.
  Outcome<Api*> unlocked_api();
  // Gives up a vault that was opened here, so that others can have it while a person thinks; the next call opens it
  // again. What api() answered is gone then. A running node is kept.
  void release();

  // One method. A vault opened here that turns out to be locked is unlocked first.
  Outcome<void> ask(std::string_view method, const google::protobuf::Message& request,
                    google::protobuf::Message& reply);
  // One method whose body is a secret; never unlocks anything first.
  Outcome<void> ask_with_secret(std::string_view method, BytesView secret, google::protobuf::Message& reply);

  // With --json the message, else `words`. Both get their line break.
  void answer(const google::protobuf::Message& reply, std::string_view words);
  void answer_json(std::string_view json);

 private:
  Outcome<void> unlock_here();
  Outcome<void> unlock_with(const crypto::Passphrase& passphrase);
  Outcome<void> call(Api& api, std::string_view method, BytesView body, google::protobuf::Message& reply);

  Console& console_;
  CommonOptions options_;
  std::filesystem::path home_;
  OpenApi open_;
  std::unique_ptr<Api> api_;
  bool unlocked_here_ = false;
  bool even_if_altered_ = false;
  std::string altered_remark_;
};

// The option that read-only commands offer for an altered vault.
inline const std::string kAlteredOption = "--altered";
inline const std::string kAlteredHelp = "read what is still sound of a vault that was altered or damaged";
inline constexpr std::string_view kAlteredRemark =
    "The vault is not as alongside left it. This is what still opens; it can only be read.\n";

// What is said, everywhere in the same words, when nobody can be asked for a passphrase.
inline constexpr std::string_view kNoPassphrase =
    "The passphrase is needed and there is no terminal to ask on: use --passphrase-file FILE, --passphrase-fd N or "
    "ALONGSIDE_PASSPHRASE_FILE.";

}  // namespace alongside::app
