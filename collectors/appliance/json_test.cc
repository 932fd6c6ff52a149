#include "collectors/appliance/json.h"

#include <gtest/gtest.h>

namespace sitrep::collectors {
namespace {

TEST(Json, KeepsNumbersAsTheyWereWritten) {
  const auto json = ParseJson(R"([1, -7, 2048.50, 1e3, 18446744073709551615])");
  ASSERT_TRUE(json.ok()) << json.status();
  ASSERT_EQ(json->items.size(), 5u);
  EXPECT_EQ(json->items[0].text, "1");
  EXPECT_EQ(json->items[1].text, "-7");
  EXPECT_EQ(json->items[2].text, "2048.50");
  EXPECT_EQ(json->items[3].text, "1e3");
  EXPECT_EQ(json->items[4].text, "18446744073709551615");
}

TEST(Json, FindsMembersAndTheirTexts) {
  const auto json = ParseJson(R"({"a": {"b": "x"}, "c": true, "d": null, "a2": [1]})");
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json->Find("a")->TextOf("b"), "x");
  EXPECT_EQ(json->TextOf("c"), "true");
  EXPECT_EQ(json->TextOf("a"), "");
  EXPECT_EQ(json->TextOf("d"), "");
  EXPECT_EQ(json->Find("d")->kind, Json::Kind::kNull);
  EXPECT_EQ(json->Find("missing"), nullptr);
  EXPECT_EQ(json->items[0].Find("b")->Find("c"), nullptr);
}

TEST(Json, AScalarIsADocumentToo) {
  EXPECT_EQ(ParseJson("\"green\"")->text, "green");
  EXPECT_EQ(ParseJson("false")->text, "false");
  EXPECT_EQ(ParseJson("null")->kind, Json::Kind::kNull);
}

TEST(Json, WhatIsNoJsonIsDataLossAndIsNotQuoted) {
  for (const char* text :
       {"", "<html>secret</html>", "{\"a\":", "[1,]", "{} {}", "\"\xff\"", "{\"a\" 1}", "nul"}) {
    const auto json = ParseJson(text);
    EXPECT_TRUE(absl::IsDataLoss(json.status())) << text;
    EXPECT_EQ(std::string(json.status().message()).find("secret"), std::string::npos);
  }
}

TEST(Json, ANumberThatNoTypeHoldsIsRefusedWithoutAnException) {
  EXPECT_TRUE(absl::IsDataLoss(ParseJson("[1e999]").status()));
}

TEST(Json, DepthIsBounded) {
  EXPECT_TRUE(ParseJson(std::string(30, '[') + std::string(30, ']')).ok());
  EXPECT_TRUE(absl::IsDataLoss(ParseJson(std::string(40, '[') + std::string(40, ']')).status()));
  EXPECT_TRUE(absl::IsDataLoss(ParseJson(std::string(100000, '[')).status()));
}

TEST(Json, TheNumberOfValuesIsBounded) {
  std::string many = "[1";
  for (int i = 0; i < 1000001; ++i) many += ",1";
  EXPECT_TRUE(absl::IsDataLoss(ParseJson(many + "]").status()));
}

TEST(Json, AddMakesAnObject) {
  Json json = Json::Text("x");
  json.Add("a", Json::Text("b"));
  json.Add("c", Json::Array({Json::Text("d")}));
  EXPECT_EQ(json.TextOf("a"), "b");
  EXPECT_EQ(json.Find("c")->items.size(), 1u);
}

}  // namespace
}  // namespace sitrep::collectors
