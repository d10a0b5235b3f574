#include "core/error.hpp"

#include <string>

namespace alongside {
namespace {

const char* sentence(CoreErrc code) noexcept {
  switch (code) {
    case CoreErrc::no_vault:
      return "there is no vault here";
    case CoreErrc::vault_exists:
      return "there is a vault already";
    case CoreErrc::vault_in_use:
      return "another process has the vault open";
    case CoreErrc::not_a_vault:
      return "the file is not a vault, or its header is damaged";
    case CoreErrc::format_too_new:
      return "the vault was written by a newer version of alongside";
    case CoreErrc::wrong_passphrase:
      return "the passphrase or recovery code is wrong";
    case CoreErrc::locked:
      return "the vault is locked";
    case CoreErrc::altered:
      return "the vault's contents were altered or damaged";
    case CoreErrc::disk_full:
      return "the disk is full";
    case CoreErrc::disk_failed:
      return "the disk refused to read or write";
    case CoreErrc::no_such_item:
      return "there is no such item";
    case CoreErrc::ambiguous_id:
      return "more than one item has an id that begins so";
    case CoreErrc::too_large:
      return "the item is too large";
    case CoreErrc::no_such_field:
      return "the item has no such field";
    case CoreErrc::not_welcome:
      return "its author did not welcome this kind of answer";
    case CoreErrc::not_text:
      return "not a readable text";
    case CoreErrc::not_paired:
      return "no partner is paired yet";
    case CoreErrc::already_paired:
      return "a partner is paired already";
    case CoreErrc::malformed_change:
      return "the partner sent something that breaks the protocol's rules";
    case CoreErrc::attachment_incomplete:
      return "the attachment is not all here yet";
    case CoreErrc::bad_backup:
      return "the file is not a backup, or it is damaged";
    case CoreErrc::stopped:
      return "stopped before it was done";
    case CoreErrc::partner_full:
      return "what the partner sends has no more room here";
    case CoreErrc::id_too_short:
      return "too few digits of an id";
  }
  return "unknown error";
}

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "alongside.core"; }
  std::string message(int code) const override { return sentence(static_cast<CoreErrc>(code)); }
};

}  // namespace

const boost::system::error_category& core_category() noexcept {
  static const Category category;
  return category;
}

boost::system::error_code make_error_code(CoreErrc code) noexcept {
  return {static_cast<int>(code), core_category()};
}

}  // namespace alongside
