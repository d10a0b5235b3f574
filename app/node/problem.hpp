// Every failure as a Problem: a code that programs can rely on, and one plain sentence that says what happened and
// what to do.
#pragma once

#include <string>
#include <string_view>

#include "app/node/api.hpp"

namespace alongside::app {

// Of an error of any room. Errors that no table knows become `unexpected`.
api::Problem problem_of(const error_code& error);

// The HTTP status that goes with it: 400, 404, 409, 413, 423 (locked), 500, 503 or 507.
int status_of(const error_code& error);

ApiReply failure(const error_code& error);

}  // namespace alongside::app
