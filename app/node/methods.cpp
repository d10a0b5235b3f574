#include "app/node/methods.hpp"

#include "app/node/error.hpp"
#include "app/node/item_acts.hpp"
#include "app/node/json.hpp"
#include "app/node/sharing_acts.hpp"
#include "app/node/vault_acts.hpp"

namespace alongside::app {

namespace {

Result<std::string> json_reply(const Result<void>& outcome) {
  if (!outcome) return outcome.error();
  return json_text(api::Empty());
}

template <class Reply>
Result<std::string> json_reply(const Result<Reply>& outcome) {
  if (!outcome) return outcome.error();
  return json_text(*outcome);
}

template <class Request, class Act>
VaultMethod with_request(Act act, std::string_view what) {
  return {[act](PersonSide& person, BytesView body, const vault::Progress& progress) -> Result<std::string> {
            if (!person.unlocked()) return CoreErrc::locked;
            Request request;
            if (auto read = read_json(body, request); !read) return read.error();
            return json_reply(act(person, request, progress));
          },
          what};
}

template <class Request, class Reply>
VaultMethod quick(Result<Reply> (*act)(PersonSide&, const Request&)) {
  return with_request<Request>(
      [act](PersonSide& person, const Request& request, const vault::Progress&) { return act(person, request); }, "");
}

template <class Request, class Reply>
VaultMethod slow(Result<Reply> (*act)(PersonSide&, const Request&, const vault::Progress&), std::string_view what) {
  return with_request<Request>(act, what);
}

template <class Request, class Reply>
VaultMethod sharing(Result<Reply> (*act)(PersonSide&, const Request&)) {
  auto method = quick(act);
  method.shares = true;
  return method;
}

VaultMethod with_secret(Result<void> (*act)(PersonSide&, BytesView, const vault::Progress&)) {
  return {[act](PersonSide& person, BytesView secret, const vault::Progress& progress) {
            return json_reply(act(person, secret, progress));
          },
          "unlocking", /*shares=*/false, /*tries_secret=*/true};
}

VaultMethod with_secrets(Result<void> (*act)(PersonSide&, BytesView)) {
  return {[act](PersonSide& person, BytesView secrets, const vault::Progress&) {
            return json_reply(act(person, secrets));
          },
          "", /*shares=*/false, /*tries_secret=*/true};
}

Result<std::string> recovery_code_reply(PersonSide& person, BytesView passphrase, const vault::Progress&) {
  auto code = draw_recovery_code(person, passphrase);
  if (!code) return code.error();
  // Letters, digits and dashes only, so nothing needs escaping; and no message holds the secret.
  return R"({"recoveryCode":")" + *code + "\"}";
}

}  // namespace

std::map<std::string_view, VaultMethod> vault_methods(bool indexing_first) {
  std::map<std::string_view, VaultMethod> methods;
  methods["unlock"] = with_secret(&unlock);
  methods["unlock-with-recovery"] = with_secret(&unlock_with_recovery);
  methods["unlock-altered"] = with_secret(&unlock_altered);
  methods["passphrase"] = with_secrets(&change_passphrase);
  methods["passphrase-with-recovery"] = with_secrets(&change_passphrase_with_recovery);
  methods["draw-recovery-code"] = {&recovery_code_reply, "", /*shares=*/false, /*tries_secret=*/true};
  methods["recovery-code"] = with_secrets(&change_recovery_code);
  methods["backup"] = slow(&backup, "backing up");
  methods["doctor"] = with_request<api::Empty>(
      [](PersonSide& person, const api::Empty&, const vault::Progress& progress) { return doctor(person, progress); },
      "examining");

  methods["write"] = slow(&write, "attaching");
  methods["list"] = quick(&list);
  methods["show"] = quick(&show);
  methods["edit"] = slow(&edit, "attaching");
  methods["edit"].shares = true;
  methods["delete"] = sharing(&remove);
  methods["save"] = slow(&save, "saving");
  methods["search"] = with_request<api::SearchRequest>(
      [indexing_first](PersonSide& person, const api::SearchRequest& request, const vault::Progress& progress) {
        return search(person, request, indexing_first, progress);
      },
      "indexing");

  methods["share"] = sharing(&share);
  methods["unshare"] = sharing(&unshare);
  methods["respond"] = sharing(&respond);
  return methods;
}

}  // namespace alongside::app
