#include "net/pairing/invite.hpp"

#include <algorithm>
#include <array>

#include "core/crypto/hash.hpp"
#include "net/pairing/base32.hpp"
#include "proto/check.hpp"

namespace alongside::net {
namespace {

constexpr std::string_view kFamilyPrefix = "alongside";
constexpr std::string_view kIdLabel = "alongside invite id v1";
constexpr std::string_view kChecksumLabel = "alongside invite checksum v1";
constexpr std::size_t kChecksumBytes = 8;
constexpr std::size_t kFixedBytes = 32 + 32 + 8 + 1;
constexpr std::int64_t kMaxExpirySeconds = std::int64_t{1} << 40;  // far from any overflow in milliseconds

std::array<unsigned char, kChecksumBytes> checksum(BytesView bytes) {
  std::array<unsigned char, crypto::kMaxHashBytes> hash;
  crypto::hash(crypto::HashFunction::blake2b, as_bytes(kChecksumLabel), bytes, hash);
  std::array<unsigned char, kChecksumBytes> sum;
  std::copy_n(hash.begin(), sum.size(), sum.begin());
  return sum;
}

void append(Bytes& bytes, BytesView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string without_white_space(std::string_view text) {
  std::string kept;
  std::ranges::copy_if(text, std::back_inserter(kept),
                       [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
  return kept;
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower);
}

// "alongside", other digits, a dash.
bool is_of_another_version(std::string_view text) {
  if (!begins_with(text, kFamilyPrefix)) return false;
  const auto rest = text.substr(kFamilyPrefix.size());
  const auto digits = rest.find_first_not_of("0123456789");
  return digits != std::string_view::npos && digits > 0 && rest[digits] == '-' && !begins_with(text, kInvitePrefix);
}

Result<std::vector<std::string>> read_addresses(BytesView bytes, std::size_t count) {
  if (count > kMaxInviteAddresses) return NetErrc::malformed_invite;
  std::vector<std::string> addresses;
  for (std::size_t read = 0; read < count; ++read) {
    if (bytes.empty() || bytes.size() - 1 < bytes[0]) return NetErrc::malformed_invite;
    std::string address(as_text(bytes.subspan(1, bytes[0])));
    if (!is_address(address)) return NetErrc::malformed_invite;
    bytes = bytes.subspan(1 + address.size());
    addresses.push_back(std::move(address));
  }
  if (!bytes.empty()) return NetErrc::malformed_invite;
  return addresses;
}

Result<Invite> from_bytes(Bytes& bytes) {
  const auto expiry_at = bytes.begin() + 64;
  std::uint64_t expiry = 0;
  for (std::size_t byte = 0; byte < 8; ++byte) expiry |= std::uint64_t{expiry_at[byte]} << (8 * byte);
  if (expiry > static_cast<std::uint64_t>(kMaxExpirySeconds)) return NetErrc::malformed_invite;
  auto addresses = read_addresses(BytesView(bytes).subspan(kFixedBytes), bytes[72]);
  if (!addresses) return addresses.error();
  const crypto::PublicKey inviter(std::span<const unsigned char, 32>(bytes.data() + 32, 32));
  return Invite{InviteSecret(std::span<unsigned char, 32>(bytes.data(), 32)), inviter,
                static_cast<std::int64_t>(expiry) * 1000, std::move(*addresses)};
}

}  // namespace

InviteId Invite::id() const {
  const auto bytes = crypto::keyed_hash(secret.expose(), {as_bytes(kIdLabel)});
  return InviteId(std::span<const unsigned char, 32>(bytes).first<16>());
}

NewInvite make_invite(std::vector<std::string> addresses, std::int64_t now_unix_ms, crypto::RandomSource& random) {
  return make_invite(std::move(addresses), now_unix_ms, random, crypto::KeyPair::generate(random));
}

NewInvite make_invite(std::vector<std::string> addresses, std::int64_t now_unix_ms, crypto::RandomSource& random,
                      crypto::KeyPair mine) {
  const auto open = mine.open;
  const auto expires = (now_unix_ms + kInviteLifeMs) / 1000 * 1000;
  return {std::move(mine), Invite{InviteSecret::random(random), open, expires, std::move(addresses)}};
}

std::string invite_text(const Invite& invite) {
  require(invite.addresses.size() <= kMaxInviteAddresses && std::ranges::all_of(invite.addresses, is_address));
  Bytes bytes;
  append(bytes, invite.secret.expose());
  append(bytes, invite.inviter.bytes());
  const auto expiry = static_cast<std::uint64_t>(invite.expires_unix_ms / 1000);
  for (std::size_t byte = 0; byte < 8; ++byte) bytes.push_back(static_cast<unsigned char>(expiry >> (8 * byte)));
  bytes.push_back(static_cast<unsigned char>(invite.addresses.size()));
  for (const auto& address : invite.addresses) {
    bytes.push_back(static_cast<unsigned char>(address.size()));
    append(bytes, as_bytes(address));
  }
  append(bytes, checksum(bytes));
  auto text = std::string(kInvitePrefix) + to_base32(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return text;
}

Result<Invite> read_invite(std::string_view text) {
  if (text.size() > kMaxInviteTextBytes) return NetErrc::malformed_invite;
  const auto letters = without_white_space(text);
  if (is_of_another_version(letters)) return NetErrc::invite_too_new;
  if (!begins_with(letters, kInvitePrefix)) return NetErrc::malformed_invite;
  auto bytes = from_base32(std::string_view(letters).substr(kInvitePrefix.size()));
  if (!bytes || bytes->size() < kFixedBytes + kChecksumBytes) return NetErrc::malformed_invite;
  const auto body_bytes = bytes->size() - kChecksumBytes;
  const auto expected = checksum(BytesView(*bytes).first(body_bytes));
  if (!std::ranges::equal(BytesView(*bytes).subspan(body_bytes), expected)) return NetErrc::malformed_invite;
  bytes->resize(body_bytes);
  return from_bytes(*bytes);
}

}  // namespace alongside::net
