#include "core/vault/attachments.hpp"

#include <sodium.h>

#include <algorithm>
#include <istream>

#include "core/vault/attachment_file.hpp"

namespace alongside::vault {
namespace {

using crypto::CryptoErrc;

// The one chunk of plaintext that is in memory; wiped with its owner.
class PlainChunk {
 public:
  PlainChunk() : bytes_(kChunkBytes) {}
  ~PlainChunk() { sodium_memzero(bytes_.data(), bytes_.size()); }
  PlainChunk(const PlainChunk&) = delete;
  PlainChunk& operator=(const PlainChunk&) = delete;

  Chunk bytes() noexcept { return Chunk(bytes_); }

  // What `source` has, filled up with zeros; how much that was.
  std::size_t fill_from(std::istream& source) {
    source.read(reinterpret_cast<char*>(bytes_.data()), static_cast<std::streamsize>(bytes_.size()));
    const auto count = static_cast<std::size_t>(source.gcount());
    std::fill(bytes_.begin() + static_cast<std::ptrdiff_t>(count), bytes_.end(), 0);
    return count;
  }

 private:
  Bytes bytes_;
};

bool at_end(std::istream& source) { return !source || source.peek() == std::istream::traits_type::eof(); }

ChunkPlace place_of(const AttachmentId& id, std::uint64_t size, std::uint64_t index) {
  return {id, ChunkIndex(index), index + 1 == chunk_count(size)};
}

}  // namespace

Attachments::Attachments(std::filesystem::path folder) : folder_(std::move(folder)) {}

Result<void> Attachments::make_folder() const { return make_private_folder(folder_); }

Result<StoredAttachment> Attachments::store(std::istream& source, crypto::RandomSource& random,
                                            const Progress& progress) {
  if (auto done = make_folder(); !done) return done.error();
  const auto id = crypto::random_id<AttachmentId>(random);
  auto key = AttachmentKey::random(random);
  const auto size = seal_all(source, id, key, progress);
  if (!size) {
    (void)remove(id);
    return size.error();
  }
  return StoredAttachment{id, std::move(key), *size};
}

Result<std::uint64_t> Attachments::seal_all(std::istream& source, const AttachmentId& id, const AttachmentKey& key,
                                            const Progress& progress) {
  auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::append);
  if (!file) return file.error();
  PlainChunk plain;
  Bytes sealed(kSealedChunkBytes);
  std::uint64_t size = 0;
  bool last = false;
  for (ChunkIndex index; !last; index = index.next()) {
    size += plain.fill_from(source);
    if (source.bad()) return CoreErrc::disk_failed;
    if (size > kMaxAttachmentBytes) return CoreErrc::too_large;
    last = at_end(source);
    seal_chunk(key, {id, index, last}, plain.bytes(), SealedChunk(sealed));
    if (auto done = file->write(index, SealedChunk(sealed)); !done) return done.error();
    if (progress && !progress(size, 0)) return CoreErrc::stopped;
  }
  if (auto done = file->sync(); !done) return done.error();
  if (auto done = sync_folder(folder_); !done) return done.error();
  return size;
}

Result<void> Attachments::load(const AttachmentId& id, const Sealed& whole,
                               const std::function<bool(BytesView)>& sink) const {
  const auto& [sealed_as, key, size] = whole;
  if (!is_there(folder_ / AttachmentFile::name_of(id))) return CoreErrc::attachment_incomplete;
  const auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::read);
  if (!file) return file.error();
  PlainChunk plain;
  Bytes sealed(kSealedChunkBytes);
  for (std::uint64_t index = 0; index < chunk_count(size); ++index) {
    const auto found = file->read(ChunkIndex(index), SealedChunk(sealed));
    if (!found) return found.error();
    if (!*found) return CoreErrc::attachment_incomplete;
    if (!open_chunk(key, place_of(sealed_as, size, index), SealedChunk(sealed), plain.bytes()))
      return CryptoErrc::not_authentic;
    const auto rest = size - index * kChunkBytes;
    if (!sink(plain.bytes().first(std::min<std::uint64_t>(rest, kChunkBytes)))) return CoreErrc::stopped;
  }
  return {};
}

Result<Bytes> Attachments::read_sealed_chunk(const AttachmentId& id, ChunkIndex index) const {
  if (!is_there(folder_ / AttachmentFile::name_of(id))) return CoreErrc::no_such_item;
  const auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::read);
  if (!file) return file.error();
  Bytes sealed(kSealedChunkBytes);
  const auto found = file->read(index, SealedChunk(sealed));
  if (!found) return found.error();
  if (!*found) return CoreErrc::no_such_item;
  return sealed;
}

std::uint64_t Attachments::chunks_present(const AttachmentId& id) const {
  const auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::read);
  if (!file) return 0;
  const auto chunks = file->chunks();
  return chunks ? *chunks : 0;
}

Result<void> Attachments::append_sealed_chunk(const AttachmentId& id, const Sealed& whole, ChunkIndex index,
                                              BytesView sealed) {
  const auto& [sealed_as, key, size] = whole;
  if (size > kMaxAttachmentBytes || index.value() >= chunk_count(size)) return CoreErrc::malformed_change;
  if (sealed.size() != kSealedChunkBytes) return CoreErrc::malformed_change;
  if (index.value() != chunks_present(id)) return CoreErrc::malformed_change;
  PlainChunk plain;
  const SealedChunkView chunk(sealed);
  if (!open_chunk(key, place_of(sealed_as, size, index.value()), chunk, plain.bytes())) return CryptoErrc::not_authentic;
  if (auto done = make_folder(); !done) return done;
  auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::append);
  if (!file) return file.error();
  return file->write(index, chunk);
}

Result<void> Attachments::flush(const AttachmentId& id) {
  if (!is_there(folder_ / AttachmentFile::name_of(id))) return {};
  auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::append);
  if (!file) return file.error();
  if (auto done = file->sync(); !done) return done;
  return sync_folder(folder_);
}

Result<std::uint64_t> Attachments::keep_sound_chunks(const AttachmentId& id, const Sealed& whole) {
  const auto& [sealed_as, key, size] = whole;
  if (!is_there(folder_ / AttachmentFile::name_of(id))) return std::uint64_t{0};
  auto file = AttachmentFile::open(folder_, id, AttachmentFile::Mode::append);
  if (!file) return file.error();
  PlainChunk plain;
  Bytes sealed(kSealedChunkBytes);
  std::uint64_t sound = 0;
  for (; sound < chunk_count(size); ++sound) {
    const auto found = file->read(ChunkIndex(sound), SealedChunk(sealed));
    if (!found) return found.error();
    if (!*found || !open_chunk(key, place_of(sealed_as, size, sound), SealedChunk(sealed), plain.bytes())) break;
  }
  if (auto done = file->cut_to(sound); !done) return done.error();
  return sound;
}

Result<void> Attachments::remove(const AttachmentId& id) {
  return remove_file(folder_ / AttachmentFile::name_of(id));
}

Result<void> Attachments::collect_garbage(const std::function<bool(const AttachmentId&)>& is_wanted) {
  for (const auto& id : attachments_in(folder_)) {
    if (is_wanted(id)) continue;
    if (auto done = remove(id); !done) return done;
  }
  return {};
}

}  // namespace alongside::vault
