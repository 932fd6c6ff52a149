#include "agent/collect_choice.h"

#include "agent/exit_code.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

SourcePlan Chosen(const CollectFlags& flags, const SourceConfig* settings = nullptr) {
  SourcePlan plan;
  const absl::Status status = ChooseCollection(flags, settings, plan);
  EXPECT_TRUE(status.ok()) << status;
  return plan;
}

std::string ErrorOf(const CollectFlags& flags) {
  SourcePlan plan;
  const absl::Status status = ChooseCollection(flags, nullptr, plan);
  EXPECT_EQ(ExitCodeOf(status), ExitCode::kUsage) << status;
  return std::string(status.message());
}

TEST(CollectChoice, WithoutAWordEverythingHasItsDefault) {
  const SourcePlan plan = Chosen({});
  EXPECT_FALSE(plan.collect.light);
  EXPECT_TRUE(plan.collect.tables.empty());
  EXPECT_TRUE(plan.collect.scope.empty());
  EXPECT_EQ(plan.collect.deadline, absl::Minutes(15));
  EXPECT_EQ(plan.choice.options.in_flight, 2);
  EXPECT_EQ(plan.collect.history.window, absl::Hours(24));
  EXPECT_FALSE(plan.continue_history);
  EXPECT_TRUE(plan.collect.performance.wanted);
  EXPECT_FALSE(plan.collect.performance.raw);
}

TEST(CollectChoice, FlagsSayHowMuch) {
  CollectFlags flags;
  flags.profile = "light";
  flags.scope = {"cluster=Production", "tag=Gold"};
  flags.events = "7d";
  flags.performance = "30m";
  flags.raw_performance = true;
  flags.deadline = "90s";
  flags.in_flight = "1";
  const SourcePlan plan = Chosen(flags);
  EXPECT_TRUE(plan.collect.light);
  ASSERT_EQ(plan.collect.scope.size(), 2u);
  EXPECT_EQ(plan.collect.scope[0].kind, "cluster");
  EXPECT_EQ(plan.collect.scope[1].name, "Gold");
  EXPECT_EQ(plan.collect.history.window, absl::Hours(7 * 24));
  EXPECT_EQ(plan.collect.performance.window, absl::Minutes(30));
  EXPECT_TRUE(plan.collect.performance.raw);
  EXPECT_EQ(plan.collect.deadline, absl::Seconds(90));
  EXPECT_EQ(plan.choice.options.in_flight, 1);
}

TEST(CollectChoice, TheConfigurationHasDefaultsAndAFlagBeatsThem) {
  SourceConfig settings;
  settings.set_profile("light");
  settings.set_deadline("1h");
  settings.set_events("last");
  settings.set_in_flight(1);
  settings.add_scope("datacenter=Frankfurt");
  settings.add_tables("vm");
  const SourcePlan own = Chosen({}, &settings);
  EXPECT_TRUE(own.collect.light);
  EXPECT_EQ(own.collect.deadline, absl::Hours(1));
  EXPECT_TRUE(own.continue_history);
  EXPECT_EQ(own.choice.options.in_flight, 1);
  EXPECT_EQ(own.collect.scope.size(), 1u);
  EXPECT_THAT(own.collect.tables, ElementsAre("vm"));
  CollectFlags flags;
  flags.profile = "full";
  flags.deadline = "5m";
  flags.scope = {"cluster=A", "cluster=B"};
  flags.tables = {"host"};
  flags.in_flight = "2";
  const SourcePlan other = Chosen(flags, &settings);
  EXPECT_FALSE(other.collect.light);
  EXPECT_EQ(other.collect.deadline, absl::Minutes(5));
  EXPECT_EQ(other.collect.scope.size(), 2u);
  EXPECT_THAT(other.collect.tables, ElementsAre("host"));
  EXPECT_EQ(other.choice.options.in_flight, 2);
}

TEST(CollectChoice, WhatIsNotWantedIsLeftOutAndSaidWhy) {
  CollectFlags flags;
  flags.events = "none";
  const SourcePlan plan = Chosen(flags);
  EXPECT_THAT(plan.collect.tables, Contains("vm"));
  EXPECT_THAT(plan.collect.tables, Not(Contains("event")));
  ASSERT_TRUE(plan.left_out.contains("event"));
  EXPECT_EQ(plan.left_out.at("event"), "--events none");
  flags.tables = {"vm"};
  EXPECT_THAT(Chosen(flags).collect.tables, ElementsAre("vm"));
  EXPECT_TRUE(Chosen(flags).left_out.empty());
}

TEST(CollectChoice, AWrongWordIsUsageAndTheOptionIsNamed) {
  EXPECT_THAT(ErrorOf({.profile = "medium"}),
              HasSubstr("--profile: \"medium\" is not light or full"));
  EXPECT_THAT(ErrorOf({.events = "yesterday"}), HasSubstr("--events: "));
  EXPECT_THAT(ErrorOf({.events = "yesterday"}), HasSubstr("none or last, or a duration"));
  EXPECT_THAT(ErrorOf({.performance = "last"}), HasSubstr("--performance: "));
  EXPECT_THAT(ErrorOf({.deadline = "-5m"}), HasSubstr("--deadline: "));
  EXPECT_THAT(ErrorOf({.deadline = "inf"}), HasSubstr("--deadline: "));
  EXPECT_THAT(ErrorOf({.in_flight = "3"}), HasSubstr("--in-flight: \"3\" is not 1 or 2"));
  EXPECT_THAT(ErrorOf({.scope = {"planet=Earth"}}), HasSubstr("--scope: "));
  EXPECT_THAT(ErrorOf({.tables = {"hots"}}), HasSubstr("did you mean host?"));
}

}  // namespace
}  // namespace sitrep::agent
