// What a vault that somebody changed still holds can be read and taken out, and reading it makes nothing worse.
#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

TEST(AlteredVault, ShowsWhatStillOpens) {
  Person ada(Who::ada);
  Person ben(Who::ben);
  const auto first = ada.write("first");
  ada.write("second");
  ben.write_and_share("from ben");
  deliver(ben, ada);
  ada.tamper("DELETE FROM item WHERE row = 2");
  EXPECT_EQ(ada.texts(), (Texts{"from ben", "first"}));
  EXPECT_EQ(ada.found("first"), Texts{"first"});
  EXPECT_EQ(ada.notebook().write("note", body_with("x")).error(), CoreErrc::altered);
  EXPECT_EQ(ada.notebook().remove(first).error(), CoreErrc::altered);
  EXPECT_EQ(ada.text(first), "first");
}

TEST(AlteredVault, LeavesOutARowThatWasDamaged) {
  Person ada(Who::ada);
  ada.write("first");
  ada.write("second");
  ada.tamper("UPDATE item SET sealed = zeroblob(300) WHERE row = 1");
  EXPECT_EQ(ada.texts(), Texts{"second"});
}

TEST(AlteredVault, KeepsTheFilesOfItemsThatAreGone) {
  Person ada(Who::ada);
  auto body = body_with("with a photo");
  *body.add_attachments() = ada.attach("photo");
  const auto file = *AttachmentId::from(body.attachments(0).id());
  ada.write(body);
  ada.tamper("DELETE FROM item");
  EXPECT_EQ(ada.attachments().chunks_present(file), 1U);
}

}  // namespace
}  // namespace alongside::items
