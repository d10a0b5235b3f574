#include "core/error.hpp"
#include "core/items/limits.hpp"
#include "core/items/text_rules.hpp"
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

TEST(Text, IsSoundUtf8) {
  for (const auto* text : {"", "plain", "Zürich", "日本語", "\U0001F327 rain", "\xf4\x8f\xbf\xbf",
                           "line\nline\r\n\ttab", "exactly eight.. and more than eight letters"}) {
    EXPECT_TRUE(is_text(text)) << text;
  }
  for (const auto* bytes : {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                            "\xf8\x88\x80\x80\x80", "12345678\xff", "1234567\xc3", "caf\xc3("}) {
    EXPECT_FALSE(is_text(bytes));
  }
}

TEST(Text, HasNoControlCharactersButLayout) {
  for (int point = 0; point < 0xa0; ++point) {
    if (point >= 0x20 && point < 0x7f) continue;
    std::string text = "eight letters then ";
    if (point >= 0x80) text += '\xc2';
    text += static_cast<char>(point);
    text += " and more of them";
    const bool layout = point == '\n' || point == '\r' || point == '\t';
    EXPECT_EQ(is_text(text), layout) << point;
    EXPECT_FALSE(is_line(text)) << point;
  }
}

TEST(Body, KeepsToItsLimitsExactly) {
  auto body = body_with(std::string(kMaxTextBytes - 8, 'x'));
  auto* field = body.add_fields();
  field->set_name("name");
  field->set_value("1234");
  EXPECT_TRUE(check_body(body));
  field->set_value("12345");
  EXPECT_EQ(check_body(body).error(), CoreErrc::too_large);
}

TEST(Body, NamesItsFieldsOnceAndNeverAsAPart) {
  item::Body body;
  body.add_fields()->set_name("mood");
  EXPECT_TRUE(check_body(body));
  body.add_fields()->set_name("mood");
  EXPECT_EQ(check_body(body).error(), CoreErrc::malformed_change);
  for (const auto* part : {"text", "tags", "attachments"}) {
    body.mutable_fields(1)->set_name(part);
    EXPECT_EQ(check_body(body).error(), CoreErrc::malformed_change);
  }
  body.mutable_fields(1)->set_name("two\nlines");
  EXPECT_EQ(check_body(body).error(), CoreErrc::not_text);
}

TEST(Body, HasSoundAttachmentsAndLinks) {
  item::Body body;
  auto* attachment = body.add_attachments();
  attachment->set_id(std::string(16, 'i'));
  attachment->set_key(std::string(32, 'k'));
  attachment->set_name("photo.jpg");
  EXPECT_TRUE(check_body(body));
  attachment->set_size(UINT64_MAX);
  EXPECT_EQ(check_body(body).error(), CoreErrc::too_large);
  attachment->set_size(1);
  attachment->set_key("short");
  EXPECT_EQ(check_body(body).error(), CoreErrc::malformed_change);
  body.clear_attachments();
  body.add_links()->set_item(std::string(16, '\0'));
  EXPECT_EQ(check_body(body).error(), CoreErrc::malformed_change);
}

}  // namespace
}  // namespace alongside::items
