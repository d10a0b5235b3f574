#include "app/cli/json.hpp"

#include <gtest/gtest.h>

#include "proto/api.pb.h"

namespace alongside::app {
namespace {

TEST(Json, HasNumbersAsNumbersAllFieldsAndNullForWhatIsAbsent) {
  api::StatusReply status;
  status.set_name("Mira");
  EXPECT_EQ(json_of(status),
            R"({"name":"Mira","locked":false,"partner":null,"next":"","running":false,"listening":[],)"
            R"("inviteWaiting":false,"indexing":false})");
  status.mutable_partner()->set_pending_out(3);
  EXPECT_NE(json_of(status).find(R"("pendingOut":3)"), std::string::npos);
}

TEST(Json, WritesMapsAsObjectsAndLeavesOutWhatItIsTold) {
  api::Item item;
  (*item.mutable_fields())["mood"] = "calm";
  item.add_attachments()->set_size(5'000'000'000);
  item.add_responses();
  const std::string json = json_of(item, {"responses", "history"});
  EXPECT_NE(json.find(R"("fields":{"mood":"calm"})"), std::string::npos);
  EXPECT_NE(json.find(R"("size":5000000000)"), std::string::npos);
  EXPECT_EQ(json.find("responses"), std::string::npos);
}

TEST(Json, WritesSeveralAsAnArray) {
  const std::vector<api::WriteReply> none;
  EXPECT_EQ(json_array_of(none), "[]");
  api::WriteReply one;
  one.set_id("ab");
  EXPECT_EQ(json_array_of(std::vector{one, one}), R"([{"id":"ab"},{"id":"ab"}])");
}

TEST(Json, EscapesWhatATerminalMightObey) {
  EXPECT_EQ(json_string("a\"\\\n\x1b\x7f"), R"("a\"\\\u000a\u001b\u007f")");
  EXPECT_EQ(json_string("\u009b\u202e\u2028"), R"("\u009b\u202e\u2028")");
  EXPECT_EQ(json_string("\xff"), R"("\ufffd")");
  EXPECT_EQ(json_string("雨"), "\"雨\"");
}

}  // namespace
}  // namespace alongside::app
