#include "checks/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "checks/pack.h"
#include "checks/preflight.h"

namespace sitrep::checks {
namespace {

using testing::HasSubstr;

constexpr char kLeast[] =
    "release: 8.0.3\ntitle: t\n"
    "fact: vcenter_from 6.7.0\n  source: https://a\n"
    "fact: host_from 6.7.0\n  source: not cited\n"
    "fact: manageable_from 6.7.0\n  source: not cited\n";

std::string ErrorOf(const std::string& text) {
  return std::string(ParseTarget(text, "x.target").status().message());
}

TEST(Target, HoldsFactsNotesAndNames) {
  const auto target = ParseTarget(
      absl::StrCat(
          "# comment\n\n", kLeast,
          "fact: cpu_removed a, b\n  source: https://a\n"
          "fact: cpu_removed c,\n  d\n  source: https://b\n"
          "before: first\n  and more\n  source: not cited\nafter: last\n  source: https://c\n"
          "by-hand: look\n  source: https://d\n"
          "also: host-disconnected blocker\nalso: vm-snapshot-old warning\n"
          "skip: some-rule\nwarn: other-rule\n"),
      "x.target");
  ASSERT_TRUE(target.ok()) << target.status();
  EXPECT_EQ(target->number, 8000003);
  EXPECT_EQ(target->Version("vcenter_from"), 6007000);
  EXPECT_EQ(target->Value("cpu_removed"), "a, b, c, d");
  EXPECT_EQ(target->before[0].text, "first and more");
  EXPECT_EQ(target->after[0].source, "https://c");
  EXPECT_EQ(target->by_hand.size(), 1u);
  EXPECT_TRUE(target->also[0].blocks);
  EXPECT_FALSE(target->also[1].blocks);
  EXPECT_EQ(target->skip[0] + target->warn[0], "some-ruleother-rule");
}

TEST(Target, NamesFileAndLineOfWhatIsWrong) {
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "fact: x 1\n")), HasSubstr("x.target:9: a line"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "fact: x 1\n  source: somewhere\n")), HasSubstr(":9:"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "also: host-disconnected\n")), HasSubstr(":9:"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "skip: r\n  source: https://a\n")), HasSubstr(":9:"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "nonsense: 1\n")), HasSubstr("unknown field"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "nonsense\n")), HasSubstr("name: value"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "release: 9.0.0\n")), HasSubstr("there twice"));
  EXPECT_THAT(ErrorOf(absl::StrCat(kLeast, "fact: host_from 7.0\n  source: not cited\n")),
              HasSubstr("there twice"));
  EXPECT_THAT(ErrorOf("  source: https://a\n"), HasSubstr("x.target:1:"));
  EXPECT_THAT(ErrorOf("release: 8.0.3\ntitle: t\n"), HasSubstr("vcenter_from"));
  EXPECT_THAT(ErrorOf("title: t\n"), HasSubstr("release"));
}

TEST(Target, IsFoundByReleaseOrByFamilyForItsNewest) {
  const auto& targets = BuiltInTargets();
  for (const char* release : {"7.0.3", "8.0.0", "8.0.1", "8.0.2", "8.0.3", "9.0.0"}) {
    const auto found = FindTarget(targets, release);
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_EQ((*found)->release, release);
  }
  EXPECT_EQ((*FindTarget(targets, "8.0"))->release, "8.0.3");
  EXPECT_EQ((*FindTarget(targets, "9.0"))->release, "9.0.0");
  EXPECT_EQ((*FindTarget(targets, "8"))->release, "8.0.3");
  const auto missing = FindTarget(targets, "5.5");
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(missing.status().message()), HasSubstr("7.0.3, 8.0.0"));
}

TEST(Target, OfTheProgramNamesOnlyRulesChecksAndParametersThatThereAre) {
  std::set<std::string> parameters = {"vcenter_from", "host_from", "manageable_from"};
  for (const Check& rule : PreflightRules().checks) {
    for (const Parameter& parameter : rule.parameters) parameters.insert(parameter.name);
  }
  for (const Target& target : BuiltInTargets()) {
    for (const TargetFact& fact : target.facts) {
      EXPECT_EQ(parameters.count(fact.name), 1u) << target.release << " " << fact.name;
    }
    for (const std::string& rule : target.skip) EXPECT_NE(PreflightRules().Find(rule), nullptr);
    for (const std::string& rule : target.warn) EXPECT_NE(PreflightRules().Find(rule), nullptr);
    for (const AlsoCheck& also : target.also) {
      EXPECT_NE(BuiltInPack().Find(also.check), nullptr) << target.release << " " << also.check;
    }
    EXPECT_FALSE(target.before.empty());
    EXPECT_GE(target.after.size(), 4u);
    EXPECT_FALSE(target.by_hand.empty());
  }
}

}  // namespace
}  // namespace sitrep::checks
