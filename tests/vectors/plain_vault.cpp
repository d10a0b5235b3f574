#include "tests/vectors/plain_vault.hpp"

#include <sodium.h>
#include <sqlite3.h>

#include <array>
#include <functional>
#include <memory>
#include <stdexcept>

namespace alongside::test {
namespace {

constexpr std::array<const char*, 8> kTableNames = {"item",   "history", "cache", "setting",
                                                    "outbox", "inbox",   "link",  "servable"};

void check(bool holds, const std::string& step) {
  if (!holds) throw std::runtime_error(step);
}

PlainBytes text(const std::string& characters) { return PlainBytes(characters.begin(), characters.end()); }

PlainBytes number(std::uint64_t value, int size) {
  PlainBytes bytes;
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<unsigned char>(value >> (8 * i)));
  return bytes;
}

std::uint64_t number_at(const PlainBytes& bytes, std::size_t place, int size) {
  std::uint64_t value = 0;
  for (int i = size - 1; i >= 0; --i) value = value << 8 | bytes.at(place + i);
  return value;
}

PlainBytes keyed_hash(const PlainBytes& key, const PlainBytes& bytes) {
  PlainBytes out(32, 0);
  crypto_generichash(out.data(), out.size(), bytes.data(), bytes.size(), key.data(), key.size());
  return out;
}

PlainBytes open(const PlainBytes& key, const PlainBytes& place, const PlainBytes& sealed, const std::string& step) {
  check(sealed.size() >= 40, step);
  PlainBytes plain(sealed.size() - 40, 0);
  check(crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data() + 24,
                                                   sealed.size() - 24, place.data(), place.size(), sealed.data(),
                                                   key.data()) == 0,
        step);
  return plain;
}

std::string unpad(const PlainBytes& padded) {
  std::size_t size = 4 + number_at(padded, 0, 4);
  const std::string contents(padded.begin() + 4, padded.begin() + static_cast<std::ptrdiff_t>(size));
  size = std::max<std::size_t>(size, 256);
  unsigned e = 0;
  while (size >> (e + 1)) ++e;
  unsigned k = 0;
  while (e >> k) ++k;
  const std::size_t step = std::size_t{1} << (e - k);
  check(padded.size() == (size + step - 1) / step * step, "size class");
  return contents;
}

// One row of an answer of SQLite.
class Answer {
 public:
  explicit Answer(sqlite3_stmt* statement) : statement_(statement) {}
  std::uint64_t number(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
  }
  PlainBytes bytes(int column) const {
    const auto* start = static_cast<const unsigned char*>(sqlite3_column_blob(statement_, column));
    return PlainBytes(start, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }

 private:
  sqlite3_stmt* statement_;
};

void ask(sqlite3* database, const std::string& sql, const std::function<void(const Answer&)>& each) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK, sql);
  while (sqlite3_step(statement) == SQLITE_ROW) each(Answer(statement));
  check(sqlite3_finalize(statement) == SQLITE_OK, sql);
}

void open_slot(sqlite3* database, const std::string& passphrase, PlainVault& vault) {
  ask(database, "SELECT vault_id FROM header", [&](const Answer& row) { vault.vault_id = row.bytes(0); });
  ask(database, "SELECT salt, passes, memory_bytes, wrapped FROM key_slot WHERE kind = 1", [&](const Answer& row) {
    PlainBytes wrapping(32, 0);
    check(crypto_pwhash(wrapping.data(), 32, passphrase.data(), passphrase.size(), row.bytes(0).data(), row.number(1),
                        row.number(2), crypto_pwhash_ALG_ARGON2ID13) == 0,
          "argon2id");
    const auto place = text("alongside key slot v1") + vault.vault_id + number(1, 1) + row.bytes(0) +
                       number(row.number(1), 4) + number(row.number(2), 8);
    vault.vault_key = open(wrapping, place, row.bytes(3), "key slot");
  });
}

void derive_keys(PlainVault& vault) {
  const auto derive = [&vault](const char* label) { return keyed_hash(vault.vault_key, text(label)); };
  vault.personal_row_key = derive("alongside vault personal rows");
  vault.personal_digest_key = derive("alongside vault personal digest");
  vault.transit_row_key = derive("alongside vault transit rows");
  vault.transit_digest_key = derive("alongside vault transit digest");
  vault.inbox_key.assign(32, 0);
  crypto_scalarmult_base(vault.inbox_key.data(), derive("alongside vault inbox").data());
}

void open_rows(sqlite3* database, PlainVault& vault) {
  vault.personal_digest.assign(32, 0);
  vault.transit_digest.assign(32, 0);
  for (unsigned table = 1; table <= kTableNames.size(); ++table) {
    const std::string name = kTableNames[table - 1];
    const bool personal = table <= 4;
    auto& digest = personal ? vault.personal_digest : vault.transit_digest;
    ask(database, "SELECT row, version, sealed FROM " + name, [&](const Answer& row) {
      const auto entry = number(table, 1) + number(row.number(0), 8) + number(row.number(1), 8);
      const auto mark = keyed_hash(personal ? vault.personal_digest_key : vault.transit_digest_key, entry);
      for (std::size_t i = 0; i < 32; ++i) digest[i] ^= mark[i];
      const auto place = text("alongside row v1") + vault.vault_id + entry;
      const auto& key = personal ? vault.personal_row_key : vault.transit_row_key;
      vault.tables[name][row.number(0)] = unpad(open(key, place, row.bytes(2), name));
    });
  }
}

void open_states(sqlite3* database, PlainVault& vault) {
  ask(database, "SELECT domain, sealed FROM domain_state", [&](const Answer& row) {
    const bool personal = row.number(0) == 1;
    const auto place = text("alongside state v1") + vault.vault_id + number(row.number(0), 1);
    (personal ? vault.personal_state : vault.transit_state) =
        open(personal ? vault.personal_row_key : vault.transit_row_key, place, row.bytes(1), "state");
  });
}

}  // namespace

PlainVault read_plainly(const std::string& file, const std::string& passphrase) {
  sqlite3* opened = nullptr;
  check(sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK, "open");
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
  PlainVault vault;
  ask(opened, "PRAGMA application_id", [](const Answer& row) { check(row.number(0) == 0x616c6f76, "application id"); });
  ask(opened, "PRAGMA user_version", [](const Answer& row) { check(row.number(0) == 1, "format"); });
  open_slot(opened, passphrase, vault);
  derive_keys(vault);
  open_rows(opened, vault);
  open_states(opened, vault);
  return vault;
}

}  // namespace alongside::test
