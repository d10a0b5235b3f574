#include "tests/bench/report.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace alongside::bench {
namespace {

std::string number(double value) {
  char text[32];
  const char* form = value >= 1000 ? "%.0f" : value >= 10 ? "%.1f" : "%.3g";
  std::snprintf(text, sizeof text, form, value);
  return text;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

}  // namespace

void Report::add(Figure figure) {
  std::cerr << "measured: " << figure.name << '\n';
  figures_.push_back(std::move(figure));
}

void Report::print_table(std::ostream& out) const {
  out << padded("figure", 44) << padded("ours", 12) << padded("floor", 12) << padded("unit", 14) << padded("ours/floor", 12)
      << "aim\n";
  for (const Figure& figure : figures_) {
    out << padded(figure.name, 44) << padded(number(figure.ours), 12)
        << padded(figure.floor ? number(*figure.floor) : "-", 12) << padded(figure.unit, 14)
        << padded(figure.floor ? number(figure.ours / *figure.floor) : "-", 12) << figure.aim << '\n';
  }
}

void Report::print_json(std::ostream& out) const {
  out << "[";
  const char* separator = "\n";
  for (const Figure& figure : figures_) {
    out << separator << R"(  {"name": ")" << figure.name << R"(", "unit": ")" << figure.unit << R"(", "better": ")"
        << (figure.better == Better::lower ? "lower" : "higher") << R"(", "ours": )" << figure.ours << R"(, "floor": )";
    if (figure.floor) {
      out << *figure.floor << R"(, "ratio": )" << figure.ours / *figure.floor;
    } else {
      out << R"(null, "ratio": null)";
    }
    out << R"(, "aim": ")" << figure.aim << R"("})";
    separator = ",\n";
  }
  out << "\n]\n";
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double median_seconds(int runs, const std::function<void()>& work) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) times.push_back(seconds(work));
  return median(std::move(times));
}

}  // namespace alongside::bench
