#include "app/node/vault_acts.hpp"

#include <chrono>

#include "app/node/attaching.hpp"
#include "app/node/error.hpp"
#include "app/node/secret_pair.hpp"

namespace alongside::app {

namespace {

// How long a guess at a new passphrase should take on this machine; the same as `init`'s default.
constexpr std::chrono::milliseconds kUnlockTime{1000};

Result<crypto::Passphrase> passphrase_of(std::string_view typed) {
  if (typed.empty() || typed.size() > crypto::kMaxPassphraseBytes) return AppErrc::bad_passphrase;
  return crypto::Passphrase(std::string(typed));
}

Result<void> set_passphrase(PersonSide& person, std::string_view typed) {
  auto fresh = passphrase_of(typed);
  if (!fresh) return fresh.error();
  return person.vault().change_passphrase(*fresh, crypto::PasswordCost::calibrated(kUnlockTime));
}

void examine_attachments(PersonSide& person, const items::Item& item, api::DoctorReply& reply) {
  for (int index = 0; index < item.body.attachments_size(); ++index) {
    auto outcome = read_attachment(person, item, index, [](BytesView) { return true; });
    const bool on_its_way = item.author == items::Author::partner && !outcome &&
                            outcome.error() == error_code(CoreErrc::attachment_incomplete);
    if (!outcome && !on_its_way)
      reply.add_findings("An attachment of entry " + item.id.text() + " is damaged or missing.");
  }
}

}  // namespace

Result<void> unlock(PersonSide& person, BytesView passphrase, const vault::Progress& progress) {
  auto typed = passphrase_of(as_text(passphrase));
  if (!typed) return typed.error();
  return person.unlock(*typed, progress);
}

Result<void> unlock_with_recovery(PersonSide& person, BytesView recovery_code, const vault::Progress& progress) {
  auto secret = crypto::read_recovery_code(as_text(recovery_code));
  if (!secret) return secret.error();
  return person.unlock(*secret, progress);
}

Result<void> unlock_altered(PersonSide& person, BytesView passphrase, const vault::Progress& progress) {
  auto typed = passphrase_of(as_text(passphrase));
  if (!typed) return typed.error();
  return person.unlock_altered(*typed, progress);
}

Result<void> change_passphrase(PersonSide& person, BytesView pair) {
  auto secrets = read_secret_pair(pair);
  if (!secrets) return AppErrc::bad_request;
  if (secrets->second.empty()) return AppErrc::bad_passphrase;
  if (auto known = unlock(person, as_bytes(secrets->first), {}); !known) return known.error();
  return set_passphrase(person, secrets->second);
}

Result<void> change_passphrase_with_recovery(PersonSide& person, BytesView pair) {
  auto secrets = read_secret_pair(pair);
  if (!secrets) return AppErrc::bad_request;
  if (secrets->second.empty()) return AppErrc::bad_passphrase;
  if (auto known = unlock_with_recovery(person, as_bytes(secrets->first), {}); !known) return known.error();
  return set_passphrase(person, secrets->second);
}

Result<std::string> draw_recovery_code(PersonSide& person, BytesView passphrase) {
  if (auto known = unlock(person, passphrase, {}); !known) return known.error();
  return crypto::recovery_code(crypto::RecoverySecret::random(person.vault().random()));
}

Result<void> change_recovery_code(PersonSide& person, BytesView pair) {
  auto secrets = read_secret_pair(pair);
  if (!secrets) return AppErrc::bad_request;
  auto fresh = crypto::read_recovery_code(secrets->second);
  if (!fresh) return fresh.error();
  if (auto known = unlock(person, as_bytes(secrets->first), {}); !known) return known.error();
  return person.vault().change_recovery_code(*fresh);
}

Result<api::Empty> backup(PersonSide& person, const api::BackupRequest& request, const vault::Progress& progress) {
  const std::filesystem::path file(request.file());
  if (!file.is_absolute()) return AppErrc::bad_request;
  if (auto written = person.vault().backup(file, progress); !written) return written.error();
  return api::Empty();
}

Result<api::DoctorReply> doctor(PersonSide& person, const vault::Progress& progress) {
  auto findings = person.vault().examine(progress);
  if (!findings) return findings.error();
  api::DoctorReply reply;
  for (const auto& finding : *findings) reply.add_findings(finding.what);
  if (person.correspondence().is_nearly_full())
    reply.add_findings("What your partner shares has taken up nearly all the room it gets here. Beyond that it is dropped; "
                       "deleting some of it makes room.");
  auto all = person.notebook().list({});
  if (!all) {
    reply.add_findings("Not every entry opens, so their attachments were not looked at.");
  } else {
    for (const auto& item : *all) examine_attachments(person, item, reply);
  }
  reply.set_sound(reply.findings().empty());
  return reply;
}

}  // namespace alongside::app
