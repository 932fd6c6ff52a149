#include "checks/upgrade_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "checks/version_number.h"

namespace sitrep::checks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Target& Of(const char* release) { return **FindTarget(BuiltInTargets(), release); }

UpgradePlan Plan(const std::string& version, const std::map<int64_t, int64_t>& hosts,
                 const char* release, bool vcenter = true) {
  UpgradeSource source;
  source.source = "s1";
  source.version = version;
  source.hosts = hosts;
  source.vcenter = vcenter;
  return PlanUpgrade(source, Of(release), BuiltInTargets());
}

// "hosts 8.0.3 (2)", without what comes before and after.
std::vector<std::string> Steps(const UpgradePlan& plan) {
  std::vector<std::string> steps;
  for (const UpgradeStep& step : plan.steps) {
    if (step.part == "before" || step.part == "after") continue;
    steps.push_back(absl::StrCat(step.part, " ", step.release,
                                 step.hosts > 0 ? absl::StrCat(" (", step.hosts, ")") : ""));
  }
  return steps;
}

TEST(UpgradePlan, GoesDirectlyWhereTheTargetTakesTheVersion) {
  const UpgradePlan plan = Plan("7.0.3", {{7000003, 8}}, "8.0.3");
  EXPECT_EQ(plan.standing, Standing::kBelow);
  EXPECT_TRUE(plan.direct);
  EXPECT_THAT(plan.path, ElementsAre("8.0.3"));
  EXPECT_THAT(Steps(plan), ElementsAre("vcenter 8.0.3", "hosts 8.0.3 (8)"));
  EXPECT_EQ(plan.steps.front().part, "before");
  EXPECT_EQ(plan.steps.back().part, "after");
  EXPECT_THAT(plan.steps.back().text, HasSubstr("vSAN"));
}

TEST(UpgradePlan, StopsAtAReleaseBetweenWhereItMust) {
  const UpgradePlan plan = Plan("6.5.0", {{6005000, 2}, {6007000, 3}}, "8.0.3");
  EXPECT_FALSE(plan.direct);
  EXPECT_THAT(plan.path, ElementsAre("7.0.3", "8.0.3"));
  // vCenter 8 cannot manage ESXi 6.5, so those two hosts go first.
  EXPECT_THAT(Steps(plan),
              ElementsAre("vcenter 7.0.3", "hosts 7.0.3 (2)", "vcenter 8.0.3", "hosts 8.0.3 (5)"));
}

TEST(UpgradePlan, StopsTwiceWithAsFewStopsAsCanBe) {
  EXPECT_THAT(Plan("6.5.0", {}, "9.0").path, ElementsAre("7.0.3", "8.0.3", "9.0.0"));
  EXPECT_THAT(Plan("6.7.0", {}, "9.0").path, ElementsAre("8.0.3", "9.0.0"));
  EXPECT_THAT(Plan("8.0.1", {}, "9.0").path, ElementsAre("9.0.0"));
}

TEST(UpgradePlan, HasNoPathWhereNoneIsKnown) {
  const UpgradePlan plan = Plan("5.5.0", {{5005000, 1}}, "8.0.3");
  EXPECT_EQ(plan.standing, Standing::kBelow);
  EXPECT_THAT(plan.path, IsEmpty());
  EXPECT_THAT(plan.steps, IsEmpty());
}

TEST(UpgradePlan, SaysWhenTheTargetIsReached) {
  EXPECT_EQ(Plan("8.0.3", {{8000003, 4}}, "8.0.3").standing, Standing::kReached);
  EXPECT_EQ(Plan("9.0.0", {{8000003, 4}}, "8.0.3").standing, Standing::kReached);
  EXPECT_THAT(Plan("8.0.3", {{8000003, 4}}, "8.0.3").steps, IsEmpty());
}

TEST(UpgradePlan, BringsTheHostsAloneWhenVCenterIsThere) {
  const UpgradePlan plan = Plan("8.0.3", {{7000003, 1}, {8000003, 3}}, "8.0.3");
  EXPECT_EQ(plan.standing, Standing::kBelow);
  EXPECT_TRUE(plan.direct);
  EXPECT_THAT(Steps(plan), ElementsAre("hosts 8.0.3 (1)"));
}

TEST(UpgradePlan, BringsOldHostsByWayOfARelease) {
  const UpgradePlan plan = Plan("8.0.3", {{6007000, 2}, {8000001, 3}}, "8.0.3", false);
  EXPECT_THAT(Steps(plan), ElementsAre("hosts 8.0.3 (5)"));
  const UpgradePlan nine = Plan("9.0.0", {{6007000, 2}, {8000001, 3}}, "9.0");
  EXPECT_THAT(Steps(nine), ElementsAre("hosts 8.0.3 (2)", "hosts 9.0.0 (5)"));
  const UpgradePlan vcenter = Plan("8.0.3", {{6007000, 2}}, "9.0");
  // vCenter 9 could not manage these two: they are brought up while vCenter 8 still can.
  EXPECT_EQ(vcenter.steps[2].part, "hosts");
  EXPECT_THAT(vcenter.steps[2].text, HasSubstr("that vCenter 9.0.0 can manage"));
}

TEST(UpgradePlan, IsUnknownWithoutAVersion) {
  EXPECT_EQ(Plan("", {}, "8.0.3").standing, Standing::kUnknown);
  UpgradeSource source;
  source.version = "8.0.3";
  source.hosts_of_unknown_version = 1;
  EXPECT_EQ(PlanUpgrade(source, Of("8.0.3"), BuiltInTargets()).standing, Standing::kUnknown);
}

TEST(UpgradePlan, OfAHostByItselfHasNoVCenter) {
  const UpgradePlan plan = Plan("7.0.3", {{7000003, 1}}, "8.0.3", false);
  EXPECT_THAT(Steps(plan), ElementsAre("hosts 8.0.3 (1)"));
}

}  // namespace
}  // namespace sitrep::checks
