#include "checks/preflight.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "checks/evaluator.h"
#include "checks/preflight_files.h"
#include "checks/version_number.h"

namespace sitrep::checks {
namespace {

absl::StatusOr<Pack> ReadRules() {
  Pack pack;
  pack.name = "preflight";
  pack.version = std::string(BuiltInVersion());
  for (const BuiltInFile& file : PreflightRuleFiles()) {
    ASSIGN_OR_RETURN(Check check, ParseCheck(file.text, file.name));
    pack.checks.push_back(std::move(check));
  }
  std::sort(pack.checks.begin(), pack.checks.end(),
            [](const Check& a, const Check& b) { return a.id < b.id; });
  return pack;
}

bool Holds(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

// "15b3:1003", as compatibility lists write a PCI device, is the number that rules compute from its
// two parts.
std::string ItemText(absl::string_view item) {
  item = absl::StripAsciiWhitespace(item);
  uint32_t maker = 0;
  uint32_t device = 0;
  const bool pci = item.size() == 9 && item[4] == ':' &&
                   absl::SimpleHexAtoi(item.substr(0, 4), &maker) &&
                   absl::SimpleHexAtoi(item.substr(5), &device);
  return pci ? absl::StrCat(int64_t{maker} * 65536 + device) : std::string(item);
}

// What a target says of a fact, as the text of a parameter.
std::string ParameterTextOf(const Parameter& parameter, const std::string& value) {
  if (parameter.type == ParameterType::kInteger) {
    const auto number = VersionNumber(value);
    return number ? absl::StrCat(*number) : value;
  }
  if (parameter.type != ParameterType::kList) return value;
  std::vector<std::string> items;
  for (absl::string_view item : absl::StrSplit(value, ',')) items.push_back(ItemText(item));
  return absl::StrJoin(items, ",");
}

// Every rule and check that a target names must be there, or a typing error would let an upgrade
// pass.
absl::Status CheckNames(const Target& target, const Pack& checks) {
  std::vector<std::string> rules = target.skip;
  rules.insert(rules.end(), target.warn.begin(), target.warn.end());
  for (const std::string& rule : rules) {
    if (PreflightRules().Find(rule) != nullptr) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("target ", target.release, ": there is no readiness rule \"", rule, "\""));
  }
  for (const AlsoCheck& also : target.also) {
    if (checks.Find(also.check) != nullptr) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("target ", target.release, ": there is no check \"", also.check, "\""));
  }
  return absl::OkStatus();
}

// A rule whose numbers the target does not give has nothing to compare with.
bool LacksFact(const Check& rule, const Target& target) {
  return std::any_of(rule.parameters.begin(), rule.parameters.end(), [&](const Parameter& p) {
    const bool needed = p.type == ParameterType::kList || p.unit == "version";
    return needed && target.Find(p.name) == nullptr;
  });
}

EvaluateOptions OptionsOfRules(const Target& target) {
  EvaluateOptions options;
  for (const Check& rule : PreflightRules().checks) {
    if (Holds(target.skip, rule.id) || LacksFact(rule, target)) {
      options.skip.push_back(rule.id);
      continue;
    }
    for (const Parameter& parameter : rule.parameters) {
      if (target.Find(parameter.name) == nullptr) continue;
      options.parameters[absl::StrCat(rule.id, ".", parameter.name)] =
          ParameterTextOf(parameter, target.Value(parameter.name));
    }
  }
  return options;
}

RuleResult Described(CheckResult result, const Check& check, const Target& target, bool blocking) {
  RuleResult rule;
  rule.result = std::move(result);
  rule.blocking = blocking;
  rule.why = check.why;
  rule.fix = check.fix;
  rule.links = check.links;
  for (const Parameter& parameter : check.parameters) {
    std::copy_if(target.facts.begin(), target.facts.end(), std::back_inserter(rule.facts),
                 [&parameter](const TargetFact& fact) { return fact.name == parameter.name; });
  }
  return rule;
}

CheckResult NotApplicable(const Check& check) {
  CheckResult result;
  result.set_check(check.id);
  result.set_title(check.title);
  result.set_severity(check.severity);
  result.set_category(check.category);
  result.set_verdict(NOT_APPLICABLE);
  return result;
}

absl::Status AddRules(snapshot::SnapshotReader& reader, PreflightReport& report) {
  const Target& target = *report.target;
  const EvaluateOptions options = OptionsOfRules(target);
  ASSIGN_OR_RETURN(const Findings findings, Evaluate(reader, PreflightRules(), options));
  report.as_of = findings.as_of();
  for (const CheckResult& result : findings.results()) {
    const Check& rule = *PreflightRules().Find(result.check());
    const bool blocking = rule.severity >= MAJOR && !Holds(target.warn, rule.id);
    report.rules.push_back(Described(result, rule, target, blocking));
  }
  for (const std::string& id : options.skip) {
    const Check& rule = *PreflightRules().Find(id);
    report.rules.push_back(Described(NotApplicable(rule), rule, target, false));
  }
  return absl::OkStatus();
}

absl::Status AddChecks(snapshot::SnapshotReader& reader, const Pack& checks,
                       PreflightReport& report) {
  EvaluateOptions options;
  for (const AlsoCheck& also : report.target->also) options.only.push_back(also.check);
  if (options.only.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Findings findings, Evaluate(reader, checks, options));
  for (const CheckResult& result : findings.results()) {
    const auto& also = report.target->also;
    const bool blocking = std::any_of(also.begin(), also.end(), [&result](const AlsoCheck& named) {
      return named.check == result.check() && named.blocks;
    });
    report.rules.push_back(
        Described(result, *checks.Find(result.check()), *report.target, blocking));
  }
  return absl::OkStatus();
}

absl::Status ReadHosts(snapshot::SnapshotReader& reader, std::vector<UpgradeSource>& sources) {
  if (!reader.Has("host", "version")) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      base::Statement statement,
      reader.database().Prepare("SELECT source, version, count(*) FROM host GROUP BY 1, 2"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    const auto source =
        std::find_if(sources.begin(), sources.end(), [&statement](const UpgradeSource& candidate) {
          return candidate.source == statement.Text(0);
        });
    if (source == sources.end()) continue;
    const auto version = VersionNumber(statement.Text(1));
    if (version) {
      source->hosts[*version] += statement.Integer(2);
    } else {
      source->hosts_of_unknown_version += statement.Integer(2);
    }
  }
}

// A source that could not be read at all is known by its gaps alone.
absl::Status ReadUnread(snapshot::SnapshotReader& reader, std::vector<UpgradeSource>& sources) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare(
                       "SELECT DISTINCT source FROM coverage WHERE source NOT IN (SELECT source "
                       "FROM source) ORDER BY 1"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    UpgradeSource source;
    source.source = std::string(statement.Text(0));
    sources.push_back(std::move(source));
  }
}

absl::StatusOr<std::vector<UpgradeSource>> ReadSources(snapshot::SnapshotReader& reader) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare("SELECT source, product, version, api_type "
                                             "FROM source ORDER BY source"));
  std::vector<UpgradeSource> sources;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) break;
    UpgradeSource source;
    source.source = std::string(statement.Text(0));
    source.product = std::string(statement.Text(1));
    source.version = std::string(statement.Text(2));
    source.vcenter = statement.Text(3) != "HostAgent";
    sources.push_back(std::move(source));
  }
  RETURN_IF_ERROR(ReadUnread(reader, sources));
  RETURN_IF_ERROR(ReadHosts(reader, sources));
  return sources;
}

ReadinessVerdict Decide(const PreflightReport& report) {
  const bool no_way =
      std::any_of(report.plans.begin(), report.plans.end(), [](const UpgradePlan& plan) {
        return plan.standing == Standing::kBelow && (plan.path.empty() || !plan.direct);
      });
  const bool go = !no_way && !report.plans.empty() && report.UnknownsThatMatter() == 0 &&
                  report.Count(ReadinessOutcome::kBlocker) == 0;
  return go ? ReadinessVerdict::kGo : ReadinessVerdict::kNoGo;
}

}  // namespace

std::string_view ReadinessOutcomeName(ReadinessOutcome outcome) {
  switch (outcome) {
    case ReadinessOutcome::kBlocker:
      return "blocker";
    case ReadinessOutcome::kWarning:
      return "warning";
    case ReadinessOutcome::kUnknown:
      return "unknown";
    case ReadinessOutcome::kNotApplicable:
      return "not_applicable";
    case ReadinessOutcome::kPassed:
      return "passed";
  }
  return "unknown";
}

std::string_view ReadinessVerdictName(ReadinessVerdict verdict) {
  switch (verdict) {
    case ReadinessVerdict::kGo:
      return "go";
    case ReadinessVerdict::kNoGo:
      return "no_go";
    case ReadinessVerdict::kNothingToDo:
      return "nothing_to_do";
  }
  return "no_go";
}

ReadinessOutcome RuleResult::outcome() const {
  switch (result.verdict()) {
    case PASS:
      return ReadinessOutcome::kPassed;
    case NOT_APPLICABLE:
      return ReadinessOutcome::kNotApplicable;
    case WARN:
    case FAIL:
      return blocking ? ReadinessOutcome::kBlocker : ReadinessOutcome::kWarning;
    default:
      return ReadinessOutcome::kUnknown;
  }
}

int64_t PreflightReport::Count(ReadinessOutcome outcome) const {
  return std::count_if(rules.begin(), rules.end(),
                       [outcome](const RuleResult& rule) { return rule.outcome() == outcome; });
}

int64_t PreflightReport::UnknownsThatMatter() const {
  const auto unknown_rules = std::count_if(rules.begin(), rules.end(), [](const RuleResult& rule) {
    return rule.blocking && rule.outcome() == ReadinessOutcome::kUnknown;
  });
  const auto unknown_sources =
      std::count_if(plans.begin(), plans.end(),
                    [](const UpgradePlan& plan) { return plan.standing == Standing::kUnknown; });
  return unknown_rules + unknown_sources + (partial ? 1 : 0);
}

const Pack& PreflightRules() {
  static const Pack* pack = [] {
    absl::StatusOr<Pack> read = ReadRules();
    if (!read.ok()) {
      std::fprintf(stderr, "built-in rules: %s\n", std::string(read.status().message()).c_str());
      std::abort();
    }
    return new Pack(*std::move(read));
  }();
  return *pack;
}

absl::StatusOr<PreflightReport> RunPreflight(snapshot::SnapshotReader& reader, const Target& target,
                                             const std::vector<Target>& known, const Pack& checks) {
  RETURN_IF_ERROR(CheckNames(target, checks));
  PreflightReport report;
  report.target = &target;
  report.partial = reader.facts().partial;
  ASSIGN_OR_RETURN(const std::vector<UpgradeSource> sources, ReadSources(reader));
  for (const UpgradeSource& source : sources) {
    report.plans.push_back(PlanUpgrade(source, target, known));
  }
  RETURN_IF_ERROR(AddRules(reader, report));
  RETURN_IF_ERROR(AddChecks(reader, checks, report));
  const bool reached =
      !report.plans.empty() && !report.partial &&
      std::all_of(report.plans.begin(), report.plans.end(),
                  [](const UpgradePlan& plan) { return plan.standing == Standing::kReached; });
  if (reached) report.rules.clear();
  std::sort(report.rules.begin(), report.rules.end(), [](const RuleResult& a, const RuleResult& b) {
    return a.result.check() < b.result.check();
  });
  report.verdict = reached ? ReadinessVerdict::kNothingToDo : Decide(report);
  return report;
}

}  // namespace sitrep::checks
