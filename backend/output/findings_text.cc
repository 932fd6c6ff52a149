#include "backend/output/findings_text.h"

#include <array>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "backend/output/plain_text.h"
#include "checks/severity.h"

namespace sitrep::backend {
namespace {

constexpr std::array kSeverities = {CRITICAL, MAJOR, MINOR, INFO};
constexpr std::array kVerdicts = {FAIL, WARN, UNKNOWN, PASS, NOT_APPLICABLE};

std::string ValueText(const Value& value) {
  switch (value.kind_case()) {
    case Value::kText:
      return value.text();
    case Value::kInteger:
      return absl::StrCat(value.integer());
    case Value::kReal:
      return absl::StrFormat("%g", value.real());
    case Value::KIND_NOT_SET:
      break;
  }
  return "NULL";
}

// Parts of the key but the source.
std::string KeyText(const Finding& finding) {
  std::vector<std::string> parts;
  for (int i = finding.key_size() > 1 ? 1 : 0; i < finding.key_size(); ++i) {
    parts.push_back(ValueText(finding.key(i)));
  }
  return absl::StrJoin(parts, " ");
}

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
    out << "        " << ForTerminal(ObjectText(result.findings(i))) << "\n";
  }
  if (named < result.findings_size()) {
    out << "        and " << result.findings_size() - named << " more (--all names them)\n";
  }
  for (const Gap& gap : result.gaps()) {
    out << "        not seen: " << ForTerminal(GapText(gap)) << "\n";
  }
}

int64_t CountVerdict(const Findings& findings, Verdict verdict) {
  int64_t count = 0;
  for (const CheckResult& result : findings.results()) count += result.verdict() == verdict;
  return count;
}

// Nothing a person would miss; csv and json keep it.
bool IsBlank(const Value& value) {
  return value.kind_case() == Value::KIND_NOT_SET ||
         (value.kind_case() == Value::kText && value.text().empty());
}

// The evidence that a person would call the object by: its name, else that of what it belongs to.
// -1: none.
int NameIndex(const Finding& finding) {
  int other = -1;
  for (int i = 0; i < finding.evidence_size(); ++i) {
    const Value& value = finding.evidence(i);
    if (value.kind_case() != Value::kText || value.text().empty()) continue;
    if (value.name() == "name") return i;
    if (other < 0 && value.name().ends_with("_name")) other = i;
  }
  return other;
}

}  // namespace

std::string ObjectText(const Finding& finding) {
  std::vector<std::string> facts;
  const int name = NameIndex(finding);
  for (int i = 0; i < finding.evidence_size(); ++i) {
    const Value& value = finding.evidence(i);
    if (i == name || IsBlank(value)) continue;
    facts.push_back(absl::StrCat(value.name(), " ", ValueText(value)));
  }
  std::string object = KeyText(finding);
  if (name >= 0) object = absl::StrCat(finding.evidence(name).text(), " [", object, "]");
  return facts.empty() ? object : absl::StrCat(object, "  ", absl::StrJoin(facts, ", "));
}

std::string GapText(const Gap& gap) {
  std::string text =
      gap.column().empty() ? gap.table() : absl::StrCat(gap.table(), ".", gap.column());
  absl::StrAppend(&text, " ", gap.status());
  if (gap.missing() > 0) absl::StrAppend(&text, " for ", CountText(gap.missing(), "object"));
  if (!gap.privilege().empty()) absl::StrAppend(&text, ", needs privilege ", gap.privilege());
  if (!gap.reason().empty()) absl::StrAppend(&text, " (", gap.reason(), ")");
  return text;
}

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
