// Starts libsodium before any test runs.
#include "core/crypto/secret.hpp"

namespace {

const bool started = (alongside::crypto::initialize(), true);

}  // namespace
