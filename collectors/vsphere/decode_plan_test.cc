#include "collectors/vsphere/decode_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "collectors/vsphere/paths.h"
#include "collectors/vsphere/table_choice.h"

namespace sitrep::collectors {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

TEST(CompilePlans, AsksForNothingTwice) {
  for (const TypePlan& plan : CompilePlans(TablesOfProfile(false))) {
    for (const std::string& path : plan.properties) {
      for (const std::string& other : plan.properties) {
        EXPECT_FALSE(absl::StartsWith(path, other + ".")) << plan.type << " " << path;
      }
    }
  }
}

TEST(CompilePlans, EveryDeclaredPathFindsAProperty) {
  for (const TypePlan& plan : CompilePlans(TablesOfProfile(false))) {
    for (const TablePlan& table : plan.tables) {
      if (table.child && plan.method.empty()) {
        EXPECT_GE(table.each.property, 0) << table.table;
      }
      for (const ColumnPlan& column : table.columns) {
        if (column.from != ColumnPlan::From::kProperty) continue;
        EXPECT_GE(column.origin.property, 0) << column.declared->name;
      }
    }
  }
}

TEST(CompilePlans, ATableThatRefersToAnotherComesAfterIt) {
  const std::vector<TypePlan> plans = CompilePlans(TablesOfProfile(false));
  int triggered = -1;
  int alarm = -1;
  for (size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].root_only) triggered = static_cast<int>(i);
    if (plans[i].type == "Alarm") alarm = static_cast<int>(i);
  }
  ASSERT_GE(triggered, 0);
  EXPECT_GT(alarm, triggered);
  EXPECT_EQ(plans[static_cast<size_t>(alarm)].reference_table,
            tables::Catalog::Get().Find("triggered_alarm"));
}

TEST(CompilePlans, HostsComeInSmallerPages) {
  for (const TypePlan& plan : CompilePlans(TablesOfProfile(false))) {
    EXPECT_EQ(plan.page_objects, plan.type == "HostSystem" ? 20 : 100);
  }
}

TEST(FindConcerned, FindsTheWholeAndTheParts) {
  TypePlan plan;
  plan.properties = {"config.network.dnsConfig", "config.network.pnic", "name"};
  EXPECT_EQ(FindConcerned(plan, "name"), 2);
  EXPECT_EQ(FindConcerned(plan, "config.network"), 0);
  EXPECT_EQ(FindConcerned(plan, "config.network", 1), 1);
  EXPECT_EQ(FindConcerned(plan, "config.network.pnic.x"), 1);
  EXPECT_EQ(FindConcerned(plan, "config.net"), -1);
}

TEST(RequestedPaths, LightLeavesOutTheHeavyParts) {
  const std::string full = RequestedPathsText(false);
  const std::string light = RequestedPathsText(true);
  EXPECT_THAT(full, HasSubstr("HostSystem runtime.healthSystemRuntime.systemHealthInfo."));
  EXPECT_THAT(light, Not(HasSubstr("healthSystemRuntime")));
  EXPECT_THAT(full, HasSubstr("VirtualMachine name\n"));
  EXPECT_THAT(light, HasSubstr("VirtualMachine name\n"));
}

TEST(ChooseTables, BringsAlongWhatATableRefersTo) {
  const tables::Catalog& catalog = tables::Catalog::Get();
  const auto chosen = ChooseTables({"alarm"}, false);
  ASSERT_TRUE(chosen.ok());
  EXPECT_THAT(*chosen, Contains(catalog.Find("triggered_alarm")));
  EXPECT_THAT(*chosen, Contains(catalog.Find("source")));
  EXPECT_TRUE(absl::IsInvalidArgument(ChooseTables({"coverage"}, false).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(ChooseTables({"nothing"}, false).status()));
}

}  // namespace
}  // namespace sitrep::collectors
