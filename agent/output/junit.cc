#include "agent/output/junit.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/output/junit_suite.h"
#include "checks/finding_text.h"

namespace sitrep::agent {
namespace {

std::string ObjectLine(const ReportedFinding& finding) {
  return checks::ObjectText(finding.key(), finding.evidence());
}

JunitCase CaseOf(const ReportedCheck& check) {
  JunitCase test;
  test.group = check.category();
  test.name = check.check();
  if (check.verdict() == "FAIL") {
    test.outcome = JunitCase::Outcome::kFailed;
    test.message = check.title();
  } else if (check.verdict() == "UNKNOWN") {
    test.outcome = JunitCase::Outcome::kError;
    test.message = "cannot tell";
  } else if (check.verdict() == "NOT_APPLICABLE") {
    test.outcome = JunitCase::Outcome::kSkipped;
  }
  for (const ReportedFinding& finding : check.findings()) test.lines.push_back(ObjectLine(finding));
  for (const ReportedFinding& finding : check.accepted()) {
    test.lines.push_back(absl::StrCat(ObjectLine(finding), "  accepted until ",
                                      finding.accepted().until(), ": ",
                                      finding.accepted().reason()));
  }
  for (const Gap& gap : check.gaps()) {
    test.lines.push_back(absl::StrCat("not seen: ", checks::GapText(gap)));
  }
  return test;
}

}  // namespace

std::string FindingsJunit(const CheckReport& report) {
  std::vector<JunitCase> cases;
  for (const ReportedCheck& check : report.results()) cases.push_back(CaseOf(check));
  return JunitSuite(absl::StrCat("sitrep ", report.pack()), cases);
}

}  // namespace sitrep::agent
