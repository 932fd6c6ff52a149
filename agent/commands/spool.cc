#include "uploader/spool.h"

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/delivery.h"
#include "agent/output/row_printer.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

void Print(const Context& context, const std::vector<uploader::SpoolItem>& items) {
  ResultTable table{{"id", "state", "request", "kind", "name", "bytes", "spooled_at", "reason"},
                    {}};
  for (const uploader::SpoolItem& item : items) {
    table.rows.push_back({item.id, std::string(uploader::ToString(item.state)), item.request,
                          absl::AsciiStrToLower(ArtifactKind_Name(item.kind)), item.name, item.size,
                          base::TimeToText(item.spooled_at), item.reason});
  }
  table.Print(context.format(), context.out());
}

absl::StatusOr<ExitCode> RunList(Context& context) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(const std::vector<uploader::SpoolItem> items,
                   uploader::ListSpool(SpoolFolder(state)));
  Print(context, items);
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> RunSend(Context& context) {
  RETURN_IF_ERROR(Enrolled(context).status());
  ASSIGN_OR_RETURN(uploader::Spool spool, OpenSpool(context));
  ASSIGN_OR_RETURN(const std::vector<uploader::SpoolItem> pending, spool.Pending());
  if (pending.empty()) context.Say("nothing waits to be sent");
  std::vector<std::string> ids;
  for (const uploader::SpoolItem& item : pending) ids.push_back(item.id);
  ASSIGN_OR_RETURN(const uploader::DrainReport report, Deliver(context, spool, ids));
  ResultTable table{{"name", "request", "state", "artifact", "reason"}, {}};
  Ending ending;
  for (const uploader::ItemResult& result : report.items) {
    ending.failed = ending.failed || result.fate == uploader::Fate::kRejected;
    ending.partial = ending.partial || result.fate != uploader::Fate::kDelivered;
    table.rows.push_back({result.item.name, result.item.request, std::string(FateName(result.fate)),
                          result.artifact, std::string(result.status.message())});
  }
  table.Print(context.format(), context.out());
  if (!report.status.ok()) return report.status;
  return ExitCodeOf(ending);
}

absl::StatusOr<ExitCode> RunRetry(Context& context, const std::string& id) {
  ASSIGN_OR_RETURN(uploader::Spool spool, OpenSpool(context));
  RETURN_IF_ERROR(spool.Retry(id));
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> RunDelete(Context& context, const std::string& id) {
  ASSIGN_OR_RETURN(uploader::Spool spool, OpenSpool(context));
  RETURN_IF_ERROR(spool.Delete(id));
  return ExitCode::kOk;
}

}  // namespace

void DeclareSpool(CLI::App& root, Leaves& leaves) {
  CLI::App& group = *root.add_subcommand("spool", "What waits to be sent");
  group.group("Keep in order");
  group.require_subcommand(1);
  leaves.push_back(
      {group.add_subcommand("list", "List what waits, and what was set aside and why"), RunList});
  leaves.push_back({group.add_subcommand("send", "Upload what waits, with progress"), RunSend});
  auto id = std::make_shared<std::string>();
  CLI::App& retry = *group.add_subcommand("retry", "Let a rejected item wait again");
  retry.add_option("ID", *id, "Id, as `spool list` prints it")->required();
  leaves.push_back({&retry, [id](Context& context) { return RunRetry(context, *id); }});
  CLI::App& remove = *group.add_subcommand("delete", "Delete an item, whatever its state");
  remove.add_option("ID", *id, "Id, as `spool list` prints it")->required();
  leaves.push_back({&remove, [id](Context& context) { return RunDelete(context, *id); }});
}

}  // namespace sitrep::agent
