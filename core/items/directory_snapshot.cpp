#include "core/items/directory_snapshot.hpp"

#include <google/protobuf/arena.h>

#include <algorithm>

#include "core/items/cache_rows.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

constexpr std::uint64_t kRowsInPage = 4096;

// From so many rows in a run on, reading them in one scan is faster than one by one.
constexpr std::size_t kRowsWorthAScan = 8;

Entry entry_from(const store::DirectoryEntry& message) {
  Entry entry;
  entry.row = vault::Row(message.row());
  entry.id = ItemId::from(message.id()).value_or(ItemId());
  entry.author = message.theirs() ? Author::partner : Author::me;
  entry.kind = message.kind();
  entry.written_unix_ms = message.written_unix_ms();
  entry.tags.assign(message.tags().begin(), message.tags().end());
  entry.correspondence = CorrespondenceId::from(message.correspondence()).value_or(CorrespondenceId());
  entry.revision = Revision(message.revision());
  entry.shared = message.shared();
  entry.gone = message.gone();
  entry.set_aside = message.set_aside();
  entry.welcome = message.welcome();
  entry.answers = ItemId::from(message.answers()).value_or(ItemId());
  entry.change_bytes = message.change_bytes();
  const auto ids = as_bytes(message.attachments());
  for (int i = 0; i < message.attachment_sizes_size(); ++i) {
    const auto at = static_cast<std::size_t>(i) * AttachmentId::kSize;
    if (at + AttachmentId::kSize > ids.size()) break;
    entry.attachments.push_back({*AttachmentId::from(ids.subspan(at, AttachmentId::kSize)), message.attachment_sizes(i)});
  }
  return entry;
}

void describe(const Entry& entry, vault::Version version, store::DirectoryEntry& message) {
  message.set_row(entry.row.value());
  message.set_version(version.value());
  message.set_id(entry.id.raw());
  message.set_theirs(entry.author == Author::partner);
  message.set_kind(entry.kind);
  message.set_written_unix_ms(entry.written_unix_ms);
  for (const auto& tag : entry.tags) message.add_tags(tag);
  if (!entry.correspondence.is_none()) message.set_correspondence(entry.correspondence.raw());
  message.set_revision(entry.revision.value());
  message.set_shared(entry.shared);
  message.set_gone(entry.gone);
  message.set_set_aside(entry.set_aside);
  message.set_welcome(entry.welcome);
  if (!entry.answers.is_none()) message.set_answers(entry.answers.raw());
  message.set_change_bytes(entry.change_bytes);
  for (const auto& attachment : entry.attachments) {
    message.mutable_attachments()->append(attachment.id.raw());
    message.add_attachment_sizes(attachment.size);
  }
}

// The part of `rows` that lies in `page`.
std::span<const vault::RowVersion> rows_of(std::uint64_t page, std::span<const vault::RowVersion> rows) {
  const auto first = std::ranges::lower_bound(rows, vault::Row(page * kRowsInPage), {}, &vault::RowVersion::row);
  const auto last = std::ranges::lower_bound(rows, vault::Row((page + 1) * kRowsInPage), {}, &vault::RowVersion::row);
  return {first, last};
}

}  // namespace

Result<void> DirectorySnapshot::load(const vault::Progress& progress) {
  forget();
  const auto rows = vault_.rows(vault::Table::item);
  directory_.reserve(rows.size());
  std::uint64_t done = 0;
  while (done < rows.size()) {
    if (progress && !progress(done, rows.size())) return CoreErrc::stopped;
    const Page page = rows[done].row.value() / kRowsInPage;
    const auto of_page = rows_of(page, std::span(rows).subspan(done));
    if (auto loaded = load_page(page, of_page); !loaded) return loaded;
    done += of_page.size();
  }
  return {};
}

Result<void> DirectorySnapshot::load_sound(const vault::Progress& progress) {
  forget();
  const auto rows = vault_.rows(vault::Table::item);
  std::uint64_t done = 0;
  for (const auto& [row, version] : rows) {
    if (progress && !progress(done++, rows.size())) return CoreErrc::stopped;
    const auto record = vault_.read(vault::Table::item, row);
    if (!record) continue;
    if (auto entry = entry_of(row, *record)) directory_.put(std::move(*entry));
  }
  return {};
}

Result<void> DirectorySnapshot::load_page(Page page, std::span<const vault::RowVersion> rows) {
  google::protobuf::Arena arena;
  auto* snapshot = google::protobuf::Arena::CreateMessage<store::DirectoryPage>(&arena);
  if (const auto sealed = vault_.read(vault::Table::cache, directory_page_row(page))) {
    // A page of another format is as good as none.
    if (!snapshot->ParseFromArray(sealed->data(), static_cast<int>(sealed->size()))) snapshot->Clear();
  }
  auto known = snapshot->entries().begin();
  auto begin_unknown = rows.begin();
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    while (known != snapshot->entries().end() && known->row() < row->row.value()) ++known;
    if (known == snapshot->entries().end()) break;
    if (known->row() != row->row.value() || known->version() != row->version.value()) continue;
    if (auto opened = open_rows({begin_unknown, row}); !opened) return opened;
    directory_.put(entry_from(*known));
    begin_unknown = row + 1;
  }
  return open_rows({begin_unknown, rows.end()});
}

Result<void> DirectorySnapshot::open_rows(std::span<const vault::RowVersion> rows) {
  if (rows.size() < kRowsWorthAScan) {
    for (const auto& [row, version] : rows) {
      const auto record = vault_.read(vault::Table::item, row);
      if (!record) return record.error();
      auto entry = entry_of(row, *record);
      if (!entry) return entry.error();
      directory_.put(std::move(*entry));
      outdated(row);
    }
    return {};
  }
  Result<void> read;
  auto scanned = vault_.scan(vault::Table::item, rows.front().row, [&](vault::Row row, vault::Version, BytesView record) {
    auto entry = entry_of(row, record);
    if (!entry) {
      read = entry.error();
      return false;
    }
    directory_.put(std::move(*entry));
    outdated(row);
    return row < rows.back().row;
  });
  return scanned ? read : scanned;
}

void DirectorySnapshot::outdated(vault::Row row) { ++outdated_[row.value() / kRowsInPage]; }

bool DirectorySnapshot::write_one(std::size_t worthwhile) {
  const auto found = std::ranges::find_if(outdated_, [&](const auto& page) { return page.second >= worthwhile; });
  if (found == outdated_.end()) return false;
  const Page page = found->first;
  const auto all = vault_.rows(vault::Table::item);
  google::protobuf::Arena arena;
  auto* snapshot = google::protobuf::Arena::CreateMessage<store::DirectoryPage>(&arena);
  for (const auto& [row, version] : rows_of(page, all)) {
    const Entry* entry = directory_.at(row);
    // Those are few, as nobody comes upon an id of mine, and are opened at each load.
    if (entry && !entry->for_author_only) describe(*entry, version, *snapshot->add_entries());
  }
  auto transaction = vault_.begin();
  if (!transaction.put(vault::Table::cache, directory_page_row(page), encoded(*snapshot))) return false;
  if (!transaction.commit()) return false;
  outdated_.erase(page);
  return true;
}

}  // namespace alongside::items
