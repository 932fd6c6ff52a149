#include "agent/output/preflight_printer.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/json.h"
#include "agent/output/junit_suite.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::agent {
namespace {

using checks::PreflightReport;
using checks::ReadinessOutcome;
using checks::ReadinessVerdict;
using checks::RuleResult;
using checks::Standing;
using checks::UpgradePlan;

std::string Name(std::string_view text) { return std::string(text); }

std::string VerdictText(ReadinessVerdict verdict) {
  switch (verdict) {
    case ReadinessVerdict::kGo:
      return "GO";
    case ReadinessVerdict::kNoGo:
      return "NO-GO";
    case ReadinessVerdict::kNothingToDo:
      return "nothing to do";
  }
  return "NO-GO";
}

std::string TitleOf(const PreflightReport& report) {
  return absl::StrCat(report.target->title, " (", report.target->release, ")");
}

std::string SourceName(const UpgradePlan& plan) {
  return absl::StrCat(plan.source.product.empty() ? "source" : plan.source.product, " ",
                      plan.source.version.empty() ? "of unknown version" : plan.source.version,
                      " [", plan.source.source, "]");
}

// Where a source stands, in one line.
std::string StandingText(const UpgradePlan& plan, const checks::Target& target) {
  if (plan.standing == Standing::kReached) {
    return absl::StrCat("at ", target.release, " or above already");
  }
  if (plan.source.hosts_of_unknown_version > 0) {
    return absl::StrCat("the version of ",
                        CountText(plan.source.hosts_of_unknown_version, "host", "hosts"),
                        " is not known");
  }
  if (plan.standing == Standing::kUnknown) return "the version is not known";
  if (plan.path.empty()) return absl::StrCat("no way to ", target.release, " is known");
  return absl::StrCat(plan.direct ? "direct to " : "not directly, but by way of ",
                      absl::StrJoin(plan.path, ", then "));
}

std::vector<std::string> SourcesOf(const RuleResult& rule) {
  std::vector<std::string> sources = rule.links;
  for (const checks::TargetFact& fact : rule.facts) {
    const bool known = std::find(sources.begin(), sources.end(), fact.source) != sources.end();
    if (!known && fact.source.starts_with("https://")) sources.push_back(fact.source);
  }
  return sources;
}

std::vector<std::string> LinesOf(const CheckResult& result) {
  std::vector<std::string> lines;
  for (const Finding& finding : result.findings()) lines.push_back(checks::ObjectText(finding));
  for (const Gap& gap : result.gaps()) {
    lines.push_back(absl::StrCat("not seen: ", checks::GapText(gap)));
  }
  return lines;
}

void PrintPlan(const UpgradePlan& plan, const checks::Target& target, std::ostream& out) {
  out << ForTerminal(SourceName(plan)) << ": " << StandingText(plan, target) << "\n";
  int number = 0;
  for (const checks::UpgradeStep& step : plan.steps) {
    out << "  " << ++number << ". " << step.text << "\n";
  }
  out << "\n";
}

void PrintRule(const RuleResult& rule, std::ostream& out) {
  const CheckResult& result = rule.result;
  out << "  " << result.check() << "  " << ForTerminal(result.title());
  if (result.findings_size() > 0) {
    out << "  [" << CountText(result.findings_size(), "object", "objects") << "]";
  }
  out << "\n";
  for (const std::string& line : LinesOf(result)) out << "      " << ForTerminal(line) << "\n";
  if (result.findings_size() == 0) return;
  out << Wrapped(absl::StrCat("do: ", rule.fix), 6);
  for (const std::string& source : SourcesOf(rule)) out << "      see " << source << "\n";
}

template <typename Belongs>
void PrintRules(const PreflightReport& report, const char* title, Belongs belongs,
                std::ostream& out) {
  bool first = true;
  for (const RuleResult& rule : report.rules) {
    if (!belongs(rule)) continue;
    if (first) out << title << "\n";
    first = false;
    PrintRule(rule, out);
  }
  if (!first) out << "\n";
}

void PrintByHand(const PreflightReport& report, std::ostream& out) {
  if (report.verdict == ReadinessVerdict::kNothingToDo) return;
  out << "to be looked at by hand\n";
  for (const checks::SourcedText& note : report.target->by_hand) {
    out << Wrapped(absl::StrCat("- ", note.text), 2);
    if (note.source.starts_with("https://")) out << "    see " << note.source << "\n";
  }
  out << "\n";
}

void PrintText(const PreflightReport& report, std::ostream& out) {
  for (const UpgradePlan& plan : report.plans) PrintPlan(plan, *report.target, out);
  const auto of = [](ReadinessOutcome outcome, bool blocking) {
    return [outcome, blocking](const RuleResult& rule) {
      return rule.outcome() == outcome && rule.blocking == blocking;
    };
  };
  PrintRules(report, "blockers", of(ReadinessOutcome::kBlocker, true), out);
  PrintRules(report, "unknown, and it matters", of(ReadinessOutcome::kUnknown, true), out);
  PrintRules(report, "warnings", of(ReadinessOutcome::kWarning, false), out);
  PrintRules(report, "unknown, but it would only warn", of(ReadinessOutcome::kUnknown, false), out);
  PrintByHand(report, out);
  out << TitleOf(report) << ": " << VerdictText(report.verdict) << "\n";
  out << CountText(report.Count(ReadinessOutcome::kBlocker), "blocker", "blockers") << ", "
      << CountText(report.Count(ReadinessOutcome::kWarning), "warning", "warnings") << ", "
      << report.Count(ReadinessOutcome::kUnknown) << " unknown, "
      << report.Count(ReadinessOutcome::kNotApplicable) << " not applicable, "
      << report.Count(ReadinessOutcome::kPassed) << " passed; "
      << CountText(report.UnknownsThatMatter(), "unknown", "unknowns") << " that "
      << (report.UnknownsThatMatter() == 1 ? "matters" : "matter") << "\n";
  if (report.partial) out << "the snapshot is partial: its collection was interrupted\n";
  out << "as of " << report.as_of << "\n";
}

Json Texts(const std::vector<std::string>& texts) {
  Json array = Json::Array();
  for (const std::string& text : texts) array.Add(text);
  return array;
}

Json PlanJson(const UpgradePlan& plan) {
  Json steps = Json::Array();
  for (const checks::UpgradeStep& step : plan.steps) {
    steps.Add(Json::Object()
                  .Set("part", step.part)
                  .Set("release", step.release)
                  .Set("hosts", step.hosts)
                  .Set("text", step.text));
  }
  Json json = Json::Object();
  json.Set("source", plan.source.source).Set("product", plan.source.product);
  json.Set("version", plan.source.version).Set("standing", checks::StandingName(plan.standing));
  json.Set("direct", plan.direct).Set("path", Texts(plan.path)).Set("steps", std::move(steps));
  return json;
}

Json RuleJson(const RuleResult& rule) {
  Json facts = Json::Array();
  for (const checks::TargetFact& fact : rule.facts) {
    facts.Add(
        Json::Object().Set("name", fact.name).Set("value", fact.value).Set("source", fact.source));
  }
  Json json = Json::Object();
  json.Set("rule", rule.result.check())
      .Set("outcome", checks::ReadinessOutcomeName(rule.outcome()))
      .Set("matters", rule.outcome() == ReadinessOutcome::kUnknown && rule.blocking);
  json.Set("fix", rule.fix).Set("links", Texts(rule.links)).Set("facts", std::move(facts));
  json.Set("result", Json::Message(rule.result));
  return json;
}

void PrintJson(const PreflightReport& report, std::ostream& out) {
  Json sources = Json::Array();
  for (const UpgradePlan& plan : report.plans) sources.Add(PlanJson(plan));
  Json rules = Json::Array();
  for (const RuleResult& rule : report.rules) rules.Add(RuleJson(rule));
  Json by_hand = Json::Array();
  for (const checks::SourcedText& note : report.target->by_hand) {
    by_hand.Add(Json::Object().Set("text", note.text).Set("source", note.source));
  }
  Json json = Json::Object();
  json.Set("target", report.target->release).Set("title", report.target->title);
  json.Set("verdict", checks::ReadinessVerdictName(report.verdict));
  json.Set("blockers", report.Count(ReadinessOutcome::kBlocker))
      .Set("warnings", report.Count(ReadinessOutcome::kWarning))
      .Set("unknowns", report.Count(ReadinessOutcome::kUnknown))
      .Set("unknowns_that_matter", report.UnknownsThatMatter());
  json.Set("partial", report.partial).Set("as_of", report.as_of);
  json.Set("sources", std::move(sources)).Set("rules", std::move(rules));
  json.Set("by_hand", std::move(by_hand));
  out << json.ToString() << "\n";
}

void PrintCsv(const PreflightReport& report, std::ostream& out) {
  ResultTable table;
  table.columns = {"outcome", "rule", "severity", "title", "object", "matters", "fix"};
  for (const RuleResult& rule : report.rules) {
    const int64_t matters = rule.outcome() == ReadinessOutcome::kUnknown && rule.blocking ? 1 : 0;
    std::vector<std::string> lines = LinesOf(rule.result);
    if (lines.empty()) lines.push_back("");
    for (const std::string& line : lines) {
      table.rows.push_back({Name(checks::ReadinessOutcomeName(rule.outcome())), rule.result.check(),
                            Name(checks::SeverityName(rule.result.severity())), rule.result.title(),
                            line, matters, rule.fix});
    }
  }
  table.Print(Format::kCsv, out);
}

JunitCase SourceCase(const UpgradePlan& plan, const checks::Target& target) {
  JunitCase test;
  test.group = "way";
  test.name = SourceName(plan);
  test.message = StandingText(plan, target);
  if (plan.standing == Standing::kUnknown) {
    test.outcome = JunitCase::Outcome::kError;
  } else if (plan.standing == Standing::kBelow && !plan.direct) {
    test.outcome = JunitCase::Outcome::kFailed;
  }
  for (const checks::UpgradeStep& step : plan.steps) test.lines.push_back(step.text);
  return test;
}

JunitCase RuleCase(const RuleResult& rule) {
  JunitCase test;
  test.group = rule.result.category();
  test.name = rule.result.check();
  test.lines = LinesOf(rule.result);
  switch (rule.outcome()) {
    case ReadinessOutcome::kBlocker:
      test.outcome = JunitCase::Outcome::kFailed;
      test.message = rule.result.title();
      break;
    case ReadinessOutcome::kUnknown:
      if (!rule.blocking) break;
      test.outcome = JunitCase::Outcome::kError;
      test.message = "cannot tell";
      break;
    case ReadinessOutcome::kNotApplicable:
      test.outcome = JunitCase::Outcome::kSkipped;
      break;
    default:
      break;
  }
  return test;
}

std::string Junit(const PreflightReport& report) {
  std::vector<JunitCase> cases;
  for (const UpgradePlan& plan : report.plans) cases.push_back(SourceCase(plan, *report.target));
  for (const RuleResult& rule : report.rules) cases.push_back(RuleCase(rule));
  if (report.partial) {
    cases.push_back({"snapshot",
                     "complete",
                     JunitCase::Outcome::kError,
                     "the snapshot is partial: its collection was interrupted",
                     {}});
  }
  return JunitSuite(absl::StrCat("sitrep preflight ", report.target->release), cases);
}

}  // namespace

void PrintPreflight(const PreflightReport& report, Format format, std::ostream& out) {
  switch (format) {
    case Format::kText:
      PrintText(report, out);
      break;
    case Format::kJson:
      PrintJson(report, out);
      break;
    case Format::kCsv:
      PrintCsv(report, out);
      break;
    case Format::kJunit:
      out << Junit(report);
      break;
  }
}

Ending EndingOf(const PreflightReport& report) {
  Ending ending;
  ending.failed = report.verdict == ReadinessVerdict::kNoGo;
  ending.partial = report.Count(ReadinessOutcome::kUnknown) > 0;
  ending.warnings = report.Count(ReadinessOutcome::kWarning) > 0;
  return ending;
}

}  // namespace sitrep::agent
