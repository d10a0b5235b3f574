// Expected outcomes as values: a T, or an error_code of the room that failed.
// Each room has one error enum and category: core/crypto/error.hpp, core/error.hpp, net/error.hpp.
#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace alongside {

using boost::system::error_code;

template <class T>
class [[nodiscard]] Result : public boost::system::result<T> {
 public:
  using boost::system::result<T>::result;
};

}  // namespace alongside
