#include "review/change_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace sitrep::review {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const tables::Table& Vm() { return tables::Catalog::Get().table("vm"); }

RowChange Changed(const std::string& name, int64_t before, int64_t after) {
  RowChange change;
  change.table = &Vm();
  change.name = name;
  change.columns.push_back(
      {&Vm().columns[static_cast<size_t>(Vm().Find("cpu_count"))], before, after, "", ""});
  return change;
}

TEST(ChangeGroups, EqualChangesAreOneGroupWithTheFirstFewNames) {
  ChangeGroups groups;
  for (int i = 0; i < 412; ++i) groups.Add(Changed(absl::StrCat("vm-", i), 11, 12));
  groups.Add(Changed("other", 11, 10));
  const std::vector<ChangeGroup> taken = groups.Take();
  ASSERT_THAT(taken, SizeIs(2));
  EXPECT_EQ(taken[0].count, 412);
  EXPECT_EQ(taken[0].column->name, "cpu_count");
  EXPECT_EQ(taken[0].before, "11");
  EXPECT_EQ(taken[0].after, "12");
  EXPECT_THAT(taken[0].names, ElementsAre("vm-0", "vm-1", "vm-2"));
  EXPECT_EQ(taken[1].count, 1);
}

TEST(ChangeGroups, AColumnWithManyDifferentChangesIsOneGroup) {
  ChangeGroups groups;
  for (int i = 0; i < 5000; ++i) groups.Add(Changed(absl::StrCat("vm-", i), i, i + 1));
  const std::vector<ChangeGroup> taken = groups.Take();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_TRUE(taken[0].various);
  EXPECT_EQ(taken[0].count, 5000);
}

TEST(ChangeGroups, WhatCameAndWentComesFirst) {
  ChangeGroups groups;
  groups.Add(Changed("changed", 1, 2));
  RowChange came;
  came.table = &Vm();
  came.state = RowState::kAdded;
  came.after_key = {std::string("s1"), std::string("vm-9")};
  groups.Add(came);
  const std::vector<ChangeGroup> taken = groups.Take();
  ASSERT_THAT(taken, SizeIs(2));
  EXPECT_EQ(taken[0].state, RowState::kAdded);
  EXPECT_THAT(taken[0].names, ElementsAre("vm-9"));
}

}  // namespace
}  // namespace sitrep::review
