#include "checks/cross_reference.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"

namespace sitrep::checks {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// The two fields of each line.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadLines(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (absl::string_view line : absl::StrSplit(View(text), '\n', absl::SkipEmpty())) {
    if (absl::StartsWith(line, "#")) continue;
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    if (fields.size() != 2 || fields[0].empty() || fields[1].empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", line, "\" is not two fields with a tab between"));
    }
    lines.emplace_back(fields[0], fields[1]);
  }
  return lines;
}

void AddAnswers(const Pack& pack, std::map<std::string, CrossReference::Condition>& conditions,
                std::vector<std::string>& troubles) {
  for (const Check& check : pack.checks) {
    for (const std::string& answer : check.answers) {
      const auto condition = conditions.find(answer);
      if (condition != conditions.end()) {
        condition->second.answers.push_back(check.id);
      } else {
        troubles.push_back(
            absl::StrCat(check.id, " answers \"", answer, "\", which is not listed"));
      }
    }
  }
}

void FindTroubles(const CrossReference::Condition& condition, std::vector<std::string>& troubles) {
  if (condition.answers.empty() && condition.reason.empty()) {
    troubles.push_back(
        absl::StrCat(condition.name, ": no check answers it, and no reason is given"));
  }
  if (!condition.answers.empty() && !condition.reason.empty()) {
    troubles.push_back(absl::StrCat(condition.name, ": a reason is given, but ",
                                    absl::StrJoin(condition.answers, ", "), " answers it"));
  }
}

}  // namespace

absl::StatusOr<CrossReference> BuildCrossReference(const Pack& pack, std::string_view known,
                                                   std::string_view not_answered) {
  CrossReference reference;
  ASSIGN_OR_RETURN(const auto listed, ReadLines(known));
  ASSIGN_OR_RETURN(const auto reasons, ReadLines(not_answered));
  std::map<std::string, CrossReference::Condition> conditions;
  for (const auto& [tool, name] : listed) {
    const std::string full = absl::StrCat(tool, " ", name);
    conditions[full].name = full;
  }
  AddAnswers(pack, conditions, reference.troubles);
  for (const auto& [name, reason] : reasons) {
    const auto condition = conditions.find(name);
    if (condition != conditions.end()) {
      condition->second.reason = reason;
    } else {
      reference.troubles.push_back(absl::StrCat("\"", name, "\" is not listed"));
    }
  }
  for (const auto& [tool, name] : listed) {
    reference.conditions.push_back(conditions[absl::StrCat(tool, " ", name)]);
    FindTroubles(reference.conditions.back(), reference.troubles);
  }
  return reference;
}

std::string CrossReferencePage(const CrossReference& reference) {
  std::string page =
      "# What other tools check, and what answers it here\n\n"
      "Written from checks/conditions.tsv, checks/not_answered and the checks' own `answers` lines "
      "by the test that compares it; do not edit.\n`vcheck`: plugins of vCheck-vSphere; `rvtools`: "
      "message types of the tab vHealth; `readiness`: rules of migration-readiness reports.\n\n"
      "| condition | check | or why none |\n|---|---|---|\n";
  for (const CrossReference::Condition& condition : reference.conditions) {
    std::vector<std::string> links;
    for (const std::string& id : condition.answers) {
      links.push_back(absl::StrCat("[", id, "](checks.md#", id, ")"));
    }
    absl::StrAppend(&page, "| ", condition.name, " | ", absl::StrJoin(links, ", "), " | ",
                    condition.reason, " |\n");
  }
  return page;
}

}  // namespace sitrep::checks
