#include "agent/output/diagnosis_printer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"

namespace sitrep::agent {
namespace {

using collectors::Diagnosis;
using collectors::PrivilegeNeed;
using collectors::ReachabilityStep;

constexpr size_t kHopColumns = 12;
constexpr size_t kPrivilegeColumns = 28;

std::string Padded(const std::string& text, size_t columns) {
  return text + std::string(text.size() < columns ? columns - text.size() : 1, ' ');
}

void PrintSteps(const std::vector<ReachabilityStep>& steps, std::ostream& out) {
  for (const ReachabilityStep& step : steps) {
    out << (step.ok ? "ok    " : "FAIL  ") << Padded(step.hop, kHopColumns)
        << ForTerminal(step.detail) << "\n";
  }
}

bool Untrusted(const Diagnosis& diagnosis) {
  return !diagnosis.thumbprint.empty() && !diagnosis.trusted;
}

void PrintCertificate(const Diagnosis& diagnosis, const std::string& accept, std::ostream& out) {
  if (diagnosis.thumbprint.empty()) return;
  out << "\ncertificate of " << ForTerminal(diagnosis.subject) << "\n  issued by "
      << ForTerminal(diagnosis.issuer) << "\n  valid until " << diagnosis.not_after << "\n";
  for (const std::string& expected : diagnosis.expected) {
    if (expected != diagnosis.thumbprint) out << "  expected  SHA-256 " << expected << "\n";
  }
  out << "  presented SHA-256 " << diagnosis.thumbprint << "\n";
  if (!Untrusted(diagnosis)) return;
  out << "\nNothing was sent. If the presented certificate is the server's own (compare it at the "
         "server, not over\nthe network), accept it with\n\n"
      << accept;
}

// "held", "missing": what it is for, and what it costs when it is not there.
void PrintNeed(const PrivilegeNeed& need, const std::vector<std::string>& checks,
               std::ostream& out) {
  const char* state = need.granted ? "held     " : need.use.required ? "MISSING  " : "missing  ";
  std::vector<std::string> reasons = need.use.tables;
  reasons.insert(reasons.end(), need.use.columns.begin(), need.use.columns.end());
  if (!need.use.work.empty()) reasons.push_back(need.use.work);
  const std::string indent(9 + kPrivilegeColumns, ' ');
  out << state << Padded(need.use.privilege, kPrivilegeColumns)
      << Wrapped(absl::StrCat("for ", absl::StrJoin(reasons, ", ")), indent.size())
             .substr(indent.size());
  if (!need.lacking.empty()) {
    out << indent << "but not on " << ForTerminal(absl::StrJoin(need.lacking, ", ")) << "\n";
  }
  if (need.granted && need.lacking.empty()) return;
  const std::string cost =
      need.use.required ? "every check"
      : checks.empty()
          ? ""
          : absl::StrCat(checks.size() == 1 ? "check " : "checks ", absl::StrJoin(checks, ", "));
  if (!cost.empty()) out << Wrapped(absl::StrCat("costs ", cost), indent.size());
}

const std::vector<std::string>& ChecksOf(const DiagnosisNotes& notes,
                                         const std::string& privilege) {
  static const auto* none = new std::vector<std::string>;
  const auto found = notes.checks.find(privilege);
  return found == notes.checks.end() ? *none : found->second;
}

void PrintPrivileges(const Diagnosis& diagnosis, const DiagnosisNotes& notes, std::ostream& out) {
  if (diagnosis.privileges.empty()) return;
  out << "\nprivileges of the account, on the root folder and below\n";
  bool all = true;
  for (const PrivilegeNeed& need : diagnosis.privileges) {
    PrintNeed(need, ChecksOf(notes, need.use.privilege), out);
    all = all && need.granted && need.lacking.empty();
  }
  if (!all) {
    out << "\nwhat is missing is left out of snapshots and said in their coverage; `--role -` "
           "prints a role that has it\n";
  }
}

Json ListToJson(const std::vector<std::string>& texts) {
  Json json = Json::Array();
  for (const std::string& text : texts) json.Add(text);
  return json;
}

Json NeedToJson(const PrivilegeNeed& need, const std::vector<std::string>& checks) {
  Json json = Json::Object();
  json.Set("privilege", need.use.privilege)
      .Set("required", need.use.required)
      .Set("granted", need.granted)
      .Set("lacking_on", ListToJson(need.lacking));
  json.Set("tables", ListToJson(need.use.tables)).Set("columns", ListToJson(need.use.columns));
  json.Set("work", need.use.work.empty() ? Json() : Json(need.use.work));
  json.Set("checks", ListToJson(checks));
  return json;
}

Json ToJson(const Diagnosis& diagnosis, const DiagnosisNotes& notes) {
  Json steps = Json::Array();
  for (const ReachabilityStep& step : diagnosis.steps) {
    steps.Add(Json::Object().Set("hop", step.hop).Set("ok", step.ok).Set("detail", step.detail));
  }
  const bool failed = !diagnosis.ok() && !diagnosis.steps.empty();
  Json certificate = Json::Object();
  certificate.Set("subject", diagnosis.subject).Set("issuer", diagnosis.issuer);
  certificate.Set("not_after", diagnosis.not_after).Set("sha256", diagnosis.thumbprint);
  certificate.Set("expected_sha256", ListToJson(diagnosis.expected));
  certificate.Set("trusted", diagnosis.trusted)
      .Set("accept", Untrusted(diagnosis) ? Json(notes.accept) : Json());
  Json privileges = Json::Array();
  for (const PrivilegeNeed& need : diagnosis.privileges) {
    privileges.Add(NeedToJson(need, ChecksOf(notes, need.use.privilege)));
  }
  Json json = Json::Object();
  json.Set("ok", diagnosis.ok())
      .Set("failing_hop", failed ? Json(diagnosis.steps.back().hop) : Json());
  json.Set("steps", std::move(steps)).Set("certificate", std::move(certificate));
  json.Set("source", diagnosis.source_key).Set("product", diagnosis.product);
  json.Set("api_version", diagnosis.api_version).Set("privileges", std::move(privileges));
  return json;
}

void PrintCsv(const Diagnosis& diagnosis, const DiagnosisNotes& notes, std::ostream& out) {
  ResultTable table{{"kind", "name", "ok", "detail", "checks"}, {}};
  for (const ReachabilityStep& step : diagnosis.steps) {
    table.rows.push_back({std::string("hop"), step.hop, int64_t{step.ok}, step.detail, {}});
  }
  for (const PrivilegeNeed& need : diagnosis.privileges) {
    std::vector<std::string> reasons = need.use.tables;
    reasons.insert(reasons.end(), need.use.columns.begin(), need.use.columns.end());
    if (!need.use.work.empty()) reasons.push_back(need.use.work);
    table.rows.push_back({std::string("privilege"), need.use.privilege,
                          int64_t{need.granted && need.lacking.empty()},
                          absl::StrJoin(reasons, " "),
                          absl::StrJoin(ChecksOf(notes, need.use.privilege), " ")});
  }
  table.Print(Format::kCsv, out);
}

}  // namespace

std::string LinesToAccept(const std::string& presented, const std::vector<std::string>& expected,
                          const std::string& config_file, const std::string& source) {
  if (config_file.empty()) return absl::StrCat("  --thumbprint ", presented, "\n");
  std::string text =
      absl::StrCat("  these lines of source ", source, " in ", config_file,
                   " (in place of `ca_file`, when there is one)\n    thumbprints:\n");
  for (const std::string& thumbprint : expected) {
    absl::StrAppend(&text, "      - ", thumbprint, "\n");
  }
  absl::StrAppend(&text, "      - ", presented, "\n");
  return text;
}

void PrintDiagnosis(const Diagnosis& diagnosis, const DiagnosisNotes& notes, Format format,
                    std::ostream& out) {
  if (format == Format::kCsv) return PrintCsv(diagnosis, notes, out);
  if (format == Format::kJson) {
    out << ToJson(diagnosis, notes).ToString() << "\n";
    return;
  }
  PrintSteps(diagnosis.steps, out);
  PrintCertificate(diagnosis, notes.accept, out);
  PrintPrivileges(diagnosis, notes, out);
}

}  // namespace sitrep::agent
