// An attachment on its way to the partner's disk, and what may happen to it there. Undamaged it is read back as it was;
// damaged in one byte, cut, or with chunks that changed places, no byte of what is wrong comes out.
// Input: u8 chunks | u8 what is done | u32le where.
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/vault/attachments.hpp"
#include "proto/check.hpp"
#include "tests/support/seeded_random.hpp"

using namespace alongside;

namespace {

struct Folder {
  std::filesystem::path path;
  Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "alongside-fuzz-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

std::string contents_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Whether the stored bytes are others now.
bool damage(const std::filesystem::path& file, unsigned what, std::size_t where) {
  const auto sound = contents_of(file);
  auto damaged = sound;
  if (what == 1) damaged[where % damaged.size()] = static_cast<char>(damaged[where % damaged.size()] ^ (1 << where % 8));
  if (what == 2) damaged.resize(where % damaged.size());
  if (what == 3 && damaged.size() >= 2 * vault::kSealedChunkBytes)
    std::swap_ranges(damaged.begin(), damaged.begin() + vault::kSealedChunkBytes, damaged.begin() + vault::kSealedChunkBytes);
  std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
  return damaged != sound;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  crypto::initialize();
  if (size < 6) return 0;
  static const Folder folder;
  test::SeededRandom random(data[0]);
  vault::Attachments attachments(folder.path);
  std::string text((data[0] % 4) * vault::kChunkBytes + data[0], 'a');
  for (std::size_t at = 0; at < text.size(); at += 97) text[at] = static_cast<char>(at);
  std::istringstream source(text);
  const auto stored = attachments.store(source, random, {}).value();
  const std::size_t where = data[2] | std::size_t{data[3]} << 8 | std::size_t{data[4]} << 16 | std::size_t{data[5]} << 24;
  const bool damaged = damage(folder.path / stored.id.text(), data[1] % 4, where);
  std::string read;
  const auto loaded = attachments.load(stored.id, {stored.id, stored.key, stored.size}, [&](BytesView piece) {
    read.append(as_text(piece));
    return true;
  });
  require(loaded.has_value() == !damaged);
  require(text.compare(0, read.size(), read) == 0 && (damaged || read.size() == text.size()));
  require(attachments.remove(stored.id).has_value());
  return 0;
}
