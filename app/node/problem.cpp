#include "app/node/problem.hpp"

#include <google/protobuf/util/json_util.h>

#include <span>

#include "app/node/error.hpp"
#include "core/crypto/error.hpp"
#include "core/error.hpp"
#include "net/error.hpp"
#include "proto/check.hpp"

namespace alongside::app {

namespace {

using crypto::CryptoErrc;
using net::NetErrc;

struct Entry {
  error_code error;
  int status;
  std::string_view code;
  std::string_view message;
};

// The vault and the passphrase.
const Entry kVaultProblems[] = {
    {CoreErrc::no_vault, 404, "no_vault", "There is no vault here yet. `alongside init --name NAME` makes one."},
    {CoreErrc::vault_exists, 409, "vault_exists",
     "There is something in that place already; nothing was changed. Choose another place."},
    {CoreErrc::vault_in_use, 409, "vault_in_use",
     "Another alongside has this vault open, maybe one that waits for you in another window. Finish that one, then "
     "try again."},
    {CoreErrc::not_a_vault, 500, "not_a_vault",
     "The file vault.db is not a vault that can be read. If you have a backup, `alongside restore FILE` brings it "
     "back into an empty home."},
    {CoreErrc::format_too_new, 500, "format_too_new",
     "This vault was written by a newer alongside. Update this one; nothing was changed."},
    {CoreErrc::wrong_passphrase, 403, "wrong_passphrase",
     "That passphrase or recovery code does not open this vault. Try again; capital letters count in a passphrase."},
    {CoreErrc::locked, 423, "locked", "The vault is locked. `alongside unlock` opens it."},
    {CoreErrc::altered, 500, "altered",
     "The vault's files are not as alongside left them. `alongside doctor` says what is sound; nothing was "
     "changed."},
    {CoreErrc::disk_full, 507, "disk_full",
     "The disk is full, so this did not happen. All that was saved before is safe; make room and try again."},
    {CoreErrc::disk_failed, 500, "disk_failed",
     "The disk refused to read or write, so this did not happen. Check the disk and the permissions of alongside's"
     " folder."},
    {CoreErrc::bad_backup, 400, "bad_backup",
     "That file is not a whole backup of a vault; nothing was changed. Try another copy of it."},
    {CryptoErrc::malformed_recovery_code, 400, "malformed_recovery_code",
     "That is not a recovery code as it was shown: a letter is missing or mistyped. Look at it again and retry."},
    {CryptoErrc::out_of_memory, 500, "out_of_memory",
     "There is not enough free memory to check the passphrase. Close something else and try again."},
    {CryptoErrc::password_cost_out_of_bounds, 500, "not_a_vault",
     "The vault's header is not as alongside left it. If you have a backup, `alongside restore FILE` brings it "
     "back into an empty home."},
    {CoreErrc::stopped, 409, "stopped", "It was stopped before its end, and everything is as it was before."},
    {AppErrc::bad_passphrase, 400, "bad_passphrase",
     "A passphrase needs at least one character and at most 1024 bytes. Choose another."},
    {AppErrc::unlock_busy, 409, "unlock_busy",
     "Another unlock is being tried right now. Wait a moment and try again."},
};

// Items, and what is asked of them.
const Entry kItemProblems[] = {
    {CoreErrc::no_such_item, 404, "no_such_item",
     "There is no such entry here, or not one that this can be done with. `alongside list` shows them."},
    {CoreErrc::ambiguous_id, 409, "ambiguous_id",
     "More than one entry begins like that. Give more of its id, at least four characters."},
    {CoreErrc::id_too_short, 400, "id_too_short",
     "That is too little of an id to know which entry is meant. Give at least its first four characters."},
    {CoreErrc::too_large, 413, "too_large",
     "That is more than one entry can hold: 256 KiB of text, 64 tags, 64 fields and 64 attachments of at most 4 "
     "GiB. Split it in two."},
    {CoreErrc::no_such_field, 404, "no_such_field",
     "The entry has no part of that name. Parts are text, tags, attachments, and the names of its fields."},
    {CoreErrc::not_welcome, 403, "not_welcome",
     "They did not welcome that kind of answer to this. `alongside show ID` says which they do; thanks are always "
     "welcome."},
    {CoreErrc::not_text, 400, "not_text",
     "That is not plain text in UTF-8. Put it in as an attachment instead (--attach FILE)."},
    {CoreErrc::malformed_change, 500, "malformed_change",
     "Something from the other node broke the rules and was dropped. Nothing of yours changed; update both nodes."},
    {CoreErrc::partner_full, 507, "partner_full",
     "What your partner's node sends has taken up all the room that it gets here, and more of it was dropped. Delete what "
     "you don't need of theirs."},
    {CoreErrc::attachment_incomplete, 409, "attachment_incomplete",
     "That attachment is not all here yet. It comes when your nodes are connected; try again after `alongside "
     "sync`."},
    {AppErrc::no_such_attachment, 404, "no_such_attachment",
     "The entry has no attachment of that name. `alongside show ID` lists them."},
    {AppErrc::unknown_kind, 400, "unknown_kind", "This version knows entries of the kind `note`. Use that one."},
    {AppErrc::bad_date, 400, "bad_date",
     "That date can't be read. Write it as 2026-11-22 or 2026-11-22T21:30:00+01:00."},
    {AppErrc::not_yours, 403, "not_yours",
     "Only the one who wrote it can do that. You can answer it with `alongside respond ID`."},
    {AppErrc::not_theirs, 400, "not_theirs",
     "Answers go to what your partner shared; this one is yours. `alongside edit ID` changes it."},
    {AppErrc::nothing_to_share, 400, "nothing_to_share",
     "There is nothing in what you chose to share, so nothing was shared. `alongside show ID` shows what is in it."},
    {AppErrc::cannot_read_file, 400, "cannot_read_file",
     "That file can't be read. Check its name and permissions, and that it is an ordinary file."},
    {AppErrc::cannot_write_file, 409, "cannot_write_file",
     "That file can't be written: it is there already, or its folder refuses. Choose another name."},
};

// The partner.
const Entry kPartnerProblems[] = {
    {CoreErrc::not_paired, 409, "not_paired",
     "You are not paired with anyone yet. `alongside invite` makes an invite, `alongside accept` takes one."},
    {CoreErrc::already_paired, 409, "already_paired",
     "You are paired already. `alongside leave` ends that first, if you want to."},
    {AppErrc::partner_left, 409, "partner_left",
     "Your partner has ended the pairing, so nothing can reach them. `alongside leave` ends it here too."},
    {AppErrc::nobody_to_leave, 409, "not_paired", "You are not paired with anyone, so there is nobody to leave."},
    {AppErrc::nothing_to_verify, 409, "nothing_to_verify",
     "There are no words to compare until your nodes have met once. `alongside status` says what is missing."},
    {AppErrc::own_invite, 400, "own_invite",
     "That invite is your own. Send it to your partner, who accepts it on their machine."},
    {AppErrc::bad_address, 400, "bad_address",
     "An address is written HOST:PORT, like 192.0.2.7:4711 or [2001:db8::7]:4711. Correct it and try again."},
    {AppErrc::no_address, 409, "no_address",
     "This node does not know an address where it can be reached. Start `alongside run`, or give one with "
     "--address HOST:PORT."},
    {AppErrc::invite_expired, 410, "invite_expired",
     "That invite is no longer valid. Ask your partner for a new one: `alongside invite`."},
};

// The way to the partner's node.
const Entry kWayProblems[] = {
    {NetErrc::malformed_invite, 400, "malformed_invite",
     "That is not a whole invite: something is missing or was changed on the way. Copy it again, all of it."},
    {NetErrc::invite_too_new, 400, "invite_too_new",
     "That invite comes from a newer alongside. Update this one, or let them make it with the older version."},
    {NetErrc::invite_expired, 410, "invite_expired",
     "That invite is no longer valid. Ask your partner for a new one: `alongside invite`."},
    {NetErrc::invite_not_pending, 410, "invite_not_pending",
     "That invite was used already or taken back. Ask your partner for a new one: `alongside invite`."},
    {NetErrc::not_the_inviter, 403, "not_the_inviter",
     "Somebody answered who has seen the invite but is not the one who made it. Ask your partner for a new one, "
     "over a way that you trust."},
    {NetErrc::not_paired, 409, "not_paired",
     "You are not paired with anyone yet. `alongside invite` makes an invite, `alongside accept` takes one."},
    {NetErrc::already_paired, 409, "already_paired",
     "You are paired already. `alongside leave` ends that first, if you want to."},
    {NetErrc::words_not_confirmed, 409, "words_not_confirmed",
     "Nothing is sent before both of you have compared the six words. `alongside verify` shows them."},
    {NetErrc::partner_left, 409, "partner_left",
     "Your partner has ended the pairing, so nothing can reach them. `alongside leave` ends it here too."},
    {NetErrc::their_version_too_old, 409, "version_unsupported",
     "Your partner's program is too old to speak with yours. Once they have updated it, your nodes can connect."},
    {NetErrc::own_version_too_old, 409, "version_unsupported",
     "This program is too old to speak with your partner's. Update it; then your nodes can connect."},
    {NetErrc::store_locked, 423, "locked", "The vault is locked. `alongside unlock` opens it."},
    {NetErrc::store_full, 507, "disk_full",
     "The disk is full, so this did not happen. All that was saved before is safe; make room and try again."},
    {NetErrc::deadline_passed, 504, "not_reached",
     "Your partner's node was not reached in time. It goes by itself when both nodes run."},
    {NetErrc::unreachable, 504, "not_reached",
     "Your partner's node was not reached. It goes by itself when both nodes run."},
    {NetErrc::stopped, 503, "node_gone", "The node stops, so this was broken off. What it had acknowledged is safe."},
    {NetErrc::cannot_listen, 409, "cannot_listen",
     "The node can't listen on that address: it is in use, or not one of this machine. Choose another with "
     "--listen ADDR:PORT."},
};

// The way between a command and its node.
const Entry kNodeProblems[] = {
    {AppErrc::bad_request, 400, "bad_request",
     "The node could not read that request. Both ends should be of the same version."},
    {AppErrc::no_such_method, 404, "no_such_method",
     "The node does not know that method. Both ends should be of the same version."},
    {AppErrc::request_too_large, 413, "request_too_large",
     "That request is larger than anything alongside takes. Put it in as an attachment instead (--attach FILE)."},
    {AppErrc::not_running, 409, "not_running", "No node is running, so there is nothing to do."},
    {AppErrc::already_running, 409, "already_running",
     "A node is running here already. `alongside status` says how it stands, `alongside stop` ends it."},
    {AppErrc::node_gone, 503, "node_gone",
     "The node went away before it answered. What it had acknowledged is safe; `alongside status` says how things "
     "are."},
    {AppErrc::node_silent, 503, "node_silent",
     "The vault is open in another alongside that does not answer. Wait a moment, or end that process."},
    {AppErrc::home_too_deep, 400, "home_too_deep",
     "The path of alongside's folder can't be used for a socket. Set ALONGSIDE_HOME to a shorter one."},
    {AppErrc::unexpected, 500, "unexpected",
     "Something went wrong that should not have, and the act was given up. What was saved before is safe; try "
     "again."},
};

const Entry* find_in(std::span<const Entry> entries, const error_code& error) {
  for (const auto& entry : entries)
    if (entry.error == error) return &entry;
  return nullptr;
}

const Entry& entry_of(const error_code& error) {
  const std::span<const Entry> tables[] = {kVaultProblems, kItemProblems, kPartnerProblems, kWayProblems,
                                           kNodeProblems};
  for (const auto& entries : tables) {
    if (const auto* entry = find_in(entries, error)) return *entry;
  }
  return *find_in(kNodeProblems, AppErrc::unexpected);
}

}  // namespace

api::Problem problem_of(const error_code& error) {
  const auto& entry = entry_of(error);
  api::Problem problem;
  problem.set_code(std::string(entry.code));
  problem.set_message(std::string(entry.message));
  return problem;
}

int status_of(const error_code& error) { return entry_of(error).status; }

ApiReply failure(const error_code& error) {
  ApiReply reply;
  reply.status = status_of(error);
  require(google::protobuf::util::MessageToJsonString(problem_of(error), &reply.body).ok());
  return reply;
}

}  // namespace alongside::app
