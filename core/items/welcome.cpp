#include "core/items/welcome.hpp"

#include "core/items/body.hpp"
#include "core/items/own_item.hpp"
#include "core/items/record.hpp"

namespace alongside::items {
namespace {

std::string_view in_words(Answer answer) {
  switch (answer) {
    case Answer::reflect:
      return "reflecting back";
    case Answer::ask:
      return "questions";
    case Answer::advise:
      return "advice";
    case Answer::thanks:
      return "thanks";
  }
  return "";
}

std::string what_was_welcome(std::uint32_t welcome) {
  const auto answers = answers_in(welcome & ~bit_of(Answer::thanks));
  if (answers.empty()) return "You shared it just to be read.";
  std::string reason = "You welcomed only ";
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (i > 0) reason += i + 1 == answers.size() ? " and " : ", ";
    reason += in_words(answers[i]);
  }
  return reason + ".";
}

std::optional<Answer> way_of(const wire::Copy& copy) {
  for (const auto& field : copy.body().fields()) {
    if (field.name() == kAsField) return answer_named(field.value());
  }
  return std::nullopt;
}

}  // namespace

std::string reason_to_set_aside(const Shelf& shelf, const wire::Copy& copy) {
  if (copy.kind() != kResponseKind) return {};
  const auto way = way_of(copy);
  if (!way) return "It does not say what kind of answer it is.";
  const auto answered = answered_by(copy.kind(), copy.body());
  const Entry* mine = answered ? own_entry(shelf, *answered) : nullptr;
  if (!mine || !shelf.is_shared(*mine)) return "It answers nothing that you share now.";
  if (*way == Answer::thanks || (mine->welcome & bit_of(*way))) return {};
  return what_was_welcome(mine->welcome);
}

}  // namespace alongside::items
