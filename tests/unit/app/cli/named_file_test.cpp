#include "app/cli/named_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace alongside::app {
namespace {

class NamedFile : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_);
    std::ofstream(file_) << "x";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::string why(const Outcome<void>& outcome) { return outcome ? "" : outcome.error().line; }

  std::string folder_ = testing::TempDir() + "alongside_named_file_" + std::to_string(getpid());
  std::string file_ = folder_ + "/photo.jpg";
};

TEST_F(NamedFile, ThatCanNotBeReadIsNamedWithTheReason) {
  EXPECT_EQ(why(be_readable(file_)), "");
  EXPECT_EQ(why(be_readable("none.jpg")), "Can't read \"none.jpg\": there is no such file.");
  EXPECT_EQ(why(be_readable(folder_)), "Can't read \"" + folder_ + "\": it is a folder.");
  EXPECT_EQ(why(be_readable("/dev/null")), "Can't read \"/dev/null\": it is not an ordinary file.");
  EXPECT_EQ(why(be_readable({file_, "none.jpg"})), "Can't read \"none.jpg\": there is no such file.");
  if (geteuid() != 0) {
    std::filesystem::permissions(file_, std::filesystem::perms::none);
    EXPECT_EQ(why(be_readable(file_)), "Can't read \"" + file_ + "\": you don't have the permission.");
  }
}

TEST_F(NamedFile, ThatCanNotBeWrittenIsNamedWithTheReason) {
  EXPECT_EQ(why(be_free_to_write(folder_ + "/new.jpg")), "");
  EXPECT_NE(why(be_free_to_write(file_)).find("photo.jpg\": it is there already"), std::string::npos);
  EXPECT_NE(why(be_free_to_write(folder_)).find("it is a folder"), std::string::npos);
  EXPECT_NE(why(be_free_to_write(folder_ + "/none/new.jpg")).find("its folder is not there"), std::string::npos);
}

TEST_F(NamedFile, IsPrintedHarmlessly) {
  EXPECT_EQ(why(be_readable("a\x1b[31m\nb")).find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace alongside::app
