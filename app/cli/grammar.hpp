// What a command takes, said without naming the parser: command_line.cpp is the one file that knows CLI11.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace alongside::app {

// Filled in before Command::run. The variables must live as long as the command; what was not given stays untouched.
class Grammar {
 public:
  virtual ~Grammar() = default;

  virtual void argument(const std::string& name, const std::string& help, std::string& into) = 0;
  virtual void optional_argument(const std::string& name, const std::string& help,
                                 std::optional<std::string>& into) = 0;
  // One or more.
  virtual void arguments(const std::string& name, const std::string& help, std::vector<std::string>& into) = 0;

  // `name` as typed ("--text"), `value` as shown in the help ("TEXT").
  virtual void option(const std::string& name, const std::string& value, const std::string& help,
                      std::optional<std::string>& into) = 0;
  // May be given several times.
  virtual void options(const std::string& name, const std::string& value, const std::string& help,
                       std::vector<std::string>& into) = 0;
  virtual void flag(const std::string& name, const std::string& help, bool& into) = 0;
};

}  // namespace alongside::app
