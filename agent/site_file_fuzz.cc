// The site file: any bytes are read, or refused with a message that names the file; what is read
// can be applied.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "absl/strings/match.h"
#include "agent/site_file.h"

namespace {

using sitrep::checks::Pack;
using sitrep::checks::ParameterType;

Pack MakePack() {
  Pack pack;
  pack.checks.resize(2);
  pack.checks[0].id = "vm-old";
  pack.checks[0].object = "vm";
  pack.checks[0].key = {"source", "vm_moid"};
  pack.checks[0].parameters = {{"days", ParameterType::kInteger, int64_t{14}, "days", ""}};
  pack.checks[1].id = "host-ntp";
  pack.checks[1].object = "host";
  pack.checks[1].key = {"source", "moid"};
  pack.checks[1].parameters = {
      {"ntp_servers", ParameterType::kList, std::vector<std::string>(), "", ""}};
  return pack;
}

sitrep::agent::CheckReport MakeReport() {
  sitrep::Findings findings;
  sitrep::CheckResult& result = *findings.add_results();
  result.set_check("vm-old");
  result.set_verdict(sitrep::WARN);
  for (const char* moid : {"vm-12", "vm-13"}) {
    sitrep::Finding& finding = *result.add_findings();
    for (const char* name : {"source", "vm_moid"}) finding.add_key()->set_name(name);
    finding.mutable_key(0)->set_text("u-1");
    finding.mutable_key(1)->set_text(moid);
  }
  return sitrep::agent::ToReport(std::move(findings));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sitrep::agent;  // NOLINT
  static const Pack pack = MakePack();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<HouseRules> rules = ParseSiteFile(text, "s.yaml", pack);
  if (!rules.ok()) {
    if (!absl::StartsWith(rules.status().message(), "s.yaml:")) std::abort();
    return 0;
  }
  SnapshotNames names;
  names.sources["u-1"] = {"u-1", "vcenter.example.com"};
  CheckReport report = MakeReport();
  ApplyRules(*rules, names, pack, absl::FromUnixSeconds(1'780'000'000), report);
  const ReportedCheck& check = report.results(0);
  // Nothing is lost, and only a site that says so changes a verdict.
  if (check.findings_size() + check.accepted_size() + check.hidden_size() != 2) std::abort();
  if (check.findings_size() > 0 && check.verdict() != check.raw_verdict()) std::abort();
  return 0;
}
