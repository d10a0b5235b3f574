// What can go wrong on the person's side (vault and items), as values. core/crypto has its own: core/crypto/error.hpp.
#pragma once

#include <boost/system/error_code.hpp>

namespace alongside {

enum class CoreErrc {
  // There is no vault in this home.
  no_vault = 1,
  // There is one already; nothing was changed.
  vault_exists,
  // Another process holds the vault.
  vault_in_use,
  // The file is not a vault of ours, or its header can't be read.
  not_a_vault,
  // A vault of a newer format than this program knows.
  format_too_new,
  // The passphrase or recovery code opens no key slot.
  wrong_passphrase,
  // Needs the person's key, which is not in memory.
  locked,
  // Rows were swapped, replayed, deleted or damaged: the vault's contents do not fit its sealed digest or do not open.
  altered,
  // No room left on the disk; what was asked for did not happen, all that was acknowledged is there.
  disk_full,
  // The disk refused (input/output error, permissions); what was asked for did not happen.
  disk_failed,
  // No such item, or not one that this act may touch. The same for unknown and foreign ids.
  no_such_item,
  // A shortened id fits more than one item.
  ambiguous_id,
  // The item is larger than the limits in core/items/limits.hpp.
  too_large,
  // A field named in `only` that the item does not have.
  no_such_field,
  // The author of the shared item did not welcome this kind of answer.
  not_welcome,
  // A text that is not UTF-8, or has control characters that no text needs.
  not_text,
  // No partner is paired with this vault.
  not_paired,
  // A partner is paired already; leave first.
  already_paired,
  // Bytes from the partner that break a rule of proto/PROTOCOL.md; dropped.
  malformed_change,
  // An attachment whose chunks are not (all) here yet.
  attachment_incomplete,
  // A backup file that is not one, is cut short, or does not fit its own seals.
  bad_backup,
  // The caller's Progress asked to stop; everything is as it was before.
  stopped,
  // What the partner sends has taken up all the room that one partner gets here.
  partner_full,
  // Fewer digits than a shortened id has.
  id_too_short,
};

const boost::system::error_category& core_category() noexcept;
boost::system::error_code make_error_code(CoreErrc code) noexcept;

}  // namespace alongside

template <>
struct boost::system::is_error_code_enum<alongside::CoreErrc> : std::true_type {};
