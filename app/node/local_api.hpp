// The node inside this very process, for as long as one command takes.
#pragma once

#include <memory>

#include "app/node/api.hpp"
#include "app/node/person_side.hpp"

namespace alongside::app {

// `random` was given to `person` and goes with it.
std::unique_ptr<Api> local_api(std::unique_ptr<crypto::RandomSource> random, std::unique_ptr<items::Clock> clock,
                               std::unique_ptr<PersonSide> person);

}  // namespace alongside::app
