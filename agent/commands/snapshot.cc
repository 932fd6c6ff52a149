#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/collect_choice.h"
#include "agent/commands/command.h"
#include "agent/output/snapshot_printer.h"
#include "agent/site.h"
#include "agent/take_snapshot.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "collectors/vsphere/paths.h"

namespace sitrep::agent {
namespace {

struct SnapshotOptions {
  std::vector<std::string> words;
  SourceFlags source;
  CollectFlags collect;
  std::string path;
  int at_once = 8;
  bool print_paths = false;
  bool replay_safe = false;
};

absl::StatusOr<SourcePlan> PlanSource(Context& context, const SnapshotOptions& options,
                                      const std::string& word) {
  if (ClassifyWord(word, base::FileExists(word)) == WordKind::kSnapshot) {
    return UsageError(absl::StrCat(word, " is a file; a snapshot is taken of a source"));
  }
  SourcePlan plan;
  ASSIGN_OR_RETURN(plan.choice, ChooseSource(context, word, options.source, true));
  plan.choice.options.replay_safe = options.replay_safe;
  ASSIGN_OR_RETURN(const Config* config, context.config());
  RETURN_IF_ERROR(ChooseCollection(options.collect, FindSource(*config, word), plan));
  return plan;
}

std::string Origin(const SourcePlan& plan) {
  const auto address = collectors::ParseSourceUrl(plan.choice.options.url);
  return address.ok() ? address->Origin() : plan.choice.options.url;
}

// Two words for one address; two addresses of one instance are found out after the login.
absl::Status RefuseTwice(const std::vector<SourcePlan>& sources, const SourcePlan& next) {
  for (const SourcePlan& source : sources) {
    if (Origin(source) != Origin(next)) continue;
    return UsageError(absl::StrCat(source.choice.name, " and ", next.choice.name,
                                   " are the same source, ", Origin(next), "; name it once"));
  }
  return absl::OkStatus();
}

absl::Status CheckPath(const std::string& path) {
  if (base::FileExists(path))
    return UsageError(absl::StrCat(path, " exists; give another name with -o"));
  if (absl::EndsWith(path, ".redacted.sitrep")) {
    return UsageError(
        absl::StrCat(path, ": that ending is for redacted copies; a snapshot is raw"));
  }
  return absl::OkStatus();
}

absl::StatusOr<SnapshotPlan> MakePlan(Context& context, const SnapshotOptions& options) {
  if (options.words.empty())
    return UsageError("snapshot needs a SOURCE: a URL or a source of the configuration");
  SnapshotPlan plan;
  plan.retry_login = options.source.retry_login;
  plan.at_once = options.at_once;
  for (const std::string& word : options.words) {
    ASSIGN_OR_RETURN(SourcePlan source, PlanSource(context, options, word));
    RETURN_IF_ERROR(RefuseTwice(plan.sources, source));
    plan.sources.push_back(std::move(source));
  }
  plan.path = options.path.empty() ? DefaultSnapshotName(plan.sources, context.clock().Now())
                                   : options.path;
  RETURN_IF_ERROR(CheckPath(plan.path));
  return plan;
}

ExitCode ExitCodeOfSnapshot(const SnapshotOutcome& outcome) {
  Ending ending;
  ending.interrupted = outcome.interrupted;
  ending.partial = !outcome.complete();
  return ExitCodeOf(ending);
}

void WarnOfSources(const Context& context, const SnapshotOutcome& outcome) {
  for (const SourceOutcome& source : outcome.sources) {
    if (!source.same_as.empty()) {
      context.Warn(absl::StrCat(source.name, " is the same source as ", source.same_as,
                                " (instance ", source.source_key, "): it was read once"));
    }
    if (!source.status.ok() && !absl::IsCancelled(source.status))
      context.Warn(absl::StrCat(source.name, ": ", source.status.message()));
    if (!source.report.ended.ok())
      context.Warn(absl::StrCat(source.name, ": ", source.report.ended.message()));
  }
  if (outcome.interrupted) context.Say("interrupted: what was complete by then is sealed");
}

absl::StatusOr<ExitCode> RunSnapshot(Context& context, const SnapshotOptions& options) {
  if (options.print_paths) {
    context.out() << collectors::RequestedPathsText(options.collect.profile == "light");
    return ExitCode::kOk;
  }
  ASSIGN_OR_RETURN(const SnapshotPlan plan, MakePlan(context, options));
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(const SnapshotOutcome outcome, TakeSnapshot(context, plan));
  RETURN_IF_ERROR(RememberSnapshot(state, outcome.path));
  RETURN_IF_ERROR(KeepNames(state, outcome.path));
  RETURN_IF_ERROR(PrintSnapshot(outcome, context.format(), context.out()));
  WarnOfSources(context, outcome);
  return ExitCodeOfSnapshot(outcome);
}

}  // namespace

void DeclareSnapshot(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<SnapshotOptions>();
  CLI::App& app =
      *root.add_subcommand("snapshot", "Collect one or more sources into one sealed file");
  app.group("Look");
  app.add_option("SOURCE", options->words, "URL, or source of the configuration");
  app.add_option("-o,--output", options->path, "File to make; default: SOURCE-TIME.sitrep")
      ->type_name("FILE");
  AddCollectFlags(app, options->collect);
  app.add_option("--at-once", options->at_once, "Sources read at the same time; default: 8")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  app.add_flag("--print-paths", options->print_paths,
               "Print the property paths that are asked of vCenter, and end");
  app.add_flag("--replay-safe", options->replay_safe, "Send the same requests every time")
      ->group("");
  AddSourceFlags(app, options->source);
  leaves.push_back({&app, [options](Context& context) { return RunSnapshot(context, *options); }});
}

}  // namespace sitrep::agent
