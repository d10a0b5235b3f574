// One command of the program: its words for the help, what it takes, what it does.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/grammar.hpp"
#include "app/cli/outcome.hpp"

namespace alongside::app {

class Session;

// The parts of the short help, in its order.
enum class Chapter { beginning, writing, together, node, safety };

class Command {
 public:
  struct Words {
    Chapter chapter;
    std::string name;
    std::string summary;  // one line
    std::string example;  // command lines, one a line
    std::string more;     // what the help says besides; may be empty
  };

  virtual ~Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  const Words& words() const noexcept { return words_; }
  virtual void declare(Grammar& grammar) = 0;
  virtual Outcome<void> run(Session& session) = 0;

 protected:
  explicit Command(Words words) : words_(std::move(words)) {}

 private:
  Words words_;
};

using Commands = std::vector<std::unique_ptr<Command>>;

// All of them, in the order of the help.
Commands all_commands();

}  // namespace alongside::app
