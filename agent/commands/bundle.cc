#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/bundle_collection.h"
#include "agent/commands/command.h"
#include "agent/output/bundle_printer.h"
#include "agent/output/row_printer.h"
#include "base/archive.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr char kEnding[] = ".bundle.tar.zst";

struct CreateOptions {
  std::string word;
  SourceFlags source;
  std::vector<std::string> hosts;
  bool include_default = false;
  std::string path;
  std::string snapshot;
};

absl::StatusOr<BundlePlan> MakePlan(Context& context, const CreateOptions& options) {
  if (options.hosts.empty() && !options.include_default) {
    return UsageError("bundle create needs --hosts, or --source-logs for the source's own logs");
  }
  BundlePlan plan;
  ASSIGN_OR_RETURN(plan.source, ChooseSource(context, options.word, options.source, true));
  plan.retry_login = options.source.retry_login;
  plan.hosts = options.hosts;
  plan.include_default = options.include_default;
  plan.snapshot = options.snapshot;
  plan.path = options.path;
  if (plan.path.empty()) {
    plan.path = absl::StrCat(
        plan.source.name, "-",
        absl::FormatTime("%Y%m%dT%H%M%SZ", context.clock().Now(), absl::UTCTimeZone()), kEnding);
  }
  if (!absl::EndsWith(plan.path, kEnding))
    return UsageError(absl::StrCat("-o: the name must end in ", kEnding));
  if (base::FileExists(plan.path))
    return UsageError(absl::StrCat(plan.path, " exists; give another name with -o"));
  return plan;
}

absl::StatusOr<ExitCode> RunCreate(Context& context, const CreateOptions& options) {
  ASSIGN_OR_RETURN(const BundlePlan plan, MakePlan(context, options));
  ASSIGN_OR_RETURN(const BundleOutcome outcome, CollectBundle(context, plan));
  PrintBundle(outcome, context.format(), context.out());
  if (outcome.report.truncated) {
    context.Warn(absl::StrCat("the bundle is not complete: ", outcome.report.truncation_reason));
  }
  Ending ending;
  ending.partial = outcome.report.truncated;
  return ExitCodeOf(ending);
}

std::string KindName(base::ArchiveMember::Kind kind) {
  switch (kind) {
    case base::ArchiveMember::Kind::kFile:
      return "file";
    case base::ArchiveMember::Kind::kDirectory:
      return "folder";
    case base::ArchiveMember::Kind::kSymbolicLink:
    case base::ArchiveMember::Kind::kHardLink:
      return "link";
    case base::ArchiveMember::Kind::kOther:
      break;
  }
  return "other";
}

absl::StatusOr<ExitCode> RunList(Context& context, const std::string& path) {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path));
  base::ArchiveReader reader(source);
  base::ArchiveMember member;
  ResultTable table;
  table.columns = {"name", "kind", "bytes", "modified_at"};
  while (true) {
    ASSIGN_OR_RETURN(const bool more, reader.Next(member));
    if (!more) break;
    if (context.interrupt().requested()) return absl::CancelledError("interrupted");
    table.rows.push_back(
        {member.name, KindName(member.kind), member.size, base::TimeToText(member.modified)});
  }
  table.Print(context.format(), context.out());
  return ExitCode::kOk;
}

}  // namespace

void DeclareBundle(CLI::App& root, Leaves& leaves) {
  CLI::App& group = *root.add_subcommand("bundle", "Log bundles of hosts, redacted as they stream");
  group.group("Collect evidence");
  group.require_subcommand(1);

  auto options = std::make_shared<CreateOptions>();
  CLI::App& create = *group.add_subcommand(
      "create", "Ask a source for log bundles; the raw bundle is never written");
  create.add_option("SOURCE", options->word, "URL, or source of the configuration")->required();
  AddList(create, "--hosts", options->hosts, "Hosts by name or reference, separated by commas")
      ->type_name("HOSTS");
  create.add_flag("--source-logs", options->include_default, "Also the source's own logs");
  create
      .add_option("-o,--output", options->path, "File to make; default: SOURCE-TIME.bundle.tar.zst")
      ->type_name("FILE");
  create
      .add_option("--snapshot", options->snapshot,
                  "Raw snapshot with names to redact besides those that are read now")
      ->type_name("FILE");
  AddSourceFlags(create, options->source);
  leaves.push_back({&create, [options](Context& context) { return RunCreate(context, *options); }});

  auto path = std::make_shared<std::string>();
  CLI::App& list = *group.add_subcommand("list", "List the members of a bundle");
  list.add_option("FILE", *path, "Bundle")->required();
  leaves.push_back({&list, [path](Context& context) { return RunList(context, *path); }});
}

}  // namespace sitrep::agent
