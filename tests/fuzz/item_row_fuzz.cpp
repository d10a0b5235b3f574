// Any bytes that open as a row of the table `item`, as a later or a damaged program may have left them: an entry or an error.
#include "core/items/record.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const BytesView row(data, size);
  const auto entry = items::entry_of(vault::Row(7), row);
  if (!entry) return 0;
  require(entry->row == vault::Row(7));
  for (const auto& attachment : entry->attachments) static_cast<void>(items::attachment_key(row, attachment.id));
  require((entry->author == items::Author::partner) == items::has_tag(row, items::ItemTag::theirs));
  return 0;
}
