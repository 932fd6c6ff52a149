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

std::string ObjectLine(const ReportedFinding& finding) {
  return Xml(checks::ObjectText(finding.key(), finding.evidence()));
}

std::string Objects(const ReportedCheck& check) {
  std::string text;
  for (const ReportedFinding& finding : check.findings())
    absl::StrAppend(&text, ObjectLine(finding), "\n");
  for (const ReportedFinding& finding : check.accepted()) {
    absl::StrAppend(&text, ObjectLine(finding), "  accepted until ",
                    Xml(finding.accepted().until()), ": ", Xml(finding.accepted().reason()), "\n");
  }
  for (const Gap& gap : check.gaps())
    absl::StrAppend(&text, "not seen: ", Xml(checks::GapText(gap)), "\n");
  return text;
}

std::string Outcome(const ReportedCheck& check) {
  const std::string objects = Objects(check);
  if (check.verdict() == "FAIL") {
    return absl::StrCat("<failure message=\"", Xml(check.title()), "\">", objects, "</failure>");
  }
  if (check.verdict() == "UNKNOWN") {
    return absl::StrCat("<error message=\"cannot tell\">", objects, "</error>");
  }
  if (check.verdict() == "NOT_APPLICABLE") return "<skipped/>";
  return objects.empty() ? "" : absl::StrCat("<system-out>", objects, "</system-out>");
}

int64_t CountOf(const CheckReport& report, std::string_view verdict) {
  return std::count_if(
      report.results().begin(), report.results().end(),
      [verdict](const ReportedCheck& check) { return check.verdict() == verdict; });
}

}  // namespace

std::string FindingsJunit(const CheckReport& report) {
  std::string text =
      absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"sitrep ",
                   Xml(report.pack()), "\" tests=\"", report.results_size(), "\" failures=\"",
                   CountOf(report, "FAIL"), "\" errors=\"", CountOf(report, "UNKNOWN"),
                   "\" skipped=\"", CountOf(report, "NOT_APPLICABLE"), "\">\n");
  for (const ReportedCheck& check : report.results()) {
    absl::StrAppend(&text, "  <testcase classname=\"", Xml(check.category()), "\" name=\"",
                    Xml(check.check()), "\">", Outcome(check), "</testcase>\n");
  }
  absl::StrAppend(&text, "</testsuite>\n");
  return text;
}

}  // namespace sitrep::agent
