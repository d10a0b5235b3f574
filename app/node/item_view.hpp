// Items as the local interface shows them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/items/notebook.hpp"
#include "core/vault/attachments.hpp"
#include "proto/api.pb.h"

namespace alongside::app {

struct Names {
  std::string me;
  std::string partner;
};

class ItemView {
 public:
  ItemView(Names names, const vault::Attachments& attachments) : names_(std::move(names)), attachments_(&attachments) {}

  api::Item item(const items::Item& item) const;
  api::Version version(const items::Earlier& earlier) const;

 private:
  // Its file has a name of its own where `file` says so (items::Item::files).
  api::Attachment attachment(const item::Attachment& attachment, std::optional<AttachmentId> file) const;
  template <class Shown>
  void show_body(const item::Body& body, std::span<const AttachmentId> files, Shown& shown) const;

  Names names_;
  const vault::Attachments* attachments_;
};

// "reflect", "ask", "advise", "thanks".
std::string_view word_of(items::Answer answer);
std::optional<items::Answer> answer_of(std::string_view word);

// Of words as `share --welcome` takes them, where "read" welcomes no answer. Nothing: a word that is none of them.
std::optional<std::vector<items::Answer>> read_welcome(const std::vector<std::string>& words);

}  // namespace alongside::app
