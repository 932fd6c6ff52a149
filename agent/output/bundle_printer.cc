#include "agent/output/bundle_printer.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"

namespace sitrep::agent {
namespace {

using redact::Rule;

template <typename Visit>
void EachRule(const redact::RedactionCounts& counts, Visit visit) {
  for (size_t i = 0; i < counts.by_rule.size(); ++i) {
    if (counts.by_rule[i] > 0)
      visit(std::string(redact::RuleName(static_cast<Rule>(i))), counts.by_rule[i]);
  }
}

std::map<std::string, int64_t> DroppedByReason(const redact::BundleReport& report) {
  std::map<std::string, int64_t> reasons;
  for (const redact::DroppedMember& member : report.dropped) ++reasons[member.reason];
  return reasons;
}

void PrintText(const BundleOutcome& outcome, std::ostream& out) {
  const redact::BundleReport& report = outcome.report;
  out << outcome.path << "  " << BytesText(outcome.bytes) << "\n"
      << "  sha256   " << outcome.sha256 << "\n"
      << "  members  " << report.members.size() << " redacted, " << report.dropped.size()
      << " left out\n";
  for (const auto& [reason, count] : DroppedByReason(report))
    out << "    " << reason << "  " << count << "\n";
  out << "  replaced " << report.counts.total() << "\n";
  EachRule(report.counts, [&out](const std::string& rule, int64_t count) {
    out << "    " << rule << "  " << count << "\n";
  });
  if (report.truncated) out << "  NOT COMPLETE: " << ForTerminal(report.truncation_reason) << "\n";
}

Json ToJson(const BundleOutcome& outcome) {
  const redact::BundleReport& report = outcome.report;
  Json replaced = Json::Object();
  EachRule(report.counts,
           [&replaced](const std::string& rule, int64_t count) { replaced.Set(rule, count); });
  Json dropped = Json::Array();
  for (const redact::DroppedMember& member : report.dropped) {
    dropped.Add(Json::Object()
                    .Set("name", member.name)
                    .Set("reason", member.reason)
                    .Set("bytes", member.bytes));
  }
  Json json = Json::Object();
  json.Set("bundle", outcome.path)
      .Set("name", outcome.name)
      .Set("sha256", outcome.sha256)
      .Set("bytes", outcome.bytes);
  json.Set("bytes_in", report.bytes_in)
      .Set("members", report.members.size())
      .Set("dropped", std::move(dropped));
  json.Set("replaced", std::move(replaced)).Set("complete", !report.truncated);
  json.Set("truncation_reason", report.truncation_reason);
  return json;
}

void PrintCsv(const redact::BundleReport& report, std::ostream& out) {
  ResultTable table{{"member", "state", "bytes_in", "bytes_out", "replaced"}, {}};
  for (const redact::BundleMember& member : report.members) {
    table.rows.push_back({member.name, std::string("redacted"), member.bytes_in, member.bytes_out,
                          member.counts.total()});
  }
  for (const redact::DroppedMember& member : report.dropped) {
    table.rows.push_back({member.name, member.reason, member.bytes, int64_t{0}, int64_t{0}});
  }
  table.Print(Format::kCsv, out);
}

}  // namespace

void PrintBundle(const BundleOutcome& outcome, Format format, std::ostream& out) {
  if (format == Format::kCsv) {
    PrintCsv(outcome.report, out);
  } else if (format == Format::kJson) {
    out << ToJson(outcome).ToString() << "\n";
  } else {
    PrintText(outcome, out);
  }
}

}  // namespace sitrep::agent
