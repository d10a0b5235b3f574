#include <stdlib.h>

#include "proto/check.hpp"
#include "tests/twonode/histories/history.hpp"
#include "tests/twonode/loopback/running_node.hpp"

namespace alongside::test {

PreparedCouple::PreparedCouple() {
  auto pattern = (std::filesystem::temp_directory_path() / "alongside-couple-XXXXXX").string();
  require(mkdtemp(pattern.data()) != nullptr);
  folder = pattern;
  TwoPeople people;
  people.pair();
  people.verify();
  require(in_step(*people.mira));
  people.stop();
  const PersonHome* homes[2] = {&people.mira_home, &people.noor_home};
  for (unsigned who = 0; who < 2; ++who) {
    std::filesystem::copy(homes[who]->path(), folder / std::to_string(who), std::filesystem::copy_options::recursive);
    recovery_codes[who] = homes[who]->recovery_code();
  }
}

PreparedCouple::~PreparedCouple() { std::filesystem::remove_all(folder); }

}  // namespace alongside::test
