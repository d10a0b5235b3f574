#include "app/cli/item_page.hpp"

#include <algorithm>

#include "app/cli/harmless.hpp"
#include "app/cli/layout.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/short_id.hpp"
#include "app/cli/utf8.hpp"

namespace alongside::app {
namespace {

constexpr std::string_view kIndent = "    ";
constexpr int kNameWidth = 10;
constexpr int kDayWidth = 18;

ShortIds ids_of(const Items& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.id());
  return ShortIds(std::move(ids));
}

// A note's text; what has none is told by its fields or its files.
std::string gist(const api::Item& item) {
  if (!item.text().empty()) return harmless(item.text());
  std::string out;
  for (const auto& [name, value] : std::map<std::string, std::string>(item.fields().begin(), item.fields().end()))
    out += (out.empty() ? "" : ", ") + harmless_line(name) + ": " + harmless_line(value);
  for (const auto& attachment : item.attachments()) out += (out.empty() ? "" : ", ") + harmless_line(attachment.name());
  return out;
}

// What kind of entry, when it is not just a note.
std::string kind_words(const api::Item& item) {
  if (item.kind() == "note") return "";
  return item.answers().empty() ? harmless_line(item.kind()) : "answer";
}

// How a response answers is a field of it; it is told in words elsewhere.
std::map<std::string, std::string> shown_fields(const api::Item& item) {
  std::map<std::string, std::string> fields(item.fields().begin(), item.fields().end());
  if (!item.answers().empty()) fields.erase("as");
  return fields;
}

std::string answer_words(const api::Item& answer) {
  const auto how = answer.fields().find("as");
  if (how == answer.fields().end()) return "";
  if (how->second == "reflect") return ", reflecting back";
  if (how->second == "ask") return ", with a question";
  if (how->second == "advise") return ", with advice";
  if (how->second == "thanks") return ", with thanks";
  return "";
}

std::string marks(const api::Item& item) {
  std::string out = kind_words(item);
  const auto add = [&](std::string_view mark) { out += (out.empty() ? "" : ", ") + std::string(mark); };
  if (item.author() == "me" && item.shared()) add(item.only().empty() ? "shared" : "shared in part");
  if (item.delivery() == "waiting") add("waiting");
  if (!item.set_aside().empty()) add("set aside");
  if (item.attachments_size() > 0) add(counted(static_cast<std::uint64_t>(item.attachments_size()), "file", "files"));
  return out;
}

std::string joined_harmless(const google::protobuf::RepeatedPtrField<std::string>& texts, std::string_view before) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + std::string(before) + harmless_line(text);
  return out;
}

}  // namespace

std::string ItemPage::line(const api::Item& item, std::string_view when, std::string_view id) const {
  const std::string head = "  " + std::string(when) + "  " + std::string(id) + "  ";
  const std::string name = padded(first_line(author_words(item), kNameWidth), kNameWidth) + "  ";
  const std::string tail = marks(item);
  const int tail_width = tail.empty() ? 0 : columns(tail) + 4;
  const int room = std::max(12, console_.width() - columns(head) - columns(name) - tail_width);
  const std::string text = first_line(gist(item), room);
  std::string out = "  " + std::string(when) + "  " + console_.strong(id) + "  " + name + text;
  if (!tail.empty()) out += "  " + console_.quiet("(" + tail + ")");
  return out + "\n";
}

std::string ItemPage::by_day(const Items& items) const {
  const ShortIds ids = ids_of(items);
  std::string out;
  std::string day;
  for (const auto& item : items) {
    const std::string its_day = local_day(item.written_at(), now_);
    if (its_day != day) {
      out += (out.empty() ? "" : "\n") + console_.strong(its_day) + "\n";
      day = its_day;
    }
    out += line(item, local_hour(item.written_at()), ids.of(item.id()));
  }
  return out;
}

std::string ItemPage::by_rank(const Items& items) const {
  const ShortIds ids = ids_of(items);
  std::string out;
  for (const auto& item : items)
    out += line(item, padded(local_time(item.written_at(), now_), kDayWidth), ids.of(item.id()));
  return out;
}

std::string ItemPage::fact(std::string_view name, std::string_view value) const {
  constexpr int kNameColumn = 11;
  const std::string indent(kNameColumn, ' ');
  const std::string text = wrapped(value, console_.width(), indent);
  if (text.empty()) return "";
  return console_.quiet(padded(name, kNameColumn)) + text.substr(indent.size());
}

std::string ItemPage::facts(const api::Item& item) const {
  const std::string there = item.author() == "me" ? "" : their_time(item.written_at());
  std::string written = author_words(item) + ", " + local_time(item.written_at(), now_);
  if (!there.empty()) written += " (" + there + ")";
  std::string out = fact("written by", written);
  out += fact("changed", local_time(item.changed_at(), now_));
  if (const auto kind = kind_words(item); !kind.empty()) out += fact("kind", kind);
  if (item.author() == "me") {
    const std::string how = welcome_words(item.welcome()) + (item.delivery().empty() ? "" : "; " + item.delivery());
    out += fact("shared", !item.shared() ? "no, only you can see this"
                          : item.only().empty() ? how
                                                : "only " + joined_harmless(item.only(), "") + "; " + how);
  } else {
    out += fact("for you", welcome_words(item.welcome()));
  }
  out += fact("set aside", harmless_line(item.set_aside()));
  out += fact("answers", item.answers().substr(0, kShortIdDigits));
  return out + fact("id", item.id());
}

std::string ItemPage::content(const api::Item& item, std::string_view indent) const {
  const int width = console_.width();
  std::string out = wrapped(harmless(item.text()), width, indent);
  for (const auto& [name, value] : shown_fields(item))
    out += wrapped(harmless_line(name) + ": " + harmless(value), width, indent);
  out += wrapped(joined_harmless(item.tags(), "#"), width, indent);
  return out + files(item, indent);
}

std::string ItemPage::files(const api::Item& item, std::string_view indent) const {
  std::string out;
  for (const auto& attachment : item.attachments()) {
    const std::string state = attachment.here() ? "" : ", not all here yet";
    const std::string file = harmless_line(attachment.name()) + ", " + size_words(attachment.size()) + state;
    out += wrapped("[" + file + "]", console_.width(), indent);
  }
  return out;
}

std::string ItemPage::answer(const api::Item& answer) const {
  const std::string head = author_words(answer) + answer_words(answer) + ", " +
                           local_time(answer.written_at(), now_) + "  " + answer.id().substr(0, kShortIdDigits);
  return "\n" + wrapped(head, console_.width(), "  ") + content(answer, kIndent);
}

std::string ItemPage::version(const api::Version& version, int number) const {
  api::Item shown;
  shown.set_text(version.text());
  *shown.mutable_fields() = version.fields();
  *shown.mutable_tags() = version.tags();
  *shown.mutable_attachments() = version.attachments();
  const std::string head = std::to_string(number) + "  " + local_time(version.changed_at(), now_);
  return "\n  " + head + "\n" + content(shown, kIndent);
}

std::string ItemPage::whole(const api::Item& item) const {
  std::string out = facts(item);
  if (const auto text = content(item, kIndent); !text.empty()) out += "\n" + text;
  if (item.responses_size() > 0) out += "\n" + console_.strong("Answers") + "\n";
  for (const auto& response : item.responses()) out += answer(response);
  if (item.history_size() > 0) out += "\n" + console_.strong("Earlier") + "\n";
  int number = 0;
  for (const auto& earlier : item.history()) out += version(earlier, ++number);
  return out;
}

std::string ItemPage::glance(const api::Item& item) const {
  const auto line = first_line(gist(item), console_.width() - columns(kIndent));
  const bool is_only_files = item.text().empty() && item.fields().empty();
  const auto words = is_only_files || line.empty() ? "" : std::string(kIndent) + line + "\n";
  return words + files(item, kIndent);
}

std::string ItemPage::leaving(const api::Item& item) const {
  const auto text = content(item, kIndent);
  return (text.empty() ? std::string(kIndent) + "(nothing but that it is there)\n" : text) + "  " +
         welcome_words(item.welcome()) + "\n";
}

}  // namespace alongside::app
