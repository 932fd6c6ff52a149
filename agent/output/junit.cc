#include "agent/output/junit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/output/plain_text.h"
#include "checks/finding_text.h"

namespace sitrep::agent {
namespace {

// ForTerminal leaves no character that XML forbids.
std::string Xml(std::string_view text) {
  return absl::StrReplaceAll(
      ForTerminal(text),
      {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&apos;"}});
}

std::string Objects(const CheckResult& result) {
  std::string text;
  for (const Finding& finding : result.findings())
    absl::StrAppend(&text, Xml(checks::ObjectText(finding)), "\n");
  for (const Gap& gap : result.gaps())
    absl::StrAppend(&text, "not seen: ", Xml(checks::GapText(gap)), "\n");
  return text;
}

std::string Outcome(const CheckResult& result) {
  const std::string objects = Objects(result);
  switch (result.verdict()) {
    case FAIL:
      return absl::StrCat("<failure message=\"", Xml(result.title()), "\">", objects, "</failure>");
    case UNKNOWN:
      return absl::StrCat("<error message=\"cannot tell\">", objects, "</error>");
    case NOT_APPLICABLE:
      return "<skipped/>";
    default:
      return objects.empty() ? "" : absl::StrCat("<system-out>", objects, "</system-out>");
  }
}

int64_t CountOf(const Findings& findings, Verdict verdict) {
  return std::count_if(
      findings.results().begin(), findings.results().end(),
      [verdict](const CheckResult& result) { return result.verdict() == verdict; });
}

}  // namespace

std::string FindingsJunit(const Findings& findings) {
  std::string text =
      absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"sitrep ",
                   Xml(findings.pack()), "\" tests=\"", findings.results_size(), "\" failures=\"",
                   CountOf(findings, FAIL), "\" errors=\"", CountOf(findings, UNKNOWN),
                   "\" skipped=\"", CountOf(findings, NOT_APPLICABLE), "\">\n");
  for (const CheckResult& result : findings.results()) {
    absl::StrAppend(&text, "  <testcase classname=\"", Xml(result.category()), "\" name=\"",
                    Xml(result.check()), "\">", Outcome(result), "</testcase>\n");
  }
  absl::StrAppend(&text, "</testsuite>\n");
  return text;
}

}  // namespace sitrep::agent
