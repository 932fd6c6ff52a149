#include "snapshot/query.h"

#include <memory>

#include "agent/commands/command.h"
#include "agent/output/row_printer.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

struct QueryOptions {
  std::string path;
  std::string sql;
};

absl::StatusOr<ExitCode> RunQueryCommand(Context& context, const QueryOptions& options) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(options.path));
  const std::unique_ptr<RowPrinter> printer = RowPrinter::Make(context.format(), context.out());
  snapshot::QueryHandler handler;
  handler.columns = [&printer](const std::vector<std::string>& names) {
    printer->Columns(names);
    return absl::OkStatus();
  };
  handler.row = [&printer, &context](base::Row row) -> absl::Status {
    if (context.interrupt().requested()) return absl::CancelledError("interrupted");
    printer->Row(row);
    return context.out().good() ? absl::OkStatus() : absl::InternalError("cannot write the result");
  };
  const absl::Status status = snapshot::RunQuery(reader, options.sql, handler);
  // What a person typed is wrong; whatever else fails is an error.
  if (absl::IsInvalidArgument(status) || absl::IsPermissionDenied(status))
    return AsUsageError(status);
  RETURN_IF_ERROR(status);
  printer->Finish();
  return ExitCode::kOk;
}

}  // namespace

void DeclareQuery(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<QueryOptions>();
  CLI::App& app = *root.add_subcommand("query", "Ask a snapshot in SQL; read-only");
  app.group("Look");
  app.add_option("SNAPSHOT", options->path, "Snapshot")->required();
  app.add_option("SQL", options->sql, "One SELECT; docs/reference/tables.md lists the tables")
      ->required();
  leaves.push_back(
      {&app, [options](Context& context) { return RunQueryCommand(context, *options); }});
}

}  // namespace sitrep::agent
