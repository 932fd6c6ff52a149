#include "agent/table_names.h"

#include "agent/exit_code.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

TEST(TableNames, AMistypedTableIsUsageAndTheNearestIsNamed) {
  const auto wrong = AskableTables({"vm", "datastor"}, false);
  EXPECT_EQ(ExitCodeOf(wrong.status()), ExitCode::kUsage);
  EXPECT_THAT(std::string(wrong.status().message()),
              HasSubstr("there is no table \"datastor\"; did you mean datastore?"));
  const auto far = AskableTables({"nope-nothing"}, false);
  EXPECT_EQ(ExitCodeOf(far.status()), ExitCode::kUsage);
  EXPECT_THAT(std::string(far.status().message()), HasSubstr("tables.md"));
}

TEST(TableNames, ATableOfTheRunItselfCannotBeAskedFor) {
  EXPECT_EQ(ExitCodeOf(AskableTables({"coverage"}, false).status()), ExitCode::kUsage);
}

TEST(TableNames, WithoutNamesTheProfileDecides) {
  const auto full = AskableTables({}, false);
  const auto light = AskableTables({}, true);
  ASSERT_TRUE(full.ok() && light.ok());
  EXPECT_GT(full->size(), light->size());
}

TEST(TableNames, TheNearestIsNoWildGuess) {
  const std::vector<std::string> names = {"host", "host_nic", "vm"};
  EXPECT_EQ(NearestName("hots", names), "host");
  EXPECT_EQ(NearestName("hostnic", names), "host_nic");
  EXPECT_EQ(NearestName("wm", names), "vm");
  EXPECT_EQ(NearestName("license", names), "");
  EXPECT_EQ(NearestName("", names), "");
}

}  // namespace
}  // namespace sitrep::agent
