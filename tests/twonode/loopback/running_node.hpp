// A whole node on a thread of its own, listening at a loopback port, asked through the methods the command line calls.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/node/api.hpp"
#include "tests/unit/app/node/person_home.hpp"

namespace alongside::test {

class RunningNode final : public app::Api {
 public:
  // Unlocked and listening when it is there; at the port where it listened before, if it did.
  explicit RunningNode(const PersonHome& home);
  ~RunningNode() override;

  app::ApiReply call(std::string_view method, BytesView body, const app::OnProgress& on_progress = {}) override;
  bool remote() const noexcept override { return true; }

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

// Two people whose nodes run; paired and verified when asked for.
struct TwoPeople {
  TwoPeople() : mira_home("Mira"), noor_home("Noor") { start(); }
  void start();
  void stop();

  // Noor accepts Mira's invite. What accept replied.
  api::AcceptReply pair();
  // Both compare the words.
  void verify();

  PersonHome mira_home;
  PersonHome noor_home;
  std::unique_ptr<RunningNode> mira;
  std::unique_ptr<RunningNode> noor;
};

// Waits until both directions are up to date; false when that did not come about.
bool in_step(app::Api& node);
std::string share_note(app::Api& node, std::string_view text, std::vector<std::string> welcome = {});
// What the other side shared, as it stands here, newest first.
std::vector<std::string> texts_of_partner(app::Api& node);

}  // namespace alongside::test
