// docs/reference/preflight.md says what the preflight of this program looks for and what it knows
// of each release; this test holds it to the rules and targets.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "checks/preflight.h"

namespace sitrep::checks {
namespace {

std::string SourceText(const std::string& source) {
  return source.starts_with("https://") ? absl::StrCat("[found here](", source, ")") : source;
}

std::string RuleRow(const Check& rule) {
  std::vector<std::string> parameters;
  for (const Parameter& parameter : rule.parameters) parameters.push_back(parameter.name);
  return absl::StrCat("| `", rule.id, "` | ", rule.severity >= MAJOR ? "blocks" : "warns", " | ",
                      rule.category, " | ", rule.title, " | ", absl::StrJoin(parameters, ", "),
                      " |\n");
}

std::string TargetSection(const Target& target) {
  std::string text = absl::StrCat("\n## ", target.title, " (", target.release,
                                  ")\n\n| fact | value | source |\n|---|---|---|\n");
  for (const TargetFact& fact : target.facts) {
    absl::StrAppend(&text, "| ", fact.name, " | ", fact.value, " | ", SourceText(fact.source),
                    " |\n");
  }
  absl::StrAppend(&text, "\nBy hand:\n\n");
  for (const SourcedText& note : target.by_hand) {
    absl::StrAppend(&text, "- ", note.text, " (", SourceText(note.source), ")\n");
  }
  std::vector<std::string> checks;
  for (const AlsoCheck& also : target.also) {
    checks.push_back(absl::StrCat("[", also.check, "](checks.md#", also.check, ")",
                                  also.blocks ? " (blocks)" : ""));
  }
  absl::StrAppend(&text, "\nAlso: ", absl::StrJoin(checks, ", "), ".\n");
  if (!target.skip.empty()) {
    absl::StrAppend(&text, "\nNot asked: ", absl::StrJoin(target.skip, ", "), ".\n");
  }
  if (!target.warn.empty()) {
    absl::StrAppend(&text, "\nOnly warns: ", absl::StrJoin(target.warn, ", "), ".\n");
  }
  return text;
}

std::string Page() {
  std::string text =
      "# Readiness rules and targets\n\nWritten from checks/preflight and checks/targets by the "
      "test that compares it; do not edit. [Before an upgrade](../preflight.md) says how they are "
      "used.\n\n| rule | | category | what it finds | measured by |\n|---|---|---|---|---|\n";
  for (const Check& rule : PreflightRules().checks) absl::StrAppend(&text, RuleRow(rule));
  for (const Target& target : BuiltInTargets()) absl::StrAppend(&text, TargetSection(target));
  return text;
}

TEST(PreflightReference, IsThePageInDocs) {
  const std::string path = SITREP_SOURCE_DIR "/docs/reference/preflight.md";
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    const absl::Status status = base::WriteFileAtomically(path, Page(), 0644);
    ASSERT_TRUE(status.ok()) << status;
  }
  const auto text = base::ReadFile(path);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, Page()) << "run this test with SITREP_UPDATE=1 to write the page anew";
}

// Most of what is known must be found by others, too.
TEST(PreflightReference, CitesMostFactsOfEveryTarget) {
  for (const Target& target : BuiltInTargets()) {
    const auto cited =
        std::count_if(target.facts.begin(), target.facts.end(),
                      [](const TargetFact& fact) { return fact.source.starts_with("https://"); });
    EXPECT_GE(cited * 2, static_cast<std::ptrdiff_t>(target.facts.size())) << target.release;
  }
}

}  // namespace
}  // namespace sitrep::checks
