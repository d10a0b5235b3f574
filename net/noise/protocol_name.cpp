#include "net/noise/protocol_name.hpp"

#include <optional>

#include "net/error.hpp"

namespace alongside::net::noise {
namespace {

std::optional<crypto::HashFunction> hash_named(std::string_view name) {
  if (name == "SHA256") return crypto::HashFunction::sha256;
  if (name == "SHA512") return crypto::HashFunction::sha512;
  if (name == "BLAKE2b") return crypto::HashFunction::blake2b;
  return std::nullopt;
}

}  // namespace

Result<ProtocolName> ProtocolName::parse(std::string_view text) {
  constexpr std::string_view kBegin = "Noise_";
  constexpr std::string_view kPrimitives = "_25519_ChaChaPoly_";
  const auto primitives = text.find(kPrimitives);
  if (!text.starts_with(kBegin) || primitives == std::string_view::npos) return NetErrc::unknown_protocol_name;
  auto pattern = find_pattern(text.substr(kBegin.size(), primitives - kBegin.size()));
  const auto hash = hash_named(text.substr(primitives + kPrimitives.size()));
  if (!pattern || !hash) return NetErrc::unknown_protocol_name;
  return ProtocolName{std::string(text), std::move(*pattern), *hash};
}

}  // namespace alongside::net::noise
