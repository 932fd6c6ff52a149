#include "agent/output/json.h"

#include <google/protobuf/wrappers.pb.h>

#include <limits>

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

TEST(Json, KeepsTheOrderOfMembers) {
  Json json = Json::Object();
  json.Set("b", 1).Set("a", true).Set("c", Json()).Set("d", 1.5).Set("e", "x");
  EXPECT_EQ(json.ToString(),
            "{\n  \"b\": 1,\n  \"a\": true,\n  \"c\": null,\n  \"d\": 1.5,\n  \"e\": \"x\"\n}");
}

TEST(Json, IndentsWhatIsNested) {
  Json list = Json::Array();
  list.Add(Json::Object().Set("a", 1)).Add(Json::Array());
  EXPECT_EQ(list.ToString(), "[\n  {\n    \"a\": 1\n  },\n  []\n]");
}

TEST(Json, EscapesWhatMustBe) {
  EXPECT_EQ(JsonText("a\"b\\c\nd"), R"("a\"b\\c\nd")");
  EXPECT_EQ(JsonText("h\xC3\xB6st"), "\"h\xC3\xB6st\"");
  EXPECT_EQ(JsonText(std::string_view("\x1b[0m\0", 5)), R"("\u001b[0m\u0000")");
  EXPECT_EQ(JsonText("bad\xFF"), "\"bad\xEF\xBF\xBD\"");
}

TEST(Json, KeepsIntegersExactAndMakesNoNumberOfInfinity) {
  EXPECT_EQ(Json(std::numeric_limits<int64_t>::max()).ToString(), "9223372036854775807");
  EXPECT_EQ(Json(std::numeric_limits<double>::infinity()).ToString(), "null");
}

}  // namespace
}  // namespace sitrep::agent
