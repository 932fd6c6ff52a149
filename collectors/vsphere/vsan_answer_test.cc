#include "collectors/vsphere/vsan_answer.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace sitrep::collectors {
namespace {

absl::StatusOr<VsanSummary> Read(const std::string& inner) {
  return ReadVsanSummary(absl::StrCat(
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
      "<VsanQueryVcClusterHealthSummaryResponse xmlns=\"urn:vsan\"><returnval>",
      inner, "</returnval></VsanQueryVcClusterHealthSummaryResponse></s:Body></s:Envelope>"));
}

TEST(VsanAnswer, GroupsAndTestsAreRead) {
  const auto summary = Read(
      "<timestamp>2026-11-22T12:00:00Z</timestamp><groups><groupId>g.network</groupId>"
      "<groupName>Network</groupName><groupHealth>yellow</groupHealth>"
      "<groupTests><testId>t.ping</testId><testName>Ping</testName><testHealth>yellow</testHealth>"
      "<testDetails/></groupTests><groupTests><testId>t.mtu</testId><testHealth>green</testHealth>"
      "</groupTests></groups><overallHealth>yellow</overallHealth>");
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->health, "yellow");
  EXPECT_EQ(summary->tested_at, "2026-11-22T12:00:00Z");
  ASSERT_EQ(summary->tests.size(), 2u);
  EXPECT_EQ(summary->tests[0].group_id, "g.network");
  EXPECT_EQ(summary->tests[0].test_id, "t.ping");
  EXPECT_EQ(summary->tests[0].label, "Ping");
  EXPECT_EQ(summary->tests[1].health, "green");
  EXPECT_FALSE(summary->empty());
}

TEST(VsanAnswer, NothingKeptIsUnknownNotHealthy) {
  for (const char* inner : {"", "<overallHealth></overallHealth>", "<overallHealth/><groups/>"}) {
    const auto summary = Read(inner);
    ASSERT_TRUE(summary.ok());
    EXPECT_EQ(summary->health, "unknown");
    EXPECT_TRUE(summary->empty());
  }
}

TEST(VsanAnswer, WhatANewerServiceAddsIsPassedOver) {
  const auto summary = Read(
      "<esaHealth><groups><groupId>x</groupId></groups></esaHealth><groups><groupId>g</groupId>"
      "<groupHealth>GREEN</groupHealth><groupTests><testHealth>skipped</testHealth>"
      "<architecture>ESA</architecture></groupTests></groups><overallHealth>green</overallHealth>");
  ASSERT_TRUE(summary.ok());
  ASSERT_EQ(summary->tests.size(), 1u);
  EXPECT_EQ(summary->tests[0].group_health, "green");
  EXPECT_EQ(summary->tests[0].health, "skipped");
  EXPECT_EQ(summary->tests[0].test_id, "test0");
}

TEST(VsanAnswer, IdsAreUniquePlainWordsWhateverTheServiceSends) {
  const auto summary = Read(
      "<groups><groupId>a b@c</groupId><groupTests><testId>t</testId></groupTests>"
      "<groupTests><testId>t</testId></groupTests></groups>"
      "<groups><groupId>esx01/secret</groupId><groupTests><testHealth>my host</testHealth>"
      "</groupTests></groups>");
  ASSERT_TRUE(summary.ok());
  ASSERT_EQ(summary->tests.size(), 3u);
  EXPECT_EQ(summary->tests[0].group_id, "group0");
  EXPECT_EQ(summary->tests[0].test_id, "t");
  EXPECT_EQ(summary->tests[1].test_id, "test1");
  EXPECT_EQ(summary->tests[2].group_id, "group1");
  EXPECT_EQ(summary->tests[2].health, "unknown");
}

TEST(VsanAnswer, AnotherAnswerIsDataLoss) {
  EXPECT_TRUE(absl::IsDataLoss(ReadVsanSummary("").status()));
  EXPECT_TRUE(absl::IsDataLoss(ReadVsanSummary("<html/>").status()));
}

}  // namespace
}  // namespace sitrep::collectors
