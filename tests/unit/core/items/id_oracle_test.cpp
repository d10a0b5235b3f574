// A partner who tries ids can't tell whether one of them is, or was, mine: all that they get to see is compared with what
// they see where nobody ever used the id.
#include <functional>
#include <sstream>

#include "core/vault/chunk_seal.hpp"
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

struct Claimed {
  ItemId item;
  AttachmentId file;
};

AttachmentId all_of(unsigned char byte) {
  std::array<unsigned char, AttachmentId::kSize> bytes{};
  bytes.fill(byte);
  return AttachmentId(bytes);
}

// A partner with a node of their own making, who writes down what comes back.
class Rogue {
 public:
  Rogue(Person& victim, const Claimed& claimed) : victim_(victim), claimed_(claimed) {
    EXPECT_TRUE(feeds().follow(Epoch(some_id(1).bytes())));
  }

  void send(const ItemId& item, std::uint64_t revision, bool with_file) {
    auto copy = note_copy("said by the partner");
    if (with_file) {
      *copy.mutable_body()->add_attachments() = file(claimed_.file);
      // So many that a file which lies elsewhere would be asked for at another turn.
      for (int byte = 1; byte < 256; byte += 6) *copy.mutable_body()->add_attachments() = file(all_of(static_cast<unsigned char>(byte)));
    }
    send(rogue_change(item, revision, copy));
  }
  void retract(const ItemId& item, std::uint64_t revision) {
    auto change = rogue_change(item, revision, {});
    change.mutable_retraction();
    send(change);
  }
  void look() {
    std::uint64_t from = 0;
    do {
      const auto page = feeds().inventory(from, 2).value();
      for (const auto& held : page.holdings) {
        saw_ << "held " << held.item.text() << " " << held.revision.value() << " " << to_hex(held.retraction_seal) << "\n";
      }
      saw_ << "next " << (from = page.next) << "\n";
    } while (from != 0);
    const auto returned = feeds().returned({claimed_.item, some_id(90), some_id(91)}).value();
    for (const auto& change : returned) saw_ << "returned " << to_hex(change) << "\n";
    for (const auto& wanted : feeds().wanted()) {
      saw_ << "wanted " << wanted.id.text() << " " << wanted.next_chunk << " of " << wanted.chunks << "\n";
    }
    const auto chunk = feeds().chunk_for_partner(claimed_.file, 0);
    saw_ << "chunk " << (chunk ? to_hex(*chunk) : "none") << "\n";
  }
  void serve() {
    Bytes sealed(vault::kSealedChunkBytes);
    const Bytes plain(vault::kChunkBytes, 'r');
    const auto key = vault::AttachmentKey::produced_by([](auto out) { std::ranges::fill(out, 'k'); });
    vault::seal_chunk(key, {claimed_.file, vault::ChunkIndex(0), true}, vault::ChunkView(plain), vault::SealedChunk(sealed));
    saw_ << "taken " << feeds().store_chunk(claimed_.file, 0, sealed).has_value() << "\n";
    EXPECT_TRUE(feeds().chunks_settled(claimed_.file));
  }
  std::string saw() const { return saw_.str(); }

 private:
  Correspondence& feeds() { return victim_.correspondence(); }
  void send(const wire::Change& change) {
    const auto bytes = change.SerializeAsString();
    const bool stored = feeds().store_batch(feeds().incoming()->received.next(), {as_bytes(bytes)}).has_value();
    saw_ << "ack " << stored << " " << feeds().incoming()->received.value() << "\n";
  }
  static item::Attachment file(const AttachmentId& id) {
    item::Attachment attachment;
    attachment.set_id(id.raw());
    attachment.set_key(std::string(32, 'k'));
    attachment.set_name("theirs");
    attachment.set_size(10);
    return attachment;
  }

  Person& victim_;
  Claimed claimed_;
  std::ostringstream saw_;
};

// Everything that a rogue can do with an id and a file's id, and what they see of it.
std::string seen_with(Person& victim, const Claimed& claimed) {
  Rogue rogue(victim, claimed);
  rogue.look();
  rogue.send(claimed.item, 5, /*with_file=*/true);
  rogue.look();
  rogue.send(some_id(90), 1, /*with_file=*/true);
  rogue.send(some_id(91), 1, /*with_file=*/false);
  rogue.look();
  victim.restart();
  rogue.look();
  rogue.serve();
  rogue.look();
  victim.restart(/*killed=*/true);
  rogue.look();
  victim.lock();
  rogue.send(claimed.item, 6, /*with_file=*/true);
  victim.unlock();
  rogue.look();
  rogue.send(claimed.item, 4, /*with_file=*/false);
  rogue.send(claimed.item, 7, /*with_file=*/false);
  rogue.look();
  rogue.retract(claimed.item, 8);
  rogue.send(claimed.item, 8, /*with_file=*/false);
  rogue.look();
  victim.restart();
  rogue.look();
  return rogue.saw();
}

std::string seen_where_nobody_used_it(const Claimed& claimed) {
  Person stranger(Who::ada);
  return seen_with(stranger, claimed);
}

Claimed write_with_file(Person& person) {
  auto body = body_with("mine");
  *body.add_attachments() = person.attach("bytes of mine");
  const AttachmentId file = *AttachmentId::from(body.attachments(0).id());
  return {person.write(std::move(body)), file};
}

Claimed share_with_file(Person& person) {
  const auto mine = write_with_file(person);
  person.share(mine.item);
  send_into_the_void(person);
  EXPECT_TRUE(person.correspondence().acknowledged(person.correspondence().outgoing()->last_formed));
  return mine;
}

struct Case {
  std::string name;
  std::function<Claimed(Person&)> made;
  std::string left;  // of what I wrote, in the end
  friend void PrintTo(const Case& tried, std::ostream* out) { *out << tried.name; }
};

class IdOracleTest : public testing::TestWithParam<Case> {};

TEST_P(IdOracleTest, LooksFromOutsideLikeAnIdThatNobodyUsed) {
  Person ada(Who::ada);
  const auto claimed = GetParam().made(ada);
  const auto before = ada.texts();
  EXPECT_EQ(seen_with(ada, claimed), seen_where_nobody_used_it(claimed));
  Filter mine;
  mine.author = Author::me;
  EXPECT_EQ(ada.texts(mine), before);
  if (!GetParam().left.empty()) {
    EXPECT_EQ(ada.text(claimed.item), GetParam().left);
    EXPECT_EQ(ada.attachments().chunks_present(claimed.file), 1U);
  }
}

INSTANTIATE_TEST_SUITE_P(
    OfMine, IdOracleTest,
    testing::Values(Case{"Private", write_with_file, "mine"},
                    Case{"TakenBack",
                         [](Person& person) {
                           const auto mine = share_with_file(person);
                           EXPECT_TRUE(person.notebook().unshare(mine.item));
                           return mine;
                         },
                         "mine"},
                    Case{"DeletedPrivate",
                         [](Person& person) {
                           const auto mine = write_with_file(person);
                           EXPECT_TRUE(person.notebook().remove(mine.item));
                           return mine;
                         },
                         ""},
                    Case{"SharedAndDeleted",
                         [](Person& person) {
                           const auto mine = share_with_file(person);
                           EXPECT_TRUE(person.notebook().remove(mine.item));
                           return mine;
                         },
                         ""},
                    Case{"PrivateOfWhichOnlyTheFileIsClaimed",
                         [](Person& person) { return Claimed{some_id(80), write_with_file(person).file}; }, ""},
                    Case{"SharedNow",
                         [](Person& person) { return Claimed{share_with_file(person).item, AttachmentId(some_id(81).bytes())}; },
                         ""}),
    [](const auto& tried) { return tried.param.name; });

// What is mine stays what a person sees, finds and acts on, whatever else has its id.
TEST(Namesake, IsNeverShown) {
  Person ada(Who::ada);
  const auto mine = ada.write("mine");
  Rogue(ada, {mine, AttachmentId(some_id(2).bytes())}).send(mine, 1, /*with_file=*/false);
  EXPECT_EQ(ada.texts(), Texts{"mine"});
  EXPECT_TRUE(ada.found("partner").empty());
  EXPECT_EQ(ada.notebook().size(), 1U);
  ASSERT_TRUE(ada.notebook().remove(mine));
  EXPECT_TRUE(ada.texts().empty());
  ada.restart();
  EXPECT_TRUE(ada.texts().empty());
  EXPECT_TRUE(ada.found("partner").empty());
}

// After a forced reconciliation: what was deleted is asked for like what is kept.
TEST(IdsAskedBack, DoNotTellWhatIsStillKept) {
  for (const bool delivered : {true, false}) {
    Person ada(Who::ada);
    const auto kept = ada.write_and_share("kept");
    const auto deleted = ada.write_and_share("deleted");
    send_into_the_void(ada);
    if (delivered) {
      ASSERT_TRUE(ada.correspondence().acknowledged(ada.correspondence().outgoing()->last_formed));
    }
    ASSERT_TRUE(ada.notebook().unshare(kept));
    ASSERT_TRUE(ada.notebook().remove(deleted));
    ASSERT_TRUE(ada.correspondence().begin_reconcile());
    for (std::uint64_t revision = 1; revision < 5; ++revision) {
      const std::vector<Holding> lies{{kept, Revision(revision), {}}, {deleted, Revision(revision), {}}};
      const auto asked = ada.correspondence().reconcile(lies).value();
      EXPECT_EQ(asked, revision < 2 ? std::vector<ItemId>() : (std::vector<ItemId>{kept, deleted})) << revision;
    }
  }
}

}  // namespace
}  // namespace alongside::items
