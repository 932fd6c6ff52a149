#include "collectors/appliance/rest_elements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/file.h"

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;

Json Parsed(const char* text) {
  auto json = ParseJson(text);
  EXPECT_TRUE(json.ok()) << text;
  return json.ok() ? *std::move(json) : Json();
}

std::vector<std::string> IdsOfElements(const std::vector<RestElement>& elements) {
  std::vector<std::string> ids;
  for (const RestElement& element : elements) ids.push_back(element.id);
  return ids;
}

TEST(RestElements, AMapIsReadInBothSpellings) {
  for (const char* text : {R"({"vpxd": {"state": "STARTED"}, "eam": {"state": "STOPPED"}})",
                           R"([{"key": "vpxd", "value": {"state": "STARTED"}},
                               {"key": "eam", "value": {"state": "STOPPED"}}])"}) {
    const auto elements = ElementsOfMap(Parsed(text));
    ASSERT_TRUE(elements.ok()) << text;
    EXPECT_THAT(IdsOfElements(*elements), ElementsAre("vpxd", "eam"));
    EXPECT_EQ(elements->back().value.TextOf("state"), "STOPPED");
  }
}

TEST(RestElements, WhatIsNoMapIsMalformed) {
  for (const char* text : {"\"x\"", "[1]", R"([{"key": "a"}])", R"([{"value": 1}])", "null"}) {
    EXPECT_TRUE(absl::IsDataLoss(ElementsOfMap(Parsed(text)).status())) << text;
  }
  EXPECT_TRUE(ElementsOfMap(Parsed("[]"))->empty());
  EXPECT_TRUE(ElementsOfMap(Parsed("{}"))->empty());
}

TEST(RestElements, AListLiesInTheAnswerOrInAMemberOfIt) {
  EXPECT_EQ(ElementsOfList(Parsed(R"(["a", "b"])"), "")->size(), 2u);
  EXPECT_EQ(ElementsOfList(Parsed(R"({"mode": "dhcp", "servers": ["a"]})"), "servers")->size(), 1u);
  EXPECT_FALSE(ElementsOfList(Parsed(R"({"mode": "dhcp"})"), "servers").ok());
  EXPECT_FALSE(ElementsOfList(Parsed("{}"), "").ok());
}

TEST(RestElements, IdsAreTexts) {
  EXPECT_THAT(*IdsOf(Parsed(R"(["a", 1, "", {"x": 2}, "b"])")), ElementsAre("a", "b"));
  EXPECT_FALSE(IdsOf(Parsed("{}")).ok());
}

TEST(RestElements, FileSystemsJoinPartitionsWithTheLastValueThatCame) {
  const Json partitions = Parsed(R"([{"disk": "5", "partition": "log"}, {"disk": "1"}])");
  const Json series = Parsed(R"([
      {"name": "storage.used.filesystem.log", "data": ["10", "20", ""]},
      {"name": "storage.totalsize.filesystem.log", "data": [100, null]},
      {"name": "storage.used.filesystem.root", "data": ["7"]},
      {"name": "storage.used.filesystem.", "data": ["7"]},
      {"name": "cpu.util", "data": ["1"]},
      {"name": "storage.used.filesystem.db", "data": ["", ""]}])");
  const std::vector<RestElement> found = FileSystems(partitions, series);
  ASSERT_THAT(IdsOfElements(found), ElementsAre("log", "root"));
  EXPECT_EQ(found[0].value.TextOf("disk"), "5");
  EXPECT_EQ(found[0].value.TextOf("used"), "20");
  EXPECT_EQ(found[0].value.TextOf("totalsize"), "100");
  EXPECT_EQ(found[1].value.Find("disk"), nullptr);
}

TEST(RestElements, FileSystemsNeedNeitherPart) {
  EXPECT_TRUE(FileSystems(Json(), Json()).empty());
  EXPECT_EQ(FileSystems(Parsed(R"([{"disk": "5", "partition": "log"}])"), Json()).size(), 1u);
}

TEST(RestElements, ItemsAreThoseOfFileSystems) {
  EXPECT_THAT(FileSystemItems(Parsed(R"([{"id": "cpu.util"}, {"id": "storage.used.filesystem.db"},
                                         {"id": "storage.totalsize.filesystem.db"}, 4])")),
              ElementsAre("storage.used.filesystem.db", "storage.totalsize.filesystem.db"));
}

TEST(RestElements, CertificatesAreReadOneByOne) {
  const auto pem = base::ReadFile(
      absl::StrCat(SITREP_SOURCE_DIR, "/collectors/vsphere/testdata/host_certificate.pem"));
  ASSERT_TRUE(pem.ok());
  const std::vector<Json> found = CertificatesOf(
      absl::StrCat(*pem, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", *pem));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_NE(found[0].TextOf("subject"), "");
  EXPECT_NE(found[0].TextOf("key_bits"), "");
  EXPECT_NE(found[0].TextOf("signature_algorithm"), "");
  EXPECT_EQ(found[0].TextOf("thumbprint").size(), 95u);
  EXPECT_TRUE(found[1].items.empty());
  EXPECT_EQ(found[2].TextOf("thumbprint"), found[0].TextOf("thumbprint"));
  EXPECT_TRUE(CertificatesOf("no certificate").empty());
  EXPECT_TRUE(CertificatesOf("-----BEGIN CERTIFICATE-----\nAAAA").empty());
}

}  // namespace
}  // namespace sitrep::collectors
