#include "core/items/notebook.hpp"

#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

TEST(Notebook, ShowsWhatWasWritten) {
  Person ada(Who::ada);
  const auto id = ada.write("rain on the window");
  const auto item = ada.notebook().item(id).value();
  EXPECT_EQ(item.body.text(), "rain on the window");
  EXPECT_EQ(item.kind, "note");
  EXPECT_EQ(item.author, Author::me);
  EXPECT_EQ(item.written, ada.clock().now());
  EXPECT_FALSE(item.sharing);
  EXPECT_FALSE(item.delivery);
}

TEST(Notebook, KeepsEverythingOverARestartWithOrWithoutGoodbye) {
  for (const bool killed : {false, true}) {
    Person ada(Who::ada);
    for (int i = 0; i < 100; ++i) ada.write("entry " + std::to_string(i));
    const auto edited = ada.write("first words");
    ada.restart(killed);
    ada.edit(edited, "second words");
    const auto gone = ada.write("gone");
    ASSERT_TRUE(ada.notebook().remove(gone));
    ada.restart(killed);
    EXPECT_EQ(ada.notebook().size(), 101U);
    EXPECT_EQ(ada.text(edited), "second words");
    EXPECT_EQ(ada.notebook().item(gone).error(), CoreErrc::no_such_item);
  }
}

TEST(Notebook, ReadsItsDirectoryFromPagesThatAreOlderThanTheRows) {
  Person ada(Who::ada);
  std::vector<ItemId> ids;
  for (int i = 0; i < 300; ++i) ids.push_back(ada.write("entry " + std::to_string(i)));
  while (ada.notebook().tidy()) {
  }
  ada.edit(ids[7], "changed after the page was written");
  ASSERT_TRUE(ada.notebook().remove(ids[8]));
  const auto fresh = ada.write("written after");
  ada.restart(/*killed=*/true);
  EXPECT_EQ(ada.notebook().size(), 300U);
  EXPECT_EQ(ada.text(ids[7]), "changed after the page was written");
  EXPECT_EQ(ada.notebook().item(ids[8]).error(), CoreErrc::no_such_item);
  EXPECT_EQ(ada.text(fresh), "written after");
}

TEST(Notebook, KeepsEarlierBodiesNewestFirst) {
  Person ada(Who::ada);
  const auto id = ada.write("one");
  const auto written = ada.clock().now();
  ada.edit(id, "two");
  ada.edit(id, "three");
  ada.edit(id, "three");
  const auto history = ada.notebook().history(id).value();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].body.text(), "two");
  EXPECT_EQ(history[1].body.text(), "one");
  EXPECT_EQ(history[1].changed, written);
}

TEST(Notebook, EditsFieldsTagsAndLeavesTheRest) {
  Person ada(Who::ada);
  auto body = body_with("text stays");
  for (const auto* name : {"sleep", "mood"}) {
    auto* field = body.add_fields();
    field->set_name(name);
    field->set_value("before");
  }
  const auto id = ada.write(body);
  Edit change;
  change.fields = {{"sleep", "seven hours"}, {"mood", ""}, {"energy", "high"}};
  change.tags = {"evening", "calm", "evening"};
  ASSERT_TRUE(ada.notebook().edit(id, change));
  const auto edited = ada.notebook().item(id)->body;
  EXPECT_EQ(edited.text(), "text stays");
  ASSERT_EQ(edited.fields_size(), 2);
  EXPECT_EQ(edited.fields(0).value(), "seven hours");
  EXPECT_EQ(edited.fields(1).name(), "energy");
  EXPECT_EQ(Texts(edited.tags().begin(), edited.tags().end()), (Texts{"evening", "calm"}));
}

TEST(Notebook, ListsByKindAuthorDateAndTag) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  ben.write_and_share("from ben");
  deliver(ben, ada);
  ada.clock().forward(10'000);
  auto tagged = body_with("tagged");
  tagged.add_tags("calm");
  ada.write(tagged);
  const auto between = ada.clock().now().unix_ms + 500;
  ada.write(body_with("a win"), "win");

  EXPECT_EQ(ada.texts(), (Texts{"a win", "tagged", "from ben"}));
  Filter filter;
  filter.kind = "win";
  EXPECT_EQ(ada.texts(filter), Texts{"a win"});
  filter = {};
  filter.author = Author::partner;
  EXPECT_EQ(ada.texts(filter), Texts{"from ben"});
  filter = {};
  filter.since_unix_ms = between;
  EXPECT_EQ(ada.texts(filter), Texts{"a win"});
  filter = {};
  filter.until_unix_ms = between;
  EXPECT_EQ(ada.texts(filter), (Texts{"tagged", "from ben"}));
  filter = {};
  filter.tag = "calm";
  EXPECT_EQ(ada.texts(filter), Texts{"tagged"});
  filter = {};
  filter.limit = 1;
  EXPECT_EQ(ada.texts(filter), Texts{"a win"});
}

TEST(Notebook, FindsByTheBeginningOfAnId) {
  Person ada(Who::ada);
  std::vector<ItemId> ids;
  for (int i = 0; i < 50; ++i) ids.push_back(ada.write("x"));
  EXPECT_EQ(ada.notebook().find(ids[3].text()).value(), ids[3]);
  EXPECT_EQ(ada.notebook().find(ids[3].text().substr(0, 12)).value(), ids[3]);
  std::string upper = ids[3].text();
  for (auto& digit : upper) digit = static_cast<char>(std::toupper(digit));
  EXPECT_EQ(ada.notebook().find(upper).value(), ids[3]);
  EXPECT_EQ(ada.notebook().find(ids[3].text().substr(0, 3)).error(), CoreErrc::id_too_short);
  EXPECT_EQ(ada.notebook().find("not hexadecimal").error(), CoreErrc::no_such_item);
  EXPECT_EQ(ada.notebook().find(ids[3].text() + "00").error(), CoreErrc::no_such_item);
}

TEST(Notebook, RefusesWhatBreaksALimit) {
  Person ada(Who::ada);
  EXPECT_EQ(ada.notebook().write("note", body_with(std::string(256 * 1024 + 1, 'x'))).error(), CoreErrc::too_large);
  EXPECT_TRUE(ada.notebook().write("note", body_with(std::string(256 * 1024, 'x'))));
  EXPECT_EQ(ada.notebook().write("note", body_with("bell \a")).error(), CoreErrc::not_text);
  EXPECT_EQ(ada.notebook().write("", body_with("no kind")).error(), CoreErrc::not_text);
  EXPECT_EQ(ada.notebook().size(), 1U);
}

TEST(Notebook, LeavesNoRowOfADeletedItem) {
  Person ada(Who::ada);
  const auto id = ada.write("one");
  ada.edit(id, "two");
  ASSERT_TRUE(ada.notebook().remove(id));
  EXPECT_TRUE(ada.vault().rows(vault::Table::item).empty());
  EXPECT_TRUE(ada.vault().rows(vault::Table::history).empty());
}

TEST(Notebook, DoesNothingWhileLocked) {
  Person ada(Who::ada);
  const auto id = ada.write("private");
  ada.lock();
  EXPECT_EQ(ada.notebook().item(id).error(), CoreErrc::locked);
  EXPECT_EQ(ada.notebook().write("note", body_with("x")).error(), CoreErrc::locked);
  EXPECT_EQ(ada.notebook().search("private").error(), CoreErrc::locked);
  EXPECT_EQ(ada.notebook().size(), 0U);
  ada.unlock();
  EXPECT_EQ(ada.text(id), "private");
}

}  // namespace
}  // namespace alongside::items
