#include "agent/output/findings_printer.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/json.h"
#include "agent/output/junit.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "checks/severity.h"

namespace sitrep::agent {
namespace {

std::string ValueText(const Value& value) {
  switch (value.kind_case()) {
    case Value::kText:
      return value.text();
    case Value::kInteger:
      return absl::StrCat(value.integer());
    case Value::kReal:
      return Json(value.real()).ToString();
    case Value::KIND_NOT_SET:
      break;
  }
  return "NULL";
}

// Nothing a person would miss; csv and json keep it.
bool IsBlank(const Value& value) {
  return value.kind_case() == Value::KIND_NOT_SET ||
         (value.kind_case() == Value::kText && value.text().empty());
}

std::string Name(std::string_view text) { return std::string(text); }

// Key parts but the source, which the person knows or which the report names.
std::string KeyText(const Finding& finding) {
  std::vector<std::string> parts;
  for (int i = finding.key_size() > 1 ? 1 : 0; i < finding.key_size(); ++i) {
    parts.push_back(ValueText(finding.key(i)));
  }
  return absl::StrJoin(parts, " ");
}

// The evidence that a person would call the object by: its name, else that of what it belongs to.
// -1: none.
int NameIndex(const Finding& finding) {
  int other = -1;
  for (int i = 0; i < finding.evidence_size(); ++i) {
    const Value& value = finding.evidence(i);
    if (value.kind_case() != Value::kText || value.text().empty()) continue;
    if (value.name() == "name") return i;
    if (other < 0 && absl::EndsWith(value.name(), "_name")) other = i;
  }
  return other;
}

void PrintCheck(const CheckResult& result, std::ostream& out) {
  out << "  " << result.check() << "  " << Name(checks::VerdictName(result.verdict())) << "  "
      << ForTerminal(result.title());
  if (result.findings_size() > 0)
    out << "  [" << CountText(result.findings_size(), "object", "objects") << "]";
  out << "\n";
  for (const Finding& finding : result.findings())
    out << "      " << ForTerminal(ObjectText(finding)) << "\n";
  for (const Gap& gap : result.gaps())
    out << "      not seen: " << ForTerminal(GapText(gap)) << "\n";
}

bool Shown(const CheckResult& result) {
  return result.findings_size() > 0 || result.gaps_size() > 0;
}

void PrintSeverity(const Findings& findings, Severity severity, std::ostream& out) {
  bool first = true;
  for (const CheckResult& result : findings.results()) {
    if (result.severity() != severity || !Shown(result)) continue;
    if (first) out << Name(checks::SeverityName(severity)) << "\n";
    first = false;
    PrintCheck(result, out);
  }
  if (!first) out << "\n";
}

void PrintText(const Findings& findings, std::ostream& out) {
  for (const Severity severity : {CRITICAL, MAJOR, MINOR, INFO})
    PrintSeverity(findings, severity, out);
  std::vector<std::string> counts;
  for (const Verdict verdict : {FAIL, WARN, UNKNOWN, PASS, NOT_APPLICABLE}) {
    const auto count =
        std::count_if(findings.results().begin(), findings.results().end(),
                      [verdict](const CheckResult& result) { return result.verdict() == verdict; });
    counts.push_back(absl::StrCat(count, " ", Name(checks::VerdictName(verdict))));
  }
  out << CountText(findings.results_size(), "check", "checks") << ": "
      << absl::StrJoin(counts, ", ") << "\n";
  out << "as of " << findings.as_of() << ", pack " << findings.pack() << " "
      << findings.pack_version() << "\n";
}

std::string Joined(const google::protobuf::RepeatedPtrField<Value>& values) {
  return absl::StrJoin(values, "; ", [](std::string* out, const Value& value) {
    absl::StrAppend(out, value.name(), "=", ValueText(value));
  });
}

std::string Joined(const google::protobuf::RepeatedPtrField<Gap>& gaps) {
  return absl::StrJoin(
      gaps, "; ", [](std::string* out, const Gap& gap) { absl::StrAppend(out, GapText(gap)); });
}

void PrintCsv(const Findings& findings, std::ostream& out) {
  ResultTable table;
  table.columns = {"check",  "severity", "category", "verdict", "title",
                   "object", "evidence", "gaps",     "not_seen"};
  for (const CheckResult& result : findings.results()) {
    const auto add = [&](const std::string& object, const std::string& evidence) {
      table.rows.push_back({result.check(), Name(checks::SeverityName(result.severity())),
                            result.category(), Name(checks::VerdictName(result.verdict())),
                            result.title(), object, evidence, Joined(result.gaps()),
                            result.not_seen()});
    };
    for (const Finding& finding : result.findings())
      add(Joined(finding.key()), Joined(finding.evidence()));
    if (result.findings_size() == 0) add("", "");
  }
  table.Print(Format::kCsv, out);
}

}  // namespace

std::string ObjectText(const Finding& finding) {
  std::vector<std::string> facts;
  const int name = NameIndex(finding);
  for (int i = 0; i < finding.evidence_size(); ++i) {
    if (i == name || IsBlank(finding.evidence(i))) continue;
    facts.push_back(absl::StrCat(finding.evidence(i).name(), " ", ValueText(finding.evidence(i))));
  }
  // The object's name comes first; what the source calls it follows.
  std::string object = KeyText(finding);
  if (name >= 0) object = absl::StrCat(finding.evidence(name).text(), " [", object, "]");
  return facts.empty() ? object : absl::StrCat(object, "  ", absl::StrJoin(facts, ", "));
}

std::string GapText(const Gap& gap) {
  std::string text =
      gap.column().empty() ? gap.table() : absl::StrCat(gap.table(), ".", gap.column());
  absl::StrAppend(&text, " ", gap.status());
  if (gap.missing() > 0)
    absl::StrAppend(&text, " for ", CountText(gap.missing(), "object", "objects"));
  if (!gap.privilege().empty()) absl::StrAppend(&text, ", needs privilege ", gap.privilege());
  if (!gap.reason().empty()) absl::StrAppend(&text, " (", gap.reason(), ")");
  return text;
}

void PrintFindings(const Findings& findings, Format format, std::ostream& out) {
  switch (format) {
    case Format::kText:
      PrintText(findings, out);
      break;
    case Format::kJson:
      out << Json::Message(findings).ToString() << "\n";
      break;
    case Format::kCsv:
      PrintCsv(findings, out);
      break;
    case Format::kJunit:
      out << FindingsJunit(findings);
      break;
  }
}

Ending EndingOf(const Findings& findings) {
  Ending ending;
  for (const CheckResult& result : findings.results()) {
    ending.failed = ending.failed || result.verdict() == FAIL;
    ending.warnings = ending.warnings || result.verdict() == WARN;
    ending.partial = ending.partial || result.verdict() == UNKNOWN || result.gaps_size() > 0;
  }
  return ending;
}

}  // namespace sitrep::agent
