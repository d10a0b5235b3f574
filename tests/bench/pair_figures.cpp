// What two nodes cost together: share to visible, catching up, attachments, bytes on the wire and on the disk.
#include <fstream>
#include <sstream>

#include "tests/bench/figures.hpp"
#include "tests/bench/floor.hpp"
#include "tests/bench/person.hpp"
#include "tests/bench/tap.hpp"

namespace alongside::bench {
namespace {

constexpr std::size_t kShares = 200;
constexpr std::size_t kAttachmentBytes = std::size_t{256} << 20;
constexpr const char* kLoopback = "127.0.0.1:0";

// Two people paired and verified; `theirs` only dials.
struct Couple {
  Person mine;
  Person theirs;
  std::string address;

  explicit Couple(const std::filesystem::path& folder) : Couple(folder / "mine", folder / "theirs") {}
  Couple(const std::filesystem::path& my_home, const std::filesystem::path& their_home)
      : mine(my_home, "Mira"), theirs(their_home, "Jonas") {
    address = mine.start({kLoopback});
    theirs.start({});
    pair(mine, theirs, address);
  }
};

void share_all(Person& person, const std::vector<ItemId>& ids) {
  const bool shared = person.on_vault([&] { return person.notebook().share_all(ids).has_value(); });
  must(shared, "share");
}

// The seconds from the start of their node until it has all of my entries.
double catch_up(const std::filesystem::path& folder, std::size_t entries) {
  const auto fill = folder_to_fill(folder);
  Couple couple(fill / "mine", folder / "theirs");
  couple.theirs.stop();
  share_all(couple.mine, couple.mine.write_notes(entries, kEntryBytes));
  couple.mine.move_to(folder / "mine");
  if (fill != folder) std::filesystem::remove_all(fill);
  couple.mine.start({couple.address});
  couple.theirs.unlock();
  return seconds([&] {
    couple.theirs.start({});
    couple.theirs.wait_for_entries(entries);
  });
}

// Alternately the floor and ours, each in a folder of its own, so that a slow moment of the machine meets both.
void compare_catching_up(const std::filesystem::path& place, std::size_t entries, int runs, Report& report) {
  std::vector<double> floor;
  std::vector<double> ours;
  for (int run = 0; run < runs; ++run) {
    const auto folder = place / std::to_string(run);
    std::filesystem::create_directories(folder);
    floor.push_back(floor::catch_up(folder, entries, kEntryBytes));
    ours.push_back(catch_up(folder, entries));
    std::filesystem::remove_all(folder);
  }
  const auto count = static_cast<double>(entries);
  report.add({"catch-up of " + std::to_string(entries) + " entries", "entries/s", Better::higher, count / median(ours),
              count / median(floor), "0.7"});
}

}  // namespace

void measure_sharing(const Workplace& place, Report& report) {
  const double floor = floor::share_one(place.folder, kShares, kEntryBytes);
  Couple couple(place.folder);
  const auto ids = couple.mine.write_notes(kShares, kEntryBytes);
  const double ours = seconds([&] {
                        for (std::size_t share = 0; share < kShares; ++share) {
                          couple.mine.call("share", R"({"id":")" + ids[share].text() + R"("})");
                          couple.theirs.wait_for_entries(share + 1);
                        }
                      }) /
                      kShares;
  report.add({"share to visible", "ms", Better::lower, ours * 1e3, floor * 1e3, "under 3"});
}

void measure_catching_up(const Workplace& place, Report& report) {
  compare_catching_up(place.folder / "1000", 1'000, 9, report);
  compare_catching_up(place.folder / "10000", 10'000, 5, report);
  compare_catching_up(place.folder / "100000", 100'000, 3, report);
}

void measure_attachment(const Workplace& place, Report& report) {
  const double floor = floor::attachment(place.folder, kAttachmentBytes);
  const auto file = place.folder / "photo";
  {
    std::ofstream photo(file, std::ios::binary);
    const std::string megabyte(std::size_t{1} << 20, 'p');
    for (std::size_t written = 0; written < kAttachmentBytes; written += megabyte.size()) photo << megabyte;
  }
  Couple couple(place.folder);
  std::string id;
  const double written = seconds([&] {
    id = couple.mine.call("write", R"({"kind":"note","text":"a photo","attach":[")" + file.string() + R"("]})", "id");
  });
  const double sent = seconds([&] {
    couple.mine.call("share", R"({"id":")" + id + R"("})");
    couple.mine.call("sync", R"({"timeoutSeconds":300})");
  });
  constexpr double kMegabytes = kAttachmentBytes / 1e6;
  report.add({"attachment of 256 MiB to the partner", "MB/s", Better::higher, kMegabytes / sent, kMegabytes / floor, "0.6"});
  report.add({"attachment of 256 MiB taken in", "MB/s", Better::higher, kMegabytes / written, std::nullopt, ""});
}

void measure_sizes(const Workplace& place, Report& report) {
  constexpr std::size_t kEntries = 10'000;
  constexpr double kPlain = kEntries * kEntryBytes;
  Person mine(place.folder / "mine", "Mira");
  Person theirs(place.folder / "theirs", "Jonas");
  const Tap tap(mine.start({kLoopback}));
  theirs.start({});
  pair(mine, theirs, tap.address());
  theirs.stop();
  share_all(mine, mine.write_notes(kEntries, kEntryBytes));
  const auto before = tap.bytes();
  theirs.start({});
  theirs.wait_for_entries(kEntries);
  mine.call("sync", R"({"timeoutSeconds":60})");
  report.add({"bytes on the wire, both ways, for bulk", "of plaintext", Better::lower,
              static_cast<double>(tap.bytes() - before) / kPlain, 1.0, "1.1"});
  theirs.stop();
  const auto file = place.folder / "theirs" / "vault.db";
  report.add({"bytes on the disk, index included", "of plaintext", Better::lower,
              static_cast<double>(std::filesystem::file_size(file)) / kPlain, 1.0, ""});
}

}  // namespace alongside::bench
