// Every rule of checks/preflight against its own test file.
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "checks/preflight.h"
#include "checks/trial.h"

namespace sitrep::checks {
namespace {

constexpr char kRules[] = SITREP_SOURCE_DIR "/checks/preflight";

class PreflightRuleTest : public testing::TestWithParam<std::string> {};

TEST_P(PreflightRuleTest, Holds) {
  const std::string path = absl::StrCat(kRules, "/", GetParam(), ".test");
  const auto text = base::ReadFile(path);
  ASSERT_TRUE(text.ok()) << text.status();
  const auto trial = ParseTrialFile(*text, path);
  ASSERT_TRUE(trial.ok()) << trial.status();
  const auto complaints =
      TryCheck(PreflightRules(), *PreflightRules().Find(GetParam()), *trial,
               absl::StrCat(testing::TempDir(), "/sitrep-trial-", GetParam(), ".sitrep"));
  ASSERT_TRUE(complaints.ok()) << complaints.status();
  EXPECT_EQ(absl::StrJoin(*complaints, "\n"), "");
}

std::vector<std::string> Ids() {
  std::vector<std::string> ids;
  for (const Check& rule : PreflightRules().checks) ids.push_back(rule.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, PreflightRuleTest, testing::ValuesIn(Ids()),
                         [](const auto& test_info) {
                           std::string name = test_info.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST(PreflightRules, AreOneFileEachAndHaveNoNameOfACheck) {
  const auto names = base::ListDirectory(kRules);
  ASSERT_TRUE(names.ok()) << names.status();
  EXPECT_EQ(names->size(), 2 * PreflightRules().checks.size());
  for (const Check& rule : PreflightRules().checks) {
    EXPECT_EQ(rule.file, absl::StrCat(rule.id, ".sql"));
    EXPECT_EQ(BuiltInPack().Find(rule.id), nullptr) << rule.id << " is a check, too";
    EXPECT_LE(rule.why.size(), 400u) << rule.id;
    EXPECT_LE(rule.fix.size(), 400u) << rule.id;
  }
}

}  // namespace
}  // namespace sitrep::checks
