// What one person's vault costs: sealing, unlocking, writing.
#include <string>

#include "core/crypto/aead.hpp"
#include "core/crypto/password.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/floor.hpp"
#include "tests/bench/person.hpp"

namespace alongside::bench {
namespace {

constexpr std::size_t kSealedEntries = 20'000;
constexpr std::size_t kWrites = 200;

bool never_stop(std::uint64_t, std::uint64_t) { return true; }

double argon2_seconds(crypto::RandomSource& random) {
  const auto salt = crypto::random_id<crypto::Salt>(random);
  return median_seconds(3, [&] { must(crypto::stretch("floor", salt, crypto::PasswordCost{}).has_value(), "stretch"); });
}

void measure_unlocking(const std::filesystem::path& home, std::size_t entries, Report& report) {
  {
    const auto fill = folder_to_fill(home.parent_path());
    Person person(fill / "unlocking", "Mira");
    const auto batch = std::size_t{1000};
    for (std::size_t done = 0; done < entries; done += batch) person.write_notes(batch, kEntryBytes);
    person.on_vault([&] {
      while (person.notebook().tidy()) {
      }
      return true;
    });
    person.move_to(home);
    if (fill != home.parent_path()) std::filesystem::remove_all(fill);
  }
  crypto::SystemRandom random;
  const items::SystemClock clock;
  const double argon2 = argon2_seconds(random);
  const double ours = median_seconds(3, [&] {
    auto person = app::PersonSide::open(home, random, clock);
    must(person.has_value() && (*person)->unlock(bench_passphrase(), never_stop).has_value(), "unlock");
  });
  const std::string name = "unlock with " + std::to_string(entries) + " entries";
  report.add({name, "ms", Better::lower, ours * 1e3, argon2 * 1e3, "floor: Argon2id alone"});
  report.add({name + ", beyond Argon2id", "ms", Better::lower, (ours - argon2) * 1e3, std::nullopt, "300 at 100000"});
}

}  // namespace

void measure_sealing(const Workplace&, Report& report) {
  const auto floor = floor::seal_and_open(kSealedEntries, kEntryBytes);
  crypto::SystemRandom random;
  const auto key = crypto::SealingKey<struct BenchRole>::random(random);
  const Bytes plain(kEntryBytes, 'x');
  const Bytes place(32, 'p');
  std::vector<Bytes> sealed(kSealedEntries);
  const double seal = seconds([&] {
    for (Bytes& one : sealed) one = crypto::seal(key, plain, place, random);
  });
  const double open = seconds([&] {
    for (const Bytes& one : sealed) must(crypto::open(key, one, place).has_value(), "open");
  });
  const double per_entry = 1e6 / kSealedEntries;
  report.add({"seal 1 KiB", "us", Better::lower, seal * per_entry, floor.seal * per_entry, ""});
  report.add({"open 1 KiB", "us", Better::lower, open * per_entry, floor.open * per_entry, ""});
}

void measure_unlocking(const Workplace& place, Report& report) {
  for (const std::size_t entries : {1'000, 10'000, 100'000})
    measure_unlocking(place.folder / std::to_string(entries), entries, report);
}

void measure_writing(const Workplace& place, Report& report) {
  const double floor = floor::write_one(place.folder, kWrites, kEntryBytes);
  Person person(place.folder / "writer", "Mira");
  const double ours = seconds([&] { person.write_notes(kWrites, kEntryBytes); }) / kWrites;
  report.add({"write 1 KiB to durable", "ms", Better::lower, ours * 1e3, floor * 1e3, ""});
}

}  // namespace alongside::bench
