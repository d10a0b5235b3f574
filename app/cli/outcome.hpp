// How a command ends: with what it was asked for, or with one line for the person and an exit status.
#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <utility>

#include "proto/check.hpp"

namespace alongside::app {

enum class ExitStatus { done = 0, refused = 1, wrong_usage = 2 };

struct Refusal {
  ExitStatus status = ExitStatus::refused;
  std::string line;  // what happened and what to do; one line, printed as it is
  std::string code;  // for programs (api.Problem.code); `usage` for wrong usage
  bool has_answered = false;  // with --json the answer itself already tells it; else a Problem is printed
};

inline Refusal refused(std::string code, std::string line) {
  return {ExitStatus::refused, std::move(line), std::move(code)};
}
inline Refusal wrong_usage(std::string line) { return {ExitStatus::wrong_usage, std::move(line), "usage"}; }

// Taking the value out of a refusal is a mistake of ours.
[[noreturn]] inline void throw_exception_from_error(const Refusal&, const boost::source_location&) {
  require(false);
  std::abort();
}

template <class T>
class [[nodiscard]] Outcome : public boost::system::result<T, Refusal> {
 public:
  using boost::system::result<T, Refusal>::result;
};

}  // namespace alongside::app
