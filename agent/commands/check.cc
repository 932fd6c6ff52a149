#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/commands/command.h"
#include "agent/life_cycle.h"
#include "agent/output/findings_printer.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "agent/output/trend_printer.h"
#include "agent/pack_choice.h"
#include "agent/scratch_file.h"
#include "agent/site_file.h"
#include "agent/take_snapshot.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/evaluator.h"
#include "checks/pack.h"
#include "checks/requirements.h"
#include "checks/severity.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

struct CheckOptions {
  std::string word;
  SourceFlags source;
  std::vector<std::string> only;
  std::vector<std::string> skip;
  std::vector<std::string> parameters;
  std::string fail_on = "major";
  std::string explain;
  bool list = false;
  std::string site_file;
  std::string since;
  bool no_history = false;
  bool trend = false;
  PackFlags packs;
};

// How one snapshot is judged.
struct Judgement {
  const checks::Pack* pack = nullptr;
  checks::EvaluateOptions evaluate;
  std::optional<HouseRules> rules;
  bool history = true;
  bool record = true;  // a part of the checks, or other thresholds, are no run to compare with
  bool only_news = false;
};

std::string Text(std::string_view text) { return std::string(text); }

ExitCode ListChecks(Context& context, const checks::Pack& pack) {
  ResultTable table;
  table.columns = {"check", "severity", "category", "title"};
  for (const checks::Check& check : pack.checks) {
    table.rows.push_back(
        {check.id, Text(checks::SeverityName(check.severity)), check.category, check.title});
  }
  table.Print(context.format(), context.out());
  return ExitCode::kOk;
}

absl::StatusOr<std::vector<std::string>> ReadsOf(const checks::Check& check) {
  ASSIGN_OR_RETURN(const std::vector<checks::Read> reads, checks::RequirementsOf(check));
  std::vector<std::string> names;
  for (const checks::Read& read : reads) {
    names.push_back(read.column.empty() ? read.table : absl::StrCat(read.table, ".", read.column));
  }
  return names;
}

void ExplainAsText(const checks::Check& check, const std::vector<std::string>& reads,
                   std::ostream& out) {
  out << check.id << ": " << check.title << "\nseverity " << checks::SeverityName(check.severity)
      << ", category " << check.category << "\n\nWhy it matters\n"
      << Wrapped(check.why, 2) << "\nWhat to do\n"
      << Wrapped(check.fix, 2);
  for (const checks::Parameter& parameter : check.parameters) {
    out << "\nParameter " << check.id << "." << parameter.name << " = "
        << checks::ParameterText(parameter.default_value) << " " << parameter.unit << "\n"
        << Wrapped(parameter.reason, 2);
  }
  out << "\nReads\n" << Wrapped(absl::StrJoin(reads, ", "), 2);
  if (!check.applies_to.ToString().empty()) {
    out << "Applies to versions " << check.applies_to.ToString() << "\n";
  }
  for (const std::string& link : check.links) out << "See " << link << "\n";
  out << "\n" << check.sql << "\n";
}

Json ExplainAsJson(const checks::Check& check, const std::vector<std::string>& reads) {
  Json parameters = Json::Array();
  for (const checks::Parameter& parameter : check.parameters) {
    parameters.Add(Json::Object()
                       .Set("name", parameter.name)
                       .Set("default", checks::ParameterText(parameter.default_value))
                       .Set("unit", parameter.unit)
                       .Set("reason", parameter.reason));
  }
  Json read = Json::Array();
  for (const std::string& name : reads) read.Add(name);
  Json links = Json::Array();
  for (const std::string& link : check.links) links.Add(link);
  Json json = Json::Object();
  json.Set("check", check.id)
      .Set("title", check.title)
      .Set("severity", checks::SeverityName(check.severity));
  json.Set("category", check.category).Set("why", check.why).Set("fix", check.fix);
  json.Set("parameters", std::move(parameters))
      .Set("reads", std::move(read))
      .Set("links", std::move(links));
  json.Set("applies_to", check.applies_to.ToString()).Set("sql", check.sql);
  return json;
}

absl::StatusOr<ExitCode> ExplainCheck(Context& context, const checks::Pack& pack,
                                      const std::string& id) {
  const checks::Check* check = pack.Find(id);
  if (check == nullptr)
    return UsageError(absl::StrCat("there is no check \"", id, "\"; see sitrep check --list"));
  ASSIGN_OR_RETURN(const std::vector<std::string> reads, ReadsOf(*check));
  if (context.format() == Format::kCsv) {
    ResultTable table{{"check", "title", "severity", "category", "why", "fix"}, {}};
    table.rows.push_back({check->id, check->title, Text(checks::SeverityName(check->severity)),
                          check->category, check->why, check->fix});
    table.Print(Format::kCsv, context.out());
  } else if (context.text()) {
    ExplainAsText(*check, reads, context.out());
  } else {
    context.out() << ExplainAsJson(*check, reads).ToString() << "\n";
  }
  return ExitCode::kOk;
}

absl::StatusOr<checks::EvaluateOptions> ToEvaluateOptions(const CheckOptions& options) {
  checks::EvaluateOptions evaluate;
  const absl::StatusOr<Severity> fail_on = checks::ParseSeverity(options.fail_on);
  if (!fail_on.ok()) return AsUsageError(fail_on.status());
  evaluate.fail_on = *fail_on;
  evaluate.only = options.only;
  evaluate.skip = options.skip;
  for (const std::string& parameter : options.parameters) {
    const size_t equals = parameter.find('=');
    if (equals == std::string::npos || parameter.find('.') > equals) {
      return UsageError(absl::StrCat("--param ", parameter, ": write CHECK.NAME=VALUE"));
    }
    evaluate.parameters[parameter.substr(0, equals)] = parameter.substr(equals + 1);
  }
  return evaluate;
}

// An unknown id or parameter is the person's mistake, and noticed before a source is asked.
absl::Status CheckIds(const checks::Pack& pack, const checks::EvaluateOptions& evaluate) {
  std::vector<std::string> ids = evaluate.only;
  ids.insert(ids.end(), evaluate.skip.begin(), evaluate.skip.end());
  for (const auto& [name, value] : evaluate.parameters)
    ids.push_back(name.substr(0, name.find('.')));
  for (const std::string& id : ids) {
    if (pack.Find(id) == nullptr) {
      return UsageError(absl::StrCat("there is no check \"", id, "\"; see sitrep check --list"));
    }
  }
  return absl::OkStatus();
}

// The site's rules: --site, else those that the configuration names.
absl::StatusOr<std::optional<HouseRules>> ReadRules(Context& context, const checks::Pack& pack,
                                                    const CheckOptions& options) {
  std::string path = options.site_file;
  if (path.empty()) {
    ASSIGN_OR_RETURN(const Config* config, context.config());
    path = config->checks().site();
  }
  if (path.empty()) return std::optional<HouseRules>();
  absl::StatusOr<HouseRules> rules = ReadSiteFile(path, pack);
  if (!rules.ok()) return AsUsageError(rules.status());
  return std::optional<HouseRules>(*std::move(rules));
}

absl::StatusOr<Judgement> ToJudgement(Context& context, const checks::Pack& pack,
                                      const CheckOptions& options) {
  Judgement judgement;
  judgement.pack = &pack;
  ASSIGN_OR_RETURN(judgement.evaluate, ToEvaluateOptions(options));
  RETURN_IF_ERROR(CheckIds(pack, judgement.evaluate));
  if (options.no_history && !options.since.empty())
    return UsageError("--since compares with the history; leave --no-history out");
  judgement.history = !options.no_history;
  judgement.record = options.only.empty() && options.skip.empty() && options.parameters.empty();
  judgement.only_news = !options.since.empty();
  ASSIGN_OR_RETURN(judgement.rules, ReadRules(context, pack, options));
  // What stands on the command line comes first.
  if (judgement.rules.has_value()) {
    judgement.evaluate.parameters.insert(judgement.rules->parameters.begin(),
                                         judgement.rules->parameters.end());
  }
  return judgement;
}

absl::StatusOr<ExitCode> Judge(Context& context, const std::string& path,
                               const Judgement& judgement) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(path));
  absl::StatusOr<Findings> findings = checks::Evaluate(reader, *judgement.pack, judgement.evaluate);
  if (absl::IsInvalidArgument(findings.status())) return AsUsageError(findings.status());
  if (!findings.ok()) return findings.status();
  CheckReport report = ToReport(*std::move(findings));
  if (judgement.rules.has_value()) {
    ASSIGN_OR_RETURN(const SnapshotNames names, FindNames(*judgement.rules, reader));
    ApplyRules(*judgement.rules, names, *judgement.pack, context.clock().Now(), report);
  }
  if (judgement.history) FollowLife(context, reader, judgement.record, report);
  if (judgement.only_news) KeepNews(report);
  PrintReport(report, context.format(), context.out());
  if (reader.facts().partial)
    context.Warn(absl::StrCat(path, " is partial: its collection was interrupted"));
  Ending ending = EndingOf(report);
  ending.partial = ending.partial || reader.facts().partial;
  return ExitCodeOf(ending);
}

absl::StatusOr<ExitCode> ShowTrend(Context& context) {
  ASSIGN_OR_RETURN(FindingHistory history, OpenHistory(context));
  ASSIGN_OR_RETURN(const std::vector<SourceTrend> trends, history.ReadTrend());
  PrintTrend(trends, context.format(), context.out());
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> JudgeSource(Context& context, const CheckOptions& options,
                                     const Judgement& judgement) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  const ScratchFile scratch(state, ".sitrep", context.clock());
  SnapshotPlan plan;
  SourcePlan source;
  ASSIGN_OR_RETURN(source.choice, ChooseSource(context, options.word, options.source, true));
  ASSIGN_OR_RETURN(const Config* config, context.config());
  RETURN_IF_ERROR(ChooseCollection({}, FindSource(*config, options.word), source));
  // This snapshot is thrown away: what is told in it has not been told.
  source.continue_history = false;
  plan.sources.push_back(std::move(source));
  plan.path = scratch.path();
  plan.retry_login = options.source.retry_login;
  ASSIGN_OR_RETURN(const SnapshotOutcome outcome, TakeSnapshot(context, plan));
  if (outcome.interrupted)
    return absl::CancelledError("interrupted: a part of a snapshot is not judged");
  return Judge(context, scratch.path(), judgement);
}

absl::StatusOr<ExitCode> RunCheck(Context& context, const CheckOptions& options) {
  ASSIGN_OR_RETURN(const Config* config, context.config());
  ASSIGN_OR_RETURN(const checks::Pack pack, ChoosePack(config->checks(), options.packs));
  if (options.list) return ListChecks(context, pack);
  if (!options.explain.empty()) return ExplainCheck(context, pack, options.explain);
  if (options.trend) return ShowTrend(context);
  if (options.word.empty()) return UsageError("check needs a SNAPSHOT or a SOURCE");
  ASSIGN_OR_RETURN(const Judgement judgement, ToJudgement(context, pack, options));
  const bool file =
      ClassifyWord(options.word, base::FileExists(options.word)) == WordKind::kSnapshot;
  return file ? Judge(context, options.word, judgement) : JudgeSource(context, options, judgement);
}

}  // namespace

void DeclareCheck(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App& app = *root.add_subcommand("check", "Say what is unhealthy in a snapshot or a source");
  app.group("Look");
  app.add_option("SNAPSHOT", options->word,
                 "Snapshot, or source: a URL or a source of the configuration");
  AddList(app, "--only", options->only, "Only these checks, separated by commas")->type_name("IDS");
  AddList(app, "--skip", options->skip, "All but these checks, separated by commas")
      ->type_name("IDS");
  app.add_option("--fail-on", options->fail_on,
                 "Findings of this severity and above fail; default: major")
      ->check(CLI::IsMember({"critical", "major", "minor"}))
      ->type_name("SEVERITY");
  app.add_option("--param", options->parameters, "Another threshold: CHECK.NAME=VALUE; repeatable")
      ->allow_extra_args(false)
      ->type_name("PARAM");
  app.add_option("--site", options->site_file,
                 "The site's rules, accepted findings and expected values; default: checks.site")
      ->type_name("FILE");
  app.add_option("--since", options->since,
                 "last: only what is new or came back since the last run of the history")
      ->check(CLI::IsMember({"last"}))
      ->type_name("RUN");
  app.add_flag("--no-history", options->no_history,
               "Neither compare with the history of findings nor go on with it");
  app.add_flag("--trend", options->trend,
               "Show how findings, space and licences went over the recorded runs, and end");
  AddList(app, "--pack", options->packs.packs,
          "Also the checks of this signed file (or folder, with --allow-unsigned); repeatable")
      ->type_name("PACK");
  app.add_flag("--allow-unsigned", options->packs.allow_unsigned,
               "Take packs that no configured key has signed: for trying them out");
  app.add_flag("--list", options->list, "List the checks, and end");
  app.add_option("--explain", options->explain,
                 "Tell why a check matters, what it reads and what to do, and end")
      ->type_name("ID");
  AddSourceFlags(app, options->source);
  leaves.push_back(
      {&app, [options](Context& context) { return RunCheck(context, *options); }, true});
}

}  // namespace sitrep::agent
