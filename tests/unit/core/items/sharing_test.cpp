#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

class SharingTest : public testing::Test {
 protected:
  item::Body three_parts() {
    auto body = body_with("words");
    body.add_tags("calm");
    auto* field = body.add_fields();
    field->set_name("mood");
    field->set_value("light");
    return body;
  }

  Person ada_{Who::ada};
  Person ben_{Who::ben};
};

TEST_F(SharingTest, SendsAWholeItemWithWhatIsWelcome) {
  const auto id = ada_.write(three_parts());
  ada_.share(id, {}, {Answer::ask, Answer::reflect, Answer::thanks, Answer::ask});
  deliver(ada_, ben_);
  const auto item = ben_.notebook().item(id).value();
  EXPECT_EQ(item.author, Author::partner);
  EXPECT_EQ(item.body.text(), "words");
  EXPECT_EQ(item.body.tags_size(), 1);
  EXPECT_EQ(item.body.fields_size(), 1);
  ASSERT_TRUE(item.sharing);
  EXPECT_EQ(item.sharing->welcome, (std::vector<Answer>{Answer::reflect, Answer::ask}));
  EXPECT_FALSE(item.delivery);
}

TEST_F(SharingTest, SendsOnlyNamedFields) {
  const auto id = ada_.write(three_parts());
  ada_.share(id, {"mood"});
  deliver(ada_, ben_);
  const auto body = ben_.notebook().item(id)->body;
  EXPECT_EQ(body.text(), "");
  EXPECT_EQ(body.tags_size(), 0);
  EXPECT_EQ(body.fields(0).value(), "light");
  EXPECT_EQ(ada_.notebook().share(id, {"sleep"}, {}).error(), CoreErrc::no_such_field);
}

TEST_F(SharingTest, PreviewsExactlyWhatLeaves) {
  const auto id = ada_.write(three_parts());
  const auto preview = ada_.notebook().preview(id, {"text", "tags"}).value();
  ada_.share(id, {"text", "tags"});
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.notebook().item(id)->body.SerializeAsString(), preview.SerializeAsString());
}

TEST_F(SharingTest, SendsEditsWhileSharedAndRetractionsAfter) {
  const auto id = ada_.write_and_share("one");
  deliver(ada_, ben_);
  ada_.edit(id, "two");
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.text(id), "two");
  ASSERT_TRUE(ada_.notebook().unshare(id));
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.notebook().item(id).error(), CoreErrc::no_such_item);
  EXPECT_EQ(ada_.text(id), "two");
  ada_.share(id);
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.text(id), "two");
}

TEST_F(SharingTest, ReplacesTheCopyWhenLessIsShared) {
  const auto id = ada_.write(three_parts());
  ada_.share(id);
  deliver(ada_, ben_);
  ada_.share(id, {"tags"});
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.text(id), "");
  EXPECT_EQ(ada_.notebook().item(id)->sharing->only, std::vector<std::string>{"tags"});
}

TEST_F(SharingTest, SharingTheSameAgainSendsNothing) {
  const auto id = ada_.write(three_parts());
  ada_.share(id);
  deliver(ada_, ben_);
  const auto since = ada_.notebook().item(id)->sharing->since;
  ada_.clock().forward(1000);
  ada_.share(id);
  ada_.share(id, {"text", "mood", "tags"});
  EXPECT_FALSE(ada_.correspondence().outgoing()->anything_pending);
  EXPECT_EQ(ada_.notebook().item(id)->sharing->since, since);
}

TEST_F(SharingTest, TellsOnlyWhetherItIsOnTheirDevice) {
  const auto id = ada_.write_and_share("one");
  EXPECT_EQ(ada_.notebook().item(id)->delivery, Delivery::waiting);
  send_into_the_void(ada_);
  EXPECT_EQ(ada_.notebook().item(id)->delivery, Delivery::waiting);
  deliver(ada_, ben_);
  EXPECT_EQ(ada_.notebook().item(id)->delivery, Delivery::on_their_device);
  ada_.edit(id, "two");
  EXPECT_EQ(ada_.notebook().item(id)->delivery, Delivery::waiting);
  deliver(ada_, ben_);
  ada_.restart();
  EXPECT_EQ(ada_.notebook().item(id)->delivery, Delivery::on_their_device);
}

TEST_F(SharingTest, SharesManyInOneAct) {
  std::vector<ItemId> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(ada_.write("note " + std::to_string(i)));
  ids.push_back(ids.front());
  ASSERT_TRUE(ada_.notebook().share_all(ids));
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.texts_of_theirs().size(), 20U);
}

TEST_F(SharingTest, TheirItemIsTheirs) {
  const auto id = ada_.write_and_share("ada's");
  deliver(ada_, ben_);
  Edit change;
  change.text = "ben's";
  EXPECT_EQ(ben_.notebook().edit(id, change).error(), CoreErrc::no_such_item);
  EXPECT_EQ(ben_.notebook().share(id, {}, {}).error(), CoreErrc::no_such_item);
  EXPECT_EQ(ben_.notebook().unshare(id).error(), CoreErrc::no_such_item);
}

TEST_F(SharingTest, MyCopyOfTheirsIsGoneUntilTheyChangeIt) {
  const auto id = ada_.write_and_share("one");
  deliver(ada_, ben_);
  ASSERT_TRUE(ben_.notebook().remove(id));
  EXPECT_TRUE(ben_.texts_of_theirs().empty());
  ben_.restart();
  EXPECT_TRUE(ben_.texts_of_theirs().empty());
  EXPECT_FALSE(ben_.correspondence().outgoing()->anything_pending);
  ada_.edit(id, "two");
  deliver(ada_, ben_);
  EXPECT_EQ(ben_.text(id), "two");
}

TEST_F(SharingTest, PartingEndsAllSharingAndKeepsOrDropsTheirs) {
  for (const bool keep : {true, false}) {
    Person ada(Who::ada);
    Person ben(Who::ben);
    const auto mine = ada.write_and_share("mine");
    const auto theirs = ben.write_and_share("theirs");
    deliver(ada, ben);
    deliver(ben, ada);
    ada.edit(mine, "mine, waiting");
    const auto epoch = ada.correspondence().outgoing()->epoch;
    ASSERT_TRUE(ada.notebook().part(keep));
    for (const bool after_restart : {false, true}) {
      if (after_restart) ada.restart();
      EXPECT_FALSE(ada.notebook().item(mine)->sharing);
      EXPECT_EQ(ada.texts_of_theirs(), keep ? Texts{"theirs"} : Texts());
      EXPECT_FALSE(ada.correspondence().outgoing()->anything_pending);
      EXPECT_NE(ada.correspondence().outgoing()->epoch, epoch);
      EXPECT_TRUE(ada.correspondence().incoming()->epoch.is_none());
    }
    EXPECT_EQ(ada.notebook().respond(theirs, Answer::thanks, "late").error(), CoreErrc::no_such_item);
  }
}

TEST_F(SharingTest, ALaterPartnerCantTouchWhatAFormerOneLeft) {
  const auto theirs = ben_.write_and_share("from the former one");
  deliver(ben_, ada_);
  ASSERT_TRUE(ada_.notebook().part(/*keep_theirs=*/true));
  ASSERT_TRUE(ada_.correspondence().follow(Epoch(some_id(1).bytes())));
  store(ada_, rogue_change(theirs, 99, note_copy("from the later one")));
  EXPECT_EQ(ada_.texts_of_theirs().size(), 2U);
  wire::Change retraction;
  retraction.set_item(theirs.raw());
  retraction.set_revision(100);
  retraction.set_seal(std::string(16, 's'));
  retraction.mutable_retraction();
  store(ada_, retraction);
  EXPECT_EQ(ada_.texts_of_theirs(), Texts{"from the former one"});
}

TEST_F(SharingTest, BeginsRevisionsAnewWithANewPartner) {
  const auto id = ada_.write_and_share("one");
  deliver(ada_, ben_);
  ada_.edit(id, "two");
  deliver(ada_, ben_);
  ASSERT_TRUE(ada_.notebook().part(false));
  ada_.share(id);
  const auto sent = send_into_the_void(ada_);
  EXPECT_EQ(change_in(sent[0].changes[0]).revision(), 1U);
}

}  // namespace
}  // namespace alongside::items
