#include "core/partner/partner_book.hpp"

#include "core/partner/link_rows.hpp"

namespace alongside::partner {
namespace {

struct InviteInRow {
  vault::Row row;
  PendingInvite invite;
};

Result<void> erase_table(vault::Transaction& transaction, const vault::Vault& vault, vault::Table table) {
  for (const auto& row : vault.rows(table)) {
    if (auto erased = transaction.erase(table, row.row); !erased) return erased;
  }
  return {};
}

// Into `row`, or a new one when it is none.
Result<vault::Row> write_row(vault::Transaction& transaction, vault::Row row, BytesView bytes) {
  if (row == vault::Row()) return transaction.insert(vault::Table::link, bytes);
  if (auto put = transaction.put(vault::Table::link, row, bytes); !put) return put.error();
  return row;
}

}  // namespace

class PartnerBook::State {
 public:
  explicit State(vault::Vault& vault_of_book) : vault(vault_of_book) {}

  Result<void> read(vault::Row row, BytesView bytes);
  Result<void> write_link(LinkFacts facts, LinkKeys keys, bool drops_invites);
  Result<void> write_invite(LinkTag tag, std::optional<InviteInRow>& place, PendingInvite invite);
  Result<void> drop(std::optional<InviteInRow>& place);
  void forget();

  vault::Vault& vault;
  vault::Row link_row;
  std::optional<LinkFacts> facts;
  std::optional<LinkKeys> keys;
  std::optional<InviteInRow> given;
  std::optional<InviteInRow> taken;
};

void PartnerBook::State::forget() {
  link_row = vault::Row();
  facts.reset();
  keys.reset();
  given.reset();
  taken.reset();
}

Result<void> PartnerBook::State::read(vault::Row row, BytesView bytes) {
  if (bytes.empty()) return {};
  const auto tag = static_cast<LinkTag>(bytes[0]);
  SecretRow secret(Bytes(bytes.begin(), bytes.end()));
  if (tag == LinkTag::link) {
    auto link = read_link(secret);
    if (!link) return link.error();
    link_row = row;
    facts = std::move(link->facts);
    keys = std::move(link->keys);
  } else if (tag == LinkTag::invite_given || tag == LinkTag::invite_taken) {
    auto invite = read_invite(secret);
    if (!invite) return invite.error();
    (tag == LinkTag::invite_given ? given : taken) = InviteInRow{row, std::move(*invite)};
  }
  return {};
}

Result<void> PartnerBook::State::write_link(LinkFacts fresh, LinkKeys fresh_keys, bool drops_invites) {
  auto transaction = vault.begin();
  const auto bytes = partner::link_row(fresh, fresh_keys);
  auto row = write_row(transaction, link_row, bytes.view());
  if (!row) return row.error();
  for (const auto* invite : {&given, &taken}) {
    if (!drops_invites || !*invite) continue;
    if (auto erased = transaction.erase(vault::Table::link, (*invite)->row); !erased) return erased;
  }
  if (auto committed = transaction.commit(); !committed) return committed;
  link_row = *row;
  facts = std::move(fresh);
  keys = std::move(fresh_keys);
  if (drops_invites) {
    given.reset();
    taken.reset();
  }
  return {};
}

Result<void> PartnerBook::State::write_invite(LinkTag tag, std::optional<InviteInRow>& place, PendingInvite invite) {
  auto transaction = vault.begin();
  const auto bytes = invite_row(tag, invite);
  auto row = write_row(transaction, place ? place->row : vault::Row(), bytes.view());
  if (!row) return row.error();
  if (auto committed = transaction.commit(); !committed) return committed;
  place = InviteInRow{*row, std::move(invite)};
  return {};
}

Result<void> PartnerBook::State::drop(std::optional<InviteInRow>& place) {
  if (!place) return {};
  auto transaction = vault.begin();
  if (auto erased = transaction.erase(vault::Table::link, place->row); !erased) return erased;
  if (auto committed = transaction.commit(); !committed) return committed;
  place.reset();
  return {};
}

PartnerBook::PartnerBook(vault::Vault& vault) : state_(std::make_unique<State>(vault)) {}

PartnerBook::~PartnerBook() = default;

Result<void> PartnerBook::load() {
  state_->forget();
  Result<void> read;
  auto scanned = state_->vault.scan(vault::Table::link, vault::Row(1),
                                    [&](vault::Row row, vault::Version, BytesView bytes) {
                                      read = state_->read(row, bytes);
                                      return read.has_value();
                                    });
  return scanned ? read : scanned;
}

const std::optional<LinkFacts>& PartnerBook::link() const noexcept { return state_->facts; }

const LinkKeys* PartnerBook::keys() const noexcept { return state_->keys ? &*state_->keys : nullptr; }

Result<void> PartnerBook::begin(LinkFacts facts, LinkKeys keys) {
  if (state_->facts && state_->facts->established && state_->facts->id != facts.id) return CoreErrc::already_paired;
  facts.my_public = keys.mine.open;
  const bool established = facts.established;
  return state_->write_link(std::move(facts), std::move(keys), established);
}

Result<void> PartnerBook::update(LinkFacts facts) {
  if (!state_->facts || state_->facts->id != facts.id) return CoreErrc::not_paired;
  facts.my_public = state_->keys->mine.open;
  const bool drops_invites = facts.established && !state_->facts->established;
  return state_->write_link(std::move(facts), {state_->keys->mine.duplicate(), state_->keys->psk.duplicate()}, drops_invites);
}

const PendingInvite* PartnerBook::given() const noexcept { return state_->given ? &state_->given->invite : nullptr; }

const PendingInvite* PartnerBook::taken() const noexcept { return state_->taken ? &state_->taken->invite : nullptr; }

Result<void> PartnerBook::give(PendingInvite invite) {
  return state_->write_invite(LinkTag::invite_given, state_->given, std::move(invite));
}

Result<void> PartnerBook::take(PendingInvite invite) {
  return state_->write_invite(LinkTag::invite_taken, state_->taken, std::move(invite));
}

Result<void> PartnerBook::remember_seen(Bytes first_message_hash) {
  if (!state_->given) return CoreErrc::not_paired;
  const auto& invite = state_->given->invite;
  auto seen = invite.seen_first_messages;
  seen.push_back(std::move(first_message_hash));
  return give({invite.id, invite.mine.duplicate(), invite.inviter, invite.secret.duplicate(), invite.expires_unix_ms,
               invite.addresses, std::move(seen)});
}

Result<void> PartnerBook::drop_given() { return state_->drop(state_->given); }

Result<void> PartnerBook::drop_taken() { return state_->drop(state_->taken); }

Result<void> PartnerBook::erase(vault::Transaction& transaction) const {
  for (const auto table : {vault::Table::link, vault::Table::outbox, vault::Table::inbox, vault::Table::servable}) {
    if (auto erased = erase_table(transaction, state_->vault, table); !erased) return erased;
  }
  return {};
}

void PartnerBook::forget() { state_->forget(); }

Result<void> PartnerBook::end() {
  auto transaction = state_->vault.begin();
  if (auto erased = erase(transaction); !erased) return erased;
  if (auto committed = transaction.commit(); !committed) return committed;
  forget();
  return {};
}

}  // namespace alongside::partner
