#include "backend/output/findings_text.h"

#include <array>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/output/plain_text.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::backend {
namespace {

constexpr std::array kSeverities = {CRITICAL, MAJOR, MINOR, INFO};
constexpr std::array kVerdicts = {FAIL, WARN, UNKNOWN, PASS, NOT_APPLICABLE};

void PrintResult(const CheckResult& result, int most_objects, std::ostream& out) {
  out << "    " << result.check() << "  " << std::string(checks::VerdictName(result.verdict()))
      << "  " << ForTerminal(result.title());
  if (result.findings_size() > 0) {
    out << "  [" << CountText(result.findings_size(), "object") << "]";
  }
  out << "\n";
  const int named =
      most_objects == 0 ? result.findings_size() : std::min(most_objects, result.findings_size());
  for (int i = 0; i < named; ++i) {
    out << "        " << ForTerminal(checks::ObjectText(result.findings(i))) << "\n";
  }
  if (named < result.findings_size()) {
    out << "        and " << result.findings_size() - named << " more (--all names them)\n";
  }
  for (const Gap& gap : result.gaps()) {
    out << "        not seen: " << ForTerminal(checks::GapText(gap)) << "\n";
  }
}

int64_t CountVerdict(const Findings& findings, Verdict verdict) {
  int64_t count = 0;
  for (const CheckResult& result : findings.results()) count += result.verdict() == verdict;
  return count;
}

}  // namespace

std::string SeverityCounts(const Findings& findings) {
  std::vector<std::string> counts;
  for (const Severity severity : kSeverities) {
    int64_t objects = 0;
    for (const CheckResult& result : findings.results()) {
      if (result.severity() == severity) objects += result.findings_size();
    }
    if (objects == 0) continue;
    counts.push_back(absl::StrCat(objects, " ", std::string(checks::SeverityName(severity))));
  }
  return counts.empty() ? "none" : absl::StrCat(absl::StrJoin(counts, ", "), " objects");
}

void PrintFindings(const Findings& findings, int most_objects, std::ostream& out) {
  for (const Severity severity : kSeverities) {
    bool first = true;
    for (const CheckResult& result : findings.results()) {
      const bool shown = result.findings_size() > 0 || result.gaps_size() > 0;
      if (result.severity() != severity || !shown) continue;
      if (first) out << "  " << std::string(checks::SeverityName(severity)) << "\n";
      first = false;
      PrintResult(result, most_objects, out);
    }
  }
  std::vector<std::string> counts;
  for (const Verdict verdict : kVerdicts) {
    counts.push_back(absl::StrCat(CountVerdict(findings, verdict), " ",
                                  std::string(checks::VerdictName(verdict))));
  }
  out << "  " << CountText(findings.results_size(), "check") << ": " << absl::StrJoin(counts, ", ")
      << "\n  as of " << findings.as_of() << ", pack " << findings.pack() << " "
      << findings.pack_version() << "\n";
}

}  // namespace sitrep::backend
