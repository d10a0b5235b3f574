// Consent is kept by the receiving node.
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

class ResponsesTest : public testing::Test {
 protected:
  // A response that a node without manners sends to Ada.
  void send_response(const ItemId& to, std::string_view way, unsigned char id = 1) {
    wire::Copy copy;
    copy.set_kind("response");
    copy.mutable_body()->set_text("advice unasked");
    auto* field = copy.mutable_body()->add_fields();
    field->set_name("as");
    field->set_value(std::string(way));
    auto* link = copy.mutable_body()->add_links();
    link->set_role(item::Link::ROLE_ANSWERS);
    link->set_item(to.raw());
    if (ada_.correspondence().incoming()->epoch.is_none()) {
      EXPECT_TRUE(ada_.correspondence().follow(ben_.correspondence().outgoing()->epoch));
    }
    EXPECT_TRUE(store(ada_, rogue_change(some_id(id), 1, copy)).empty());
  }
  std::vector<Item> set_aside() {
    Filter filter;
    filter.set_aside = true;
    return ada_.notebook().list(filter).value();
  }

  Person ada_{Who::ada};
  Person ben_{Who::ben};
};

TEST_F(ResponsesTest, AWelcomeAnswerArrives) {
  const auto id = ada_.write("a hard day");
  ada_.share(id, {}, {Answer::reflect});
  deliver(ada_, ben_);
  const auto answer = ben_.notebook().respond(id, Answer::reflect, "it sounds heavy").value();
  deliver(ben_, ada_);
  const auto answers = ada_.notebook().answers_to(id).value();
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].id, answer);
  EXPECT_EQ(answers[0].body.text(), "it sounds heavy");
  EXPECT_EQ(ben_.notebook().answers_to(id)->size(), 1U);
}

TEST_F(ResponsesTest, ThanksAreAlwaysWelcomeAndOthersOnlyIfSaid) {
  const auto id = ada_.write_and_share("just to read");
  deliver(ada_, ben_);
  for (const auto unwelcome : {Answer::reflect, Answer::ask, Answer::advise}) {
    EXPECT_EQ(ben_.notebook().respond(id, unwelcome, "x").error(), CoreErrc::not_welcome);
  }
  EXPECT_TRUE(ben_.notebook().respond(id, Answer::thanks, "thank you"));
  deliver(ben_, ada_);
  EXPECT_EQ(ada_.notebook().answers_to(id)->size(), 1U);
}

TEST_F(ResponsesTest, AnUnwelcomeAnswerIsSetAsideWithAReason) {
  const auto id = ada_.write("a hard day");
  ada_.share(id, {}, {Answer::reflect, Answer::ask});
  send_response(id, "advise");
  EXPECT_TRUE(ada_.texts_of_theirs().empty());
  EXPECT_TRUE(ada_.notebook().answers_to(id)->empty());
  EXPECT_TRUE(ada_.found("unasked").empty());
  ASSERT_EQ(set_aside().size(), 1U);
  EXPECT_EQ(set_aside()[0].set_aside, "You welcomed only reflecting back and questions.");
}

TEST_F(ResponsesTest, SaysPlainlyWhenNoAnswerWasWelcome) {
  send_response(ada_.write_and_share("just to read"), "advise");
  ASSERT_EQ(set_aside().size(), 1U);
  EXPECT_EQ(set_aside()[0].set_aside, "You shared it just to be read.");
}

TEST_F(ResponsesTest, AnAnswerToWhatIsNotSharedIsSetAsideWhateverItIs) {
  const auto hidden = ada_.write("private");
  const auto taken_back = ada_.write_and_share("taken back");
  send_into_the_void(ada_);
  ASSERT_TRUE(ada_.notebook().unshare(taken_back));
  unsigned char id = 0;
  for (const auto& to : {hidden, taken_back, some_id(99)}) send_response(to, "thanks", ++id);
  ASSERT_EQ(set_aside().size(), 3U);
  for (const auto& item : set_aside()) EXPECT_EQ(item.set_aside, "It answers nothing that you share now.");
}

TEST_F(ResponsesTest, AnAnswerOfNoKnownKindIsSetAside) {
  send_response(ada_.write_and_share("x"), "scold");
  EXPECT_EQ(set_aside().size(), 1U);
}

TEST_F(ResponsesTest, AnsweringNeedsSomethingOfTheirsThatIsThere) {
  const auto mine = ben_.write("mine");
  EXPECT_EQ(ben_.notebook().respond(mine, Answer::thanks, "x").error(), CoreErrc::no_such_item);
  EXPECT_EQ(ben_.notebook().respond(some_id(5), Answer::thanks, "x").error(), CoreErrc::no_such_item);
}

TEST_F(ResponsesTest, WhatCameWhileLockedIsHeldToTheSameRule) {
  const auto id = ada_.write_and_share("just to read");
  ada_.lock();
  send_response(id, "advise");
  ada_.unlock();
  EXPECT_TRUE(ada_.texts_of_theirs().empty());
  EXPECT_EQ(set_aside().size(), 1U);
}

}  // namespace
}  // namespace alongside::items
