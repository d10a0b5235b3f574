// What is gone for good is gone from the files too, in its sealed form, as soon as the act is acknowledged.
#include <sqlite3.h>

#include <fstream>

#include "tests/unit/core/items/person.hpp"

namespace alongside::items {
namespace {

std::string contents_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class TracesTest : public testing::Test {
 protected:
  // The sealed bytes of the newest row of a table, as anybody finds them who copies the files.
  std::string newest_row(Person& person, const std::string& table) {
    const auto copy = std::filesystem::temp_directory_path() / ("alongside-traces-" + std::to_string(::getpid()) + ".db");
    const auto database = person.vault().home().database().string();
    std::filesystem::copy_file(database, copy, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::copy_file(database + "-wal", copy.string() + "-wal", std::filesystem::copy_options::overwrite_existing);
    sqlite3* opened = nullptr;
    EXPECT_EQ(sqlite3_open(copy.c_str(), &opened), SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    const auto sql = "SELECT sealed FROM " + table + " ORDER BY row DESC LIMIT 1";
    EXPECT_EQ(sqlite3_prepare_v2(opened, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const std::string sealed(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                             static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    sqlite3_finalize(statement);
    sqlite3_close(opened);
    for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(copy.string() + end);
    EXPECT_TRUE(is_left(person, sealed));
    return sealed;
  }
  // By a piece of it, as a row may lie over several pages.
  static bool is_left(Person& person, const std::string& sealed) {
    const auto database = person.vault().home().database().string();
    const auto piece = sealed.substr(40, 64);
    return contents_of(database).find(piece) != std::string::npos ||
           contents_of(database + "-wal").find(piece) != std::string::npos;
  }

  Person ada_{Who::ada};
  Person ben_{Who::ben};
};

TEST_F(TracesTest, ADeletedEntryThatHadLeftLeavesNone) {
  const auto id = ada_.write_and_share("to be gone");
  deliver(ada_, ben_);
  const auto sealed = newest_row(ada_, "item");
  ASSERT_TRUE(ada_.notebook().remove(id));
  EXPECT_FALSE(is_left(ada_, sealed));
}

TEST_F(TracesTest, WhatWaitedAndWasTakenBackLeavesNone) {
  const auto id = ada_.write_and_share("thought better of it");
  const auto sealed = newest_row(ada_, "outbox");
  ASSERT_TRUE(ada_.notebook().unshare(id));
  EXPECT_FALSE(is_left(ada_, sealed));
}

TEST_F(TracesTest, WhatTheyTookBackLeavesNone) {
  const auto id = ada_.write_and_share("regretted");
  deliver(ada_, ben_);
  const auto sealed = newest_row(ben_, "item");
  ASSERT_TRUE(ada_.notebook().unshare(id));
  deliver(ada_, ben_);
  EXPECT_FALSE(is_left(ben_, sealed));
}

TEST_F(TracesTest, WhatOfTheirsWasDroppedLeavesNone) {
  const auto id = ada_.write_and_share("unwanted");
  deliver(ada_, ben_);
  const auto sealed = newest_row(ben_, "item");
  ASSERT_TRUE(ben_.notebook().remove(id));
  EXPECT_FALSE(is_left(ben_, sealed));
}

}  // namespace
}  // namespace alongside::items
