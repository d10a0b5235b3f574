// Runs every Noise vector of our suites: those stored here, and those of each *.json in the folder that the variable
// ALONGSIDE_VECTORS names.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>

#include "net/noise/protocol_name.hpp"
#include "tests/vectors/noise_vector_run.hpp"

namespace alongside::test {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool of_our_suites(std::string_view name) {
  return contains(name, "_25519_ChaChaPoly_") &&
         (name.ends_with("_SHA256") || name.ends_with("_SHA512") || name.ends_with("_BLAKE2b"));
}

// Why a vector is not run; nothing if it is.
std::optional<std::string> passed_over(const NoiseVector& vector) {
  const std::string_view name = vector.protocol_name;
  if (name.starts_with("NoisePSK_")) return "of the obsolete NoisePSK form";
  if (contains(name, "fallback") || vector.falls_back) return "with fallback";
  if (contains(name, "hfs")) return "with hfs";
  if (!of_our_suites(name)) return "of other suites";
  if (vector.expects_failure) return "that are to fail";
  return std::nullopt;
}

struct Counts {
  std::size_t ran = 0;
  std::map<std::string, std::size_t> passed_over;
};

Counts run_all(const std::vector<NoiseVector>& vectors) {
  Counts counts;
  for (const auto& vector : vectors) {
    if (const auto why = passed_over(vector)) {
      ++counts.passed_over[*why];
      continue;
    }
    ++counts.ran;
    if (const auto failure = failure_of(vector)) ADD_FAILURE() << *failure;
  }
  return counts;
}

// Whether a file names a protocol that is to be run, told from its text alone.
bool names_ours(const std::string& text) {
  static const std::regex ours(
      R"re("Noise_[A-Z0-9]+(psk[0-9](\+psk[0-9])*)?_25519_ChaChaPoly_(SHA256|SHA512|BLAKE2b)")re");
  return std::regex_search(text, ours);
}

// The number of vectors run; nothing for a file of another form.
std::optional<std::size_t> run_file(const fs::path& file) {
  const auto text = text_of(file);
  const auto vectors = read_noise_vectors(text);
  std::cout << file.filename().string() << ": ";
  if (!vectors) {
    std::cout << "not Noise vectors, passed over\n";
    return std::nullopt;
  }
  const auto counts = run_all(*vectors);
  std::cout << counts.ran << " of " << vectors->size() << " vectors run";
  for (const auto& [why, count] : counts.passed_over) std::cout << ", " << count << " " << why;
  std::cout << '\n';
  EXPECT_TRUE(counts.ran > 0 || !names_ours(text)) << file.filename() << " has vectors of our suites; none was run";
  return counts.ran;
}

TEST(NoiseVectors, OfDissononce) {
  EXPECT_EQ(run_file(fs::path(ALONGSIDE_STORED_VECTORS) / "noise-dissononce.json"), 204u);
}

TEST(NoiseVectors, OfTheFolderNamedByTheEnvironment) {
  const char* folder = std::getenv("ALONGSIDE_VECTORS");
  if (!folder || !*folder) {
    std::cout << "ALONGSIDE_VECTORS names no folder\n";
    return;
  }
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json" && run_file(entry.path())) ++files;
  EXPECT_GT(files, 0u) << "no Noise vectors in the folder of ALONGSIDE_VECTORS";
}

}  // namespace
}  // namespace alongside::test
