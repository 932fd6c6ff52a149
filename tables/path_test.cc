#include "tables/path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sitrep::tables {
namespace {

TEST(Path, WithoutASlashIsAPropertyAlone) {
  auto path = ParsePath("runtime.host", false);
  ASSERT_TRUE(path.ok());
  EXPECT_EQ(path->property, "runtime.host");
  EXPECT_TRUE(path->steps.empty());
}

TEST(Path, WalksInsideTheValueAfterTheSlash) {
  auto path = ParsePath(
      "config.hardware.device/[VirtualCdrom|VirtualFloppy].connectable.[connected=true].@type",
      false);
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(path->property, "config.hardware.device");
  ASSERT_EQ(path->steps.size(), 4u);
  EXPECT_EQ(path->steps[0].kind, Step::Kind::kType);
  EXPECT_THAT(path->steps[0].alternatives, ::testing::ElementsAre("VirtualCdrom", "VirtualFloppy"));
  EXPECT_EQ(path->steps[1].name, "connectable");
  EXPECT_EQ(path->steps[2].kind, Step::Kind::kEquals);
  EXPECT_EQ(path->steps[2].value, "true");
  EXPECT_EQ(path->steps[3].kind, Step::Kind::kTypeName);
}

TEST(Path, OfAChildTableWalksFromTheElement) {
  auto path = ParsePath("backing.fileName", true);
  ASSERT_TRUE(path.ok());
  EXPECT_TRUE(path->property.empty());
  EXPECT_EQ(path->steps.size(), 2u);
}

TEST(Path, KnowsWhatTheProgramKnowsWithoutAsking) {
  EXPECT_EQ(ParsePath("@ref", false)->special, "@ref");
  EXPECT_EQ(ParsePath("@about.version", false)->special, "@about.version");
  EXPECT_EQ(ParsePath("@ref", true)->special, "@ref");
  EXPECT_EQ(ParsePath("@type", true)->steps.front().kind, Step::Kind::kTypeName);
}

TEST(Path, ThatDoesNotParseIsNamed) {
  for (const char* text : {"", "a/[", "a/[]", "a/b..c", "a[b]/c", "a/b[c]"}) {
    EXPECT_EQ(ParsePath(text, false).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace sitrep::tables
