#include <algorithm>

#include "core/items/text_segment.hpp"
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

Texts sorted(Texts texts) {
  std::ranges::sort(texts);
  return texts;
}

void tidy_all(Person& person) {
  while (person.notebook().tidy()) {
  }
}

TEST(Search, FindsAllWordsInAnyOrderCaseAndAccent) {
  Person ada(Who::ada);
  ada.write("Rain on the window in Zürich");
  ada.write("A café by the window");
  EXPECT_EQ(ada.found("window rain"), Texts{"Rain on the window in Zürich"});
  EXPECT_EQ(ada.found("ZURICH"), Texts{"Rain on the window in Zürich"});
  EXPECT_EQ(ada.found("CAFÉ"), Texts{"A café by the window"});
  EXPECT_EQ(ada.found("cafe"), Texts{"A café by the window"});
  EXPECT_EQ(ada.found("window").size(), 2U);
  EXPECT_TRUE(ada.found("rain cafe").empty());
}

TEST(Search, TakesLettersThatNotEveryKeyboardHasForPlainOnes) {
  Person ada(Who::ada);
  ada.write("ØSTERBRO, Łódź, die Straße, œuvre, Ærø, Đakovo, ılık, GROẞ, þing");
  for (const auto* word : {"osterbro", "østerbro", "lodz", "Łódź", "strasse", "straße", "STRASSE", "oeuvre", "ŒUVRE",
                           "aero", "ærø", "dakovo", "ilik", "gross", "thing", "stras"}) {
    EXPECT_EQ(ada.found(word).size(), 1U) << word;
  }
  EXPECT_TRUE(ada.found("strase").empty());
}

// As a program that folded otherwise would have left it.
void fold_images_otherwise(Person& person) {
  constexpr std::size_t kUserVersionAt = 60;  // of an SQLite image: four bytes, the last of them the lowest
  auto act = person.vault().begin();
  for (const auto& row : person.vault().rows(vault::Table::cache)) {
    auto image = person.vault().read(vault::Table::cache, row.row).value();
    if (!TextSegment::from(image)) continue;
    image[kUserVersionAt + 3] ^= 0x40;
    ASSERT_FALSE(TextSegment::from(image));
    ASSERT_TRUE(act.put(vault::Table::cache, row.row, image));
  }
  ASSERT_TRUE(act.commit());
}

std::size_t sound_images(Person& person) {
  const auto rows = person.vault().rows(vault::Table::cache);
  return static_cast<std::size_t>(std::ranges::count_if(rows, [&](const auto& row) {
    return TextSegment::from(person.vault().read(vault::Table::cache, row.row).value()).has_value();
  }));
}

TEST(Search, MakesAnImageAnewWhoseWordsWereFoldedOtherwise) {
  Person ada(Who::ada);
  for (int i = 0; i < 1100; ++i) ASSERT_TRUE(ada.notebook().write("note", body_with("hay")));
  const auto id = ada.write("needle");
  tidy_all(ada);
  ada.restart();
  const auto stored = sound_images(ada);
  ASSERT_GE(stored, 1U);
  fold_images_otherwise(ada);
  ada.restart();
  EXPECT_EQ(sound_images(ada), 0U);
  EXPECT_EQ(ada.found("needle"), Texts{"needle"});
  tidy_all(ada);
  EXPECT_GE(sound_images(ada), stored);
  ada.restart();
  EXPECT_EQ(ada.found("needle"), Texts{"needle"});
  ASSERT_TRUE(ada.notebook().remove(id));
  EXPECT_TRUE(ada.found("needle").empty());
}

TEST(Search, TakesTheLastWordAsABeginningOnly) {
  Person ada(Who::ada);
  ada.write("gratitude for small things");
  EXPECT_EQ(ada.found("grat").size(), 1U);
  EXPECT_EQ(ada.found("small thin").size(), 1U);
  EXPECT_TRUE(ada.found("grat things").empty());
}

TEST(Search, TakesNoWordAsACommand) {
  Person ada(Who::ada);
  ada.write("one AND two");
  for (const auto* words : {"", "   ", "\"", "\"\"", "*", "!!!", "text:one", "NEAR(", "one OR", "a^b", "(", "-one"}) {
    EXPECT_TRUE(ada.notebook().search(words)) << words;
  }
  EXPECT_EQ(ada.found("and").size(), 1U);
  EXPECT_TRUE(ada.found("one OR three").empty());
}

TEST(Search, SeesFieldsTagsAndNamesOfFiles) {
  Person ada(Who::ada);
  auto body = body_with("");
  body.add_tags("evening");
  auto* field = body.add_fields();
  field->set_name("mood");
  field->set_value("tender");
  *body.add_attachments() = ada.attach("bytes");
  ada.write(body);
  for (const auto* word : {"evening", "tender", "photo"}) EXPECT_EQ(ada.found(word).size(), 1U) << word;
}

TEST(Search, FollowsEditsAndDeletionsAtOnce) {
  Person ada(Who::ada);
  const auto edited = ada.write("before");
  const auto deleted = ada.write("before, too");
  EXPECT_EQ(ada.found("before").size(), 2U);
  ada.edit(edited, "afterwards");
  ASSERT_TRUE(ada.notebook().remove(deleted));
  EXPECT_TRUE(ada.found("before").empty());
  EXPECT_EQ(ada.found("afterwards"), Texts{"afterwards"});
}

TEST(Search, FollowsWhatThePartnerChangesAndTakesBack) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  const auto id = ada.write_and_share("first version");
  deliver(ada, ben);
  EXPECT_EQ(ben.found("first").size(), 1U);
  ada.edit(id, "second version");
  deliver(ada, ben);
  EXPECT_TRUE(ben.found("first").empty());
  EXPECT_EQ(ben.found("second").size(), 1U);
  ASSERT_TRUE(ada.notebook().unshare(id));
  deliver(ada, ben);
  EXPECT_TRUE(ben.found("version").empty());
}

TEST(Search, AnswersWithTheNewestWhileOlderOnesAreStillIndexed) {
  Person ada(Who::ada);
  const auto oldest = ada.write("old needle");
  for (int i = 0; i < 2200; ++i) ASSERT_TRUE(ada.notebook().write("note", body_with("hay")));
  ada.write("new needle");
  ada.restart();
  const auto first = ada.notebook().search("needle").value();
  EXPECT_FALSE(first.complete);
  ASSERT_EQ(first.items.size(), 1U);
  EXPECT_EQ(first.items[0].body.text(), "new needle");
  tidy_all(ada);
  const auto second = ada.notebook().search("needle").value();
  EXPECT_TRUE(second.complete);
  EXPECT_EQ(second.items.size(), 2U);

  ada.restart(/*killed=*/true);
  ada.edit(oldest, "old thimble");
  EXPECT_EQ(ada.found("needle"), Texts{"new needle"});
  EXPECT_EQ(ada.found("thimble"), Texts{"old thimble"});
  ada.restart(/*killed=*/true);
  EXPECT_EQ(ada.found("needle"), Texts{"new needle"});
  tidy_all(ada);
  ada.restart();
  EXPECT_EQ(sorted(ada.found("thimble")), Texts{"old thimble"});
  EXPECT_TRUE(ada.notebook().search("needle")->complete);
}

TEST(Search, KeepsNoImageOfADeletedText) {
  Person ada(Who::ada);
  const auto id = ada.write("xylophone");
  for (int i = 0; i < 1100; ++i) ASSERT_TRUE(ada.notebook().write("note", body_with("hay")));
  tidy_all(ada);
  const auto cache_holds_it = [&] {
    for (const auto& row : ada.vault().rows(vault::Table::cache)) {
      const auto image = ada.vault().read(vault::Table::cache, row.row).value();
      if (as_text(image).find("xylophone") != std::string_view::npos) return true;
    }
    return false;
  };
  ASSERT_TRUE(cache_holds_it());
  ASSERT_TRUE(ada.notebook().remove(id));
  EXPECT_FALSE(cache_holds_it());
  tidy_all(ada);
  EXPECT_FALSE(cache_holds_it());
}

TEST(TextSegment, IsTheSameAfterItsImageWasReadBack) {
  TextSegment segment;
  segment.put({{3, "three words here"}, {1023, "last place"}});
  segment.put({{3, "other words"}});
  auto again = TextSegment::from(segment.image());
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->holds(3));
  EXPECT_FALSE(again->holds(4));
  EXPECT_TRUE(again->find("\"three\"").empty());
  ASSERT_EQ(again->find("\"last\"").size(), 1U);
  EXPECT_EQ(again->find("\"last\"")[0].place, 1023);
  again->take_out(1023);
  EXPECT_TRUE(again->find("\"last\"").empty());
}

TEST(TextSegment, ReadsNothingFromBytesThatAreNoImage) { EXPECT_FALSE(TextSegment::from(Bytes(5000, 7))); }

}  // namespace
}  // namespace alongside::items
