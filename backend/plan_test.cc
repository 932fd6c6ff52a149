#include "backend/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"

namespace sitrep::backend {
namespace {

using ::testing::HasSubstr;

std::string ErrorOf(const std::string& text) {
  const absl::StatusOr<Plans> plans = Plans::Parse(text, "plans.yaml");
  return plans.ok() ? "none" : std::string(plans.status().message());
}

const Target& TargetOf(const Plans& plans, const std::string& name, int severity) {
  const Plan* plan = plans.Find(name);
  EXPECT_NE(plan, nullptr) << name;
  return plan->targets.at(severity);
}

TEST(Plans, BuiltInHoldTheSupportProgramme) {
  const Plans plans = Plans::BuiltIn();
  EXPECT_EQ(TargetOf(plans, "production", 1).duration, absl::Minutes(30));
  EXPECT_TRUE(TargetOf(plans, "production", 1).calendar.always);
  EXPECT_EQ(TargetOf(plans, "production", 1).words, "within 30 minutes, round the clock");
  EXPECT_EQ(TargetOf(plans, "mission-critical", 1).words, "within 30 minutes, round the clock");
  EXPECT_EQ(TargetOf(plans, "basic", 1).duration, absl::Hours(4));
  EXPECT_EQ(TargetOf(plans, "basic", 1).words, "within 4 service hours, 12x5");
  EXPECT_EQ(TargetOf(plans, "developer", 1).duration, absl::Hours(12));
  EXPECT_EQ(TargetOf(plans, "sdk-standard", 3).duration, absl::Hours(24));
  EXPECT_EQ(TargetOf(plans, "sdk-standard", 3).words, "within 2 service days, 12x5");
  EXPECT_EQ(TargetOf(plans, "sdk-premium", 3).words, "within 1 service day, 12x5");
}

TEST(Plans, BuiltInPromiseSomethingForEverySeverity) {
  const Plans plans = Plans::BuiltIn();
  for (const Plan& plan : plans.plans()) {
    for (int severity = kHighestSeverity; severity <= kLowestSeverity; ++severity) {
      EXPECT_TRUE(plan.targets.contains(severity)) << plan.name << " " << severity;
    }
  }
}

TEST(Plans, BuiltInAreTheFileThatShips) {
  const auto text = base::ReadFile(SITREP_SOURCE_DIR "/deploy/plans.yaml");
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, Plans::BuiltInText());
}

TEST(Plans, NameThePlansThereAreWhenOneIsUnknown) {
  const Plans plans = Plans::BuiltIn();
  EXPECT_EQ(plans.Find("golden"), nullptr);
  EXPECT_THAT(std::string(plans.Unknown("golden").message()), HasSubstr("mission-critical"));
}

TEST(Plans, NameTheLineOfEachMistake) {
  const std::string calendars =
      "calendars: {c: {days: [monday], from: \"08:00\", to: \"16:00\"}}\n";
  EXPECT_EQ(ErrorOf(calendars + "plans:\n  p:\n    respond: {1: 4 hours d}\n"),
            "plans.yaml:4: respond: 1: there is no calendar d");
  EXPECT_EQ(ErrorOf(calendars + "plans: {p: {respond: {5: 4 hours c}}}"),
            "plans.yaml:2: respond: expected a number from 1 to 4");
  EXPECT_EQ(ErrorOf(calendars + "plans: {p: {respond: {1: soon}}}"),
            "plans.yaml:2: respond: 1: expected a target such as \"4 hours 12x5\"");
  EXPECT_EQ(ErrorOf(calendars + "plans: {p: {respond: {1: 4 weeks c}}}"),
            "plans.yaml:2: respond: 1: \"weeks\" is none of minutes, hours and days");
  EXPECT_EQ(ErrorOf("plans: {p: {based_on: q}}"),
            "plans.yaml:1: based_on: no plan q stands above this one");
  EXPECT_EQ(ErrorOf("calendars: {c: {days: [moonday]}}"),
            "plans.yaml:1: days: \"moonday\" is no day such as monday\n"
            "plans.yaml:1: days: at least one day is needed, or always: true\n"
            "plans.yaml:1: to: must be later than from");
  EXPECT_THAT(ErrorOf("calendars: {c: {days: [monday], from: 8, to: \"24:01\"}}"),
              HasSubstr("\"24:01\" is no time of day"));
}

TEST(Plans, MayBuildOnAnother) {
  const auto plans = Plans::Parse(R"(
calendars: {always: {always: true}}
plans:
  one: {respond: {1: 30 minutes always, 2: 2 hours always}}
  two: {based_on: one, respond: {2: 1 hour always}}
)",
                                  "plans.yaml");
  ASSERT_TRUE(plans.ok()) << plans.status();
  EXPECT_EQ(TargetOf(*plans, "two", 1).duration, absl::Minutes(30));
  EXPECT_EQ(TargetOf(*plans, "two", 2).words, "within 1 hour, always");
}

}  // namespace
}  // namespace sitrep::backend
