// What can go wrong in core/crypto, as values.
#pragma once

#include <boost/system/error_code.hpp>

namespace alongside::crypto {

enum class CryptoErrc {
  // A sealed thing did not open: wrong key, wrong place, or altered. Which of them can't be told.
  not_authentic = 1,
  // Stored Argon2id parameters outside the bounds of password.hpp; nothing was hashed.
  password_cost_out_of_bounds,
  // Argon2id could not get the memory that it needs.
  out_of_memory,
  // A Diffie-Hellman result was all zero: the other side sent a point of low order.
  weak_public_key,
  // A recovery code with a wrong length, an unknown letter, or a checksum that does not fit.
  malformed_recovery_code,
};

const boost::system::error_category& crypto_category() noexcept;
boost::system::error_code make_error_code(CryptoErrc code) noexcept;

}  // namespace alongside::crypto

template <>
struct boost::system::is_error_code_enum<alongside::crypto::CryptoErrc> : std::true_type {};
