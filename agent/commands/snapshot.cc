#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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
  std::string path;
  std::string profile = "full";
  std::vector<std::string> tables;
  bool print_paths = false;
  bool replay_safe = false;
};

absl::StatusOr<SnapshotPlan> MakePlan(Context& context, const SnapshotOptions& options) {
  if (options.words.empty())
    return UsageError("snapshot needs a SOURCE: a URL or a source of the configuration");
  SnapshotPlan plan;
  plan.collect.light = options.profile == "light";
  plan.collect.tables = options.tables;
  plan.retry_login = options.source.retry_login;
  for (const std::string& word : options.words) {
    if (ClassifyWord(word, base::FileExists(word)) == WordKind::kSnapshot) {
      return UsageError(absl::StrCat(word, " is a file; a snapshot is taken of a source"));
    }
    ASSIGN_OR_RETURN(SourceChoice choice, ChooseSource(context, word, options.source, true));
    choice.options.replay_safe = options.replay_safe;
    plan.sources.push_back(std::move(choice));
  }
  plan.path = options.path.empty() ? DefaultSnapshotName(plan.sources, context.clock().Now())
                                   : options.path;
  if (base::FileExists(plan.path))
    return UsageError(absl::StrCat(plan.path, " exists; give another name with -o"));
  if (absl::EndsWith(plan.path, ".redacted.sitrep")) {
    return UsageError(
        absl::StrCat(plan.path, ": that ending is for redacted copies; a snapshot is raw"));
  }
  return plan;
}

ExitCode ExitCodeOfSnapshot(const SnapshotOutcome& outcome) {
  Ending ending;
  ending.interrupted = outcome.interrupted;
  ending.partial = !outcome.complete();
  return ExitCodeOf(ending);
}

absl::StatusOr<ExitCode> RunSnapshot(Context& context, const SnapshotOptions& options) {
  if (options.print_paths) {
    context.out() << collectors::RequestedPathsText(options.profile == "light");
    return ExitCode::kOk;
  }
  ASSIGN_OR_RETURN(const SnapshotPlan plan, MakePlan(context, options));
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(const SnapshotOutcome outcome, TakeSnapshot(context, plan));
  RETURN_IF_ERROR(RememberSnapshot(state, outcome.path));
  RETURN_IF_ERROR(KeepNames(state, outcome.path));
  RETURN_IF_ERROR(PrintSnapshot(outcome, context.format(), context.out()));
  for (const SourceOutcome& source : outcome.sources) {
    if (!source.status.ok()) context.Warn(absl::StrCat(source.name, ": ", source.status.message()));
    if (!source.report.ended.ok())
      context.Warn(absl::StrCat(source.name, ": ", source.report.ended.message()));
  }
  if (outcome.interrupted) context.Say("interrupted: what was complete by then is sealed");
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
  app.add_option("--profile", options->profile, "light (no parts of hosts and machines) or full")
      ->check(CLI::IsMember({"light", "full"}))
      ->type_name("PROFILE");
  AddList(app, "--tables", options->tables, "Only these tables, separated by commas")
      ->type_name("TABLES");
  app.add_flag("--print-paths", options->print_paths,
               "Print the property paths that are asked of vCenter, and end");
  app.add_flag("--replay-safe", options->replay_safe, "Send the same requests every time")
      ->group("");
  AddSourceFlags(app, options->source);
  leaves.push_back({&app, [options](Context& context) { return RunSnapshot(context, *options); }});
}

}  // namespace sitrep::agent
