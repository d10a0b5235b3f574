// Leaving is one act: cut short anywhere it has not begun, and can be begun again, or it is done.
#include "core/partner/partner_book.hpp"
#include "tests/unit/core/items/person.hpp"
#include "tests/unit/core/vault/faulty_disk.hpp"

namespace alongside::partner {
namespace {

using items::Person;
using items::some_id;
using items::Who;
using test::FaultyDisk;

constexpr int kEnoughChanges = 400;  // more than a parting makes

// Before any vault is opened, so that its disk is the one that can fail.
struct DiskThatCanFail {
  DiskThatCanFail() { FaultyDisk::mend(); }
  ~DiskThatCanFail() { FaultyDisk::mend(); }
};

class PartingTest : public testing::TestWithParam<FaultyDisk::Fault> {
 protected:
  PartingTest() {
    ben_.write_and_share("theirs");
    items::deliver(ben_, ada_);
    mine_ = ada_.write_and_share("mine");
    restart();
    LinkFacts facts;
    facts.id = LinkId(some_id(1).bytes());
    facts.partner_public = crypto::KeyPair::generate(random_).open;
    EXPECT_TRUE(book_->begin(facts, {crypto::KeyPair::generate(random_), LinkPsk::random(random_)}));
  }
  void restart() {
    book_.reset();
    ada_.restart(/*killed=*/true);
    book_ = std::make_unique<PartnerBook>(ada_.vault());
    EXPECT_TRUE(book_->load());
  }
  Result<void> part() {
    return ada_.notebook().part(/*keep_theirs=*/false, [this](auto& transaction) { return book_->erase(transaction); });
  }
  bool paired() { return book_->link().has_value(); }

  DiskThatCanFail disk_;
  test::SeededRandom random_{5};
  Person ada_{Who::ada};
  Person ben_{Who::ben};
  ItemId mine_;
  std::unique_ptr<PartnerBook> book_;
};

TEST_P(PartingTest, CutShortAnywhereHasNotBegunOrIsDone) {
  bool met = true;
  for (int sound = 0; met && paired() && sound < kEnoughChanges; ++sound) {
    FaultyDisk::fail_after(sound, GetParam(), /*lasting=*/true);
    const auto parted = part();
    met = FaultyDisk::mend();
    restart();
    EXPECT_TRUE(!parted || !paired()) << sound;
    ASSERT_EQ(ada_.texts_of_theirs().empty(), !paired()) << sound;
    ASSERT_EQ(ada_.notebook().item(mine_)->sharing.has_value(), paired()) << sound;
    ASSERT_EQ(ada_.correspondence().incoming()->epoch.is_none(), !paired()) << sound;
  }
  EXPECT_FALSE(paired());
}

INSTANTIATE_TEST_SUITE_P(OfTheDisk, PartingTest,
                         testing::Values(FaultyDisk::Fault::disk_full, FaultyDisk::Fault::torn_write),
                         [](const auto& tried) {
                           return tried.param == FaultyDisk::Fault::disk_full ? "IsFull" : "TearsAWrite";
                         });

TEST_P(PartingTest, AfterwardsANextPartnerBeginsWithNothing) {
  ASSERT_TRUE(part());
  book_->forget();
  EXPECT_FALSE(paired());
  ada_.share(mine_);
  EXPECT_TRUE(ada_.correspondence().outgoing()->anything_pending);
  restart();
  EXPECT_TRUE(ada_.notebook().item(mine_)->sharing);
}

}  // namespace
}  // namespace alongside::partner
