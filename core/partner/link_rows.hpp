// How the partner's keys and facts lie in the table `link`: a tag byte, two 32-byte secrets, then a message of
// proto/store.proto. The secrets stand outside the message, as messages are not wiped; rows are, here.
#pragma once

#include "core/partner/partner_book.hpp"

namespace alongside::partner {

// 4 and 5 are core/items'.
enum class LinkTag : unsigned char { link = 1, invite_given = 2, invite_taken = 3 };

// Bytes that are wiped with their owner.
class SecretRow {
 public:
  explicit SecretRow(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~SecretRow();
  SecretRow(const SecretRow&) = delete;
  SecretRow& operator=(const SecretRow&) = delete;

  BytesView view() const { return bytes_; }
  // A secret at its place behind the tag: the first or the second.
  std::span<unsigned char, 32> secret(std::size_t which);

 private:
  Bytes bytes_;
};

SecretRow link_row(const LinkFacts& facts, const LinkKeys& keys);
SecretRow invite_row(LinkTag tag, const PendingInvite& invite);

struct ReadLink {
  LinkFacts facts;
  LinkKeys keys;
};
// CoreErrc::altered when the row can't be read. The secrets in `row` are gone then.
Result<ReadLink> read_link(SecretRow& row);
Result<PendingInvite> read_invite(SecretRow& row);

}  // namespace alongside::partner
