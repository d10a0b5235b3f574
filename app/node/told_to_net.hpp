// The vault's errors in net's words, where net does something about them.
#pragma once

#include "core/error.hpp"
#include "net/error.hpp"
#include "proto/result.hpp"

namespace alongside::app {

inline error_code told_to_net(const error_code& error) {
  if (error == error_code(CoreErrc::locked)) return net::NetErrc::store_locked;
  if (error == error_code(CoreErrc::disk_full)) return net::NetErrc::store_full;
  return error;
}

template <class T>
Result<T> told_to_net(Result<T> result) {
  if (!result) return told_to_net(result.error());
  return result;
}

}  // namespace alongside::app
