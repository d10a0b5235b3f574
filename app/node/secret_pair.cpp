#include "app/node/secret_pair.hpp"

#include <cstring>

#include "proto/check.hpp"

namespace alongside::app {

namespace {

constexpr std::size_t kLengthBytes = 4;

unsigned char* put(unsigned char* at, std::string_view secret) {
  for (std::size_t byte = 0; byte < kLengthBytes; ++byte)
    *at++ = static_cast<unsigned char>(secret.size() >> (8 * byte));
  std::memcpy(at, secret.data(), secret.size());
  return at + secret.size();
}

std::optional<std::string_view> take(BytesView& body) {
  if (body.size() < kLengthBytes) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t byte = 0; byte < kLengthBytes; ++byte) length |= std::size_t{body[byte]} << (8 * byte);
  body = body.subspan(kLengthBytes);
  if (length > crypto::kMaxPassphraseBytes || length > body.size()) return std::nullopt;
  auto secret = as_text(body.first(length));
  body = body.subspan(length);
  return secret;
}

}  // namespace

SecretPair::SecretPair(std::string_view first, std::string_view second)
    : bytes_(decltype(bytes_)::produced_by([&](std::span<unsigned char, kSecretPairBytes> out) {
        require(first.size() <= crypto::kMaxPassphraseBytes && second.size() <= crypto::kMaxPassphraseBytes);
        put(put(out.data(), first), second);
      })),
      size_(2 * kLengthBytes + first.size() + second.size()) {}

std::optional<std::pair<std::string_view, std::string_view>> read_secret_pair(BytesView body) {
  auto first = take(body);
  if (!first) return std::nullopt;
  auto second = take(body);
  if (!second || !body.empty()) return std::nullopt;
  return std::pair(*first, *second);
}

}  // namespace alongside::app
