// Collects figures, each beside the floor measured in the same run, and prints them as a table or as JSON.
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace alongside::bench {

// What a bigger number means, and so which way the ratio to the floor is read.
enum class Better { lower, higher };

struct Figure {
  std::string name;
  std::string unit;
  Better better;
  double ours;
  std::optional<double> floor;  // the same work with none of our code between; absent where there is no such thing
  std::string aim;              // in words, empty where the project set itself none
};

class Report {
 public:
  // Adds a figure and says on standard error that it is there.
  void add(Figure figure);
  void print_table(std::ostream& out) const;
  void print_json(std::ostream& out) const;

 private:
  std::vector<Figure> figures_;
};

// The seconds that one call of `work` takes.
double seconds(const std::function<void()>& work);
double median(std::vector<double> values);
// The median of `runs` calls.
double median_seconds(int runs, const std::function<void()>& work);

}  // namespace alongside::bench
