// An item as the program sees it: checked values, no wire or storage form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/vault/attachments.hpp"
#include "proto/ids.hpp"
#include "proto/item.pb.h"
#include "proto/result.hpp"

namespace alongside::items {

enum class Author { me, partner };

struct Moment {
  std::int64_t unix_ms = 0;
  std::int32_t utc_offset_minutes = 0;
  friend auto operator<=>(const Moment&, const Moment&) = default;
};
Moment moment_of(const item::Moment& message);
item::Moment message_of(const Moment& moment);

// Where the time comes from; tests move it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Moment now() const = 0;
};
class SystemClock final : public Clock {
 public:
  Moment now() const override;
};

enum class Answer { reflect = 1, ask = 2, advise = 3, thanks = 4 };

// How its author shares an item.
struct Sharing {
  std::vector<std::string> only;  // names of fields ("text", "tags", "attachments", or a named field); empty: whole
  std::vector<Answer> welcome;    // reflect, ask, advise; empty: just to be read. Thanks are always welcome.
  Moment since;
};

// How far a shared item of mine has come. Nothing finer is known or kept.
enum class Delivery { waiting, on_their_device };

struct Item {
  ItemId id;
  Author author = Author::me;
  std::string kind;
  Moment written;
  Moment changed;
  item::Body body;                 // checked against limits.hpp; attachments carry their keys
  std::vector<AttachmentId> files;  // of the body's attachments, in their order: how each one's file is called
  std::optional<Sharing> sharing;  // mine: how I share it; the partner's: always set (`only` unknown, left empty)
  std::optional<Delivery> delivery;  // mine and shared only
  std::optional<std::string> set_aside;  // the partner's: why it is not shown
};

// Checks a body against limits.hpp and that every text is sound UTF-8 without control characters other than
// line breaks and tabs. too_large, not_text, malformed_change (an id or key of a wrong size, a field named twice or as a part
// of every body is named: "text", "tags", "attachments").
Result<void> check_body(const item::Body& body);

// What leaves when `sharing` is in force: the body cut to the named fields; links only when it is shared whole. Pure.
// no_such_field when a name fits nothing.
Result<item::Body> shared_part(const item::Body& body, const Sharing& sharing);

}  // namespace alongside::items
