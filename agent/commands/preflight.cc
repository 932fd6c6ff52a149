#include "checks/preflight.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/output/preflight_printer.h"
#include "agent/output/row_printer.h"
#include "agent/scratch_file.h"
#include "agent/take_snapshot.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

struct PreflightOptions {
  std::string word;
  SourceFlags source;
  std::string target;
  bool list_targets = false;
};

ExitCode ListTargets(Context& context) {
  ResultTable table;
  table.columns = {"target", "title", "vcenter_from", "host_from", "manageable_from"};
  for (const checks::Target& target : checks::BuiltInTargets()) {
    table.rows.push_back({target.release, target.title, target.Value("vcenter_from"),
                          target.Value("host_from"), target.Value("manageable_from")});
  }
  table.Print(context.format(), context.out());
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> Judge(Context& context, const std::string& path,
                               const checks::Target& target) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(path));
  ASSIGN_OR_RETURN(const checks::PreflightReport report, checks::RunPreflight(reader, target));
  PrintPreflight(report, context.format(), context.out());
  return ExitCodeOf(EndingOf(report));
}

absl::StatusOr<ExitCode> JudgeSource(Context& context, const PreflightOptions& options,
                                     const checks::Target& target) {
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
  return Judge(context, scratch.path(), target);
}

absl::StatusOr<ExitCode> RunPreflightCommand(Context& context, const PreflightOptions& options) {
  if (options.list_targets && context.format() == Format::kJunit)
    return UsageError("--format junit is for findings, not for --list-targets");
  if (options.list_targets) return ListTargets(context);
  if (options.word.empty()) return UsageError("preflight needs a SNAPSHOT or a SOURCE");
  if (options.target.empty())
    return UsageError("preflight needs --target; see sitrep preflight --list-targets");
  const absl::StatusOr<const checks::Target*> target =
      checks::FindTarget(checks::BuiltInTargets(), options.target);
  if (!target.ok()) return UsageError(std::string(target.status().message()));
  const bool file =
      ClassifyWord(options.word, base::FileExists(options.word)) == WordKind::kSnapshot;
  return file ? Judge(context, options.word, **target) : JudgeSource(context, options, **target);
}

}  // namespace

void DeclarePreflight(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<PreflightOptions>();
  CLI::App& app =
      *root.add_subcommand("preflight", "Say whether an upgrade may begin, and its way");
  app.group("Look");
  app.add_option("SNAPSHOT", options->word,
                 "Snapshot, or source: a URL or a source of the configuration");
  app.add_option("--target", options->target, "Release to upgrade to, such as 8.0.3 or 9.0")
      ->type_name("RELEASE");
  app.add_flag("--list-targets", options->list_targets,
               "List the releases that are known, and end");
  AddSourceFlags(app, options->source);
  leaves.push_back(
      {&app, [options](Context& context) { return RunPreflightCommand(context, *options); }, true});
}

}  // namespace sitrep::agent
