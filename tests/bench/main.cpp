// ./dev bench [--json] [FIGURE...]: measures all figures, or those named.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "core/crypto/secret.hpp"
#include "tests/bench/figures.hpp"

namespace {

using namespace alongside::bench;

struct Named {
  const char* name;
  void (*measure)(const Workplace&, Report&);
};

constexpr Named kFigures[] = {
    {"sealing", measure_sealing},         {"unlocking", measure_unlocking}, {"writing", measure_writing},
    {"sharing", measure_sharing},         {"catching-up", measure_catching_up},
    {"attachment", measure_attachment},   {"sizes", measure_sizes},         {"process", measure_process},
};

int usage() {
  std::cerr << "usage: ./dev bench [--json] [FIGURE...]\nfigures:";
  for (const Named& figure : kFigures) std::cerr << ' ' << figure.name;
  std::cerr << '\n';
  return 2;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> wanted(arguments + 1, arguments + count);
  const bool json = std::erase(wanted, "--json") > 0;
  for (const std::string& name : wanted) {
    if (std::ranges::none_of(kFigures, [&](const Named& figure) { return figure.name == name; })) return usage();
  }
  alongside::crypto::initialize();

  auto pattern = (std::filesystem::temp_directory_path() / "alongside-bench-XXXXXX").string();
  if (!mkdtemp(pattern.data())) return 1;
  const std::filesystem::path folder = pattern;
  const auto program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "alongside";

  Report report;
  for (const Named& figure : kFigures) {
    if (!wanted.empty() && std::ranges::find(wanted, figure.name) == wanted.end()) continue;
    const Workplace place{folder / figure.name, program};
    std::filesystem::create_directories(place.folder);
    figure.measure(place, report);
    std::filesystem::remove_all(place.folder);
  }
  std::filesystem::remove_all(folder);
  json ? report.print_json(std::cout) : report.print_table(std::cout);
}
