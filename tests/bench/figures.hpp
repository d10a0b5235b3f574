// The figures, by what they measure. Each adds its lines to the report.
#pragma once

#include <filesystem>
#include <string>

#include "tests/bench/report.hpp"

namespace alongside::bench {

struct Workplace {
  std::filesystem::path folder;   // empty, for this figure alone
  std::filesystem::path program;  // the real one, for figures of whole processes
};

inline constexpr std::size_t kEntryBytes = 1024;

void measure_sealing(const Workplace& place, Report& report);
void measure_unlocking(const Workplace& place, Report& report);
void measure_writing(const Workplace& place, Report& report);
void measure_sharing(const Workplace& place, Report& report);
void measure_catching_up(const Workplace& place, Report& report);
void measure_attachment(const Workplace& place, Report& report);
void measure_sizes(const Workplace& place, Report& report);
void measure_process(const Workplace& place, Report& report);

}  // namespace alongside::bench
