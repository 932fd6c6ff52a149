#include <memory>
#include <optional>

#include "agent/commands/command.h"
#include "agent/output/comparison_printer.h"
#include "base/status_macros.h"
#include "checks/pack.h"
#include "checks/severity.h"
#include "review/comparison.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  std::string fail_on = "major";
  bool across = false;
  bool runtime = false;
};

absl::StatusOr<ExitCode> RunDiff(Context& context, const DiffOptions& options) {
  review::CompareOptions compare;
  ASSIGN_OR_RETURN(compare.evaluate.fail_on, checks::ParseSeverity(options.fail_on));
  compare.across = options.across;
  compare.runtime = options.runtime;
  compare.interrupted = [&context] { return context.interrupt().requested(); };
  ASSIGN_OR_RETURN(snapshot::SnapshotReader before, snapshot::SnapshotReader::Open(options.before));
  ASSIGN_OR_RETURN(snapshot::SnapshotReader after, snapshot::SnapshotReader::Open(options.after));
  const ComparisonTitle title{{options.before, before.facts()},
                              {options.after, after.facts()},
                              options.across,
                              options.runtime};
  const auto printer = ComparisonPrinter::Make(context.format(), title, context.out());
  ASSIGN_OR_RETURN(const review::ComparisonSummary summary,
                   review::Compare(before, after, checks::BuiltInPack(), compare, *printer));
  printer->Finish(summary);
  return ExitCodeOf(EndingOf(summary));
}

}  // namespace

void DeclareDiff(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App& app = *root.add_subcommand("diff", "Say what changed between two snapshots");
  app.group("Look");
  app.add_option("BEFORE", options->before, "Earlier snapshot")->required();
  app.add_option("AFTER", options->after, "Later snapshot")->required();
  app.add_flag("--across", options->across,
               "Objects may have moved to another source: know them by UUID and name");
  app.add_flag("--runtime", options->runtime, "Also states, such as power and connection");
  app.add_option("--fail-on", options->fail_on,
                 "New or worse findings of this severity and above fail; default: major")
      ->check(CLI::IsMember({"critical", "major", "minor"}))
      ->type_name("SEVERITY");
  leaves.push_back({&app, [options](Context& context) { return RunDiff(context, *options); }});
}

}  // namespace sitrep::agent
