#include <array>
#include <optional>

#include "core/crypto/hash.hpp"
#include "core/crypto/password.hpp"

namespace alongside::crypto {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLetters = 28;
constexpr std::size_t kGroupLetters = 5;
constexpr std::size_t kBytesOfLetters = 18;  // 144 bits; the last four are zero

// The secret and its checksum, as the letters spell them. Wiped.
struct Spelled : std::array<unsigned char, kBytesOfLetters> {
  Spelled() : array{} {}
  ~Spelled() { sodium_memzero(data(), size()); }
  Spelled(const Spelled&) = delete;
  Spelled& operator=(const Spelled&) = delete;
};

constexpr std::size_t kSecretBytes = RecoverySecret::kSize;

void add_checksum(Spelled& spelled) {
  std::array<unsigned char, kMaxHashBytes> digest;
  hash(HashFunction::blake2b, as_bytes("alongside recovery checksum"), BytesView(spelled).first(kSecretBytes), digest);
  spelled[kSecretBytes] = digest[0];
  spelled[kSecretBytes + 1] = digest[1] & 0xf0;
}

std::size_t letter_at(const Spelled& spelled, std::size_t place) {
  std::size_t value = 0;
  for (std::size_t bit = 5 * place; bit < 5 * place + 5; ++bit)
    value = (value << 1) | ((spelled[bit / 8] >> (7 - bit % 8)) & 1u);
  return value;
}

void put_letter(Spelled& spelled, std::size_t place, std::size_t value) {
  for (std::size_t i = 0; i < 5; ++i) {
    const std::size_t bit = 5 * place + i;
    if ((value >> (4 - i)) & 1) spelled[bit / 8] |= static_cast<unsigned char>(0x80u >> (bit % 8));
  }
}

char upper(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }

std::optional<std::size_t> value_of(char letter) {
  letter = upper(letter);
  if (letter == 'O') letter = '0';
  if (letter == 'I' || letter == 'L') letter = '1';
  const auto value = kAlphabet.find(letter);
  if (value == std::string_view::npos) return std::nullopt;
  return value;
}

bool is_separator(char letter) {
  return letter == '-' || letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

// Whether `typed` has the right number of letters, all of the alphabet; then they are in `spelled`.
bool read_letters(std::string_view typed, Spelled& spelled) {
  std::size_t place = 0;
  for (const char letter : typed) {
    if (is_separator(letter)) continue;
    const auto value = value_of(letter);
    if (!value || place == kLetters) return false;
    put_letter(spelled, place++, *value);
  }
  return place == kLetters;
}

}  // namespace

std::string recovery_code(const RecoverySecret& secret) {
  Spelled spelled;
  std::ranges::copy(secret.expose(), spelled.begin());
  add_checksum(spelled);
  std::string code;
  code.reserve(kLetters + kLetters / kGroupLetters);
  for (std::size_t place = 0; place < kLetters; ++place) {
    if (place != 0 && place % kGroupLetters == 0) code += '-';
    code += kAlphabet[letter_at(spelled, place)];
  }
  return code;
}

Result<RecoverySecret> read_recovery_code(std::string_view typed) {
  Spelled read;
  if (!read_letters(typed, read)) return CryptoErrc::malformed_recovery_code;
  Spelled expected;
  std::ranges::copy(BytesView(read).first(kSecretBytes), expected.begin());
  add_checksum(expected);
  if (sodium_memcmp(read.data(), expected.data(), read.size()) != 0) return CryptoErrc::malformed_recovery_code;
  return RecoverySecret(std::span(read).first<kSecretBytes>());
}

WrappingKey wrapping_key(const RecoverySecret& secret, const Salt& salt) {
  const auto key = Secret<struct SaltedRecoveryRole, 32>::produced_by([&](std::span<unsigned char, 32> out) {
    std::ranges::copy(salt.bytes(), std::ranges::copy(secret.expose(), out.begin()).out);
  });
  auto derived = keyed_hash(key.expose(), {as_bytes("alongside recovery key")});
  return WrappingKey(std::span(derived));
}

}  // namespace alongside::crypto
