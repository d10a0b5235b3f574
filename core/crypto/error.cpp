#include "core/crypto/error.hpp"

#include <string>

namespace alongside::crypto {
namespace {

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "alongside.crypto"; }
  std::string message(int code) const override {
    switch (static_cast<CryptoErrc>(code)) {
      case CryptoErrc::not_authentic:
        return "sealed with another key, for another place, or altered";
      case CryptoErrc::password_cost_out_of_bounds:
        return "the stored passphrase parameters are out of bounds";
      case CryptoErrc::out_of_memory:
        return "not enough memory to stretch the passphrase";
      case CryptoErrc::weak_public_key:
        return "a public key of low order";
      case CryptoErrc::malformed_recovery_code:
        return "not a recovery code, or mistyped";
    }
    return "unknown error";
  }
};

}  // namespace

const boost::system::error_category& crypto_category() noexcept {
  static const Category category;
  return category;
}

boost::system::error_code make_error_code(CryptoErrc code) noexcept {
  return {static_cast<int>(code), crypto_category()};
}

}  // namespace alongside::crypto
