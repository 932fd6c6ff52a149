#include "backend/contents.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/refusal.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "proto/findings.pb.h"
#include "snapshot/page_trees.h"
#include "snapshot/reader.h"
#include "snapshot/step_limit.h"
#include "tables/catalog.h"

namespace sitrep::backend {
namespace {

absl::Status NotRedacted(absl::string_view why) {
  return Refusal(absl::PermissionDeniedError(
      absl::StrCat("only redacted artifacts are taken: ", why, "; it was removed")));
}

// Whether a failure lies in the file, which the client must mend, and not in our disk, which it
// need not know.
bool LiesInTheFile(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kInvalidArgument:
      return true;
    default:
      return false;
  }
}

// The reader's messages name our path; the client is told only what is wrong with its file.
absl::Status NotASnapshot(const absl::Status& status) {
  if (!LiesInTheFile(status)) return status;
  if (absl::StrContains(status.message(), "format version")) {
    return Refusal(absl::FailedPreconditionError(
        "the snapshot has a newer format than this backend reads; it was removed"));
  }
  return Refusal(absl::InvalidArgumentError("this is not a snapshot; it was removed"));
}

absl::Status CheckObjects(base::Database& database) {
  ASSIGN_OR_RETURN(base::Statement select,
                   database.Prepare("SELECT type, name FROM sqlite_schema "
                                    "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return absl::OkStatus();
    const bool declared =
        select.Text(0) == "table" && tables::Catalog::Get().Find(select.Text(1)) >= 0;
    if (!declared && select.Text(0) != "index") {
      return NotRedacted("the snapshot has a table that is not declared");
    }
  }
}

absl::Status CheckColumns(base::Database& database, const tables::Table& table) {
  ASSIGN_OR_RETURN(base::Statement select,
                   database.Prepare("SELECT name FROM pragma_table_info(?1)"));
  select.BindText(1, table.name);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return absl::OkStatus();
    if (table.Find(select.Text(0)) < 0) {
      return NotRedacted(absl::StrCat("table ", table.name, " has a column that is not declared"));
    }
  }
}

absl::Status CheckDropped(snapshot::SnapshotReader& reader, const tables::Table& table) {
  std::vector<std::string> present;
  for (const tables::Column& column : table.columns) {
    if (column.redaction != tables::DROP || !reader.Has(table.name, column.name)) continue;
    present.push_back(absl::StrCat(base::QuoteIdentifier(column.name), " IS NOT NULL"));
  }
  if (present.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int64_t found,
                   reader.database().Integer(absl::StrCat(
                       "SELECT EXISTS(SELECT 1 FROM ", base::QuoteIdentifier(table.name), " WHERE ",
                       absl::StrJoin(present, " OR "), ")")));
  if (found == 0) return absl::OkStatus();
  return NotRedacted(absl::StrCat("table ", table.name, " has values that redaction drops"));
}

absl::Status CheckTables(snapshot::SnapshotReader& reader) {
  RETURN_IF_ERROR(CheckObjects(reader.database()));
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    RETURN_IF_ERROR(CheckColumns(reader.database(), table));
    RETURN_IF_ERROR(CheckDropped(reader, table));
  }
  return absl::OkStatus();
}

// A file made by hand may give its rows without end, or differently each time they are read.
absl::Status CheckSound(base::Database& database) {
  RETURN_IF_ERROR(snapshot::CheckPageTrees(database));
  ASSIGN_OR_RETURN(base::Statement check, database.Prepare("PRAGMA quick_check(1)"));
  ASSIGN_OR_RETURN(const bool row, check.Step());
  if (row && check.Text(0) == "ok") return absl::OkStatus();
  return absl::DataLossError("the check of the whole file failed");
}

absl::Status JudgeWithin(snapshot::StepLimit& limit, snapshot::SnapshotReader& reader) {
  RETURN_IF_ERROR(CheckSound(reader.database()));
  limit.Renew();
  return CheckTables(reader);
}

absl::Status JudgeSnapshot(const std::string& path) {
  absl::StatusOr<snapshot::SnapshotReader> reader = snapshot::SnapshotReader::Open(path);
  if (!reader.ok()) return NotASnapshot(reader.status());
  if (!reader->facts().redacted) return NotRedacted("the snapshot says it is raw");
  if (reader->facts().alias_key_id.empty()) return NotRedacted("the snapshot names no alias key");
  snapshot::StepLimit limit(reader->database());
  const absl::Status status = limit.Explain(JudgeWithin(limit, *reader));
  if (status.ok() || IsRefusal(status) || !LiesInTheFile(status)) return status;
  return Refusal(absl::InvalidArgumentError("the snapshot is damaged inside; it was removed"));
}

bool HoldsDropped(const google::protobuf::RepeatedPtrField<Value>& values) {
  for (const Value& value : values) {
    if (value.redaction() == tables::DROP && value.kind_case() != Value::KIND_NOT_SET) return true;
  }
  return false;
}

absl::Status JudgeFindings(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  Findings findings;
  if (!findings.ParseFromString(text)) {
    return Refusal(absl::InvalidArgumentError("these are no findings; they were removed"));
  }
  for (const CheckResult& result : findings.results()) {
    for (const Finding& finding : result.findings()) {
      if (HoldsDropped(finding.key()) || HoldsDropped(finding.evidence())) {
        return NotRedacted(absl::StrCat("a finding of ", result.check(), " has a dropped value"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status JudgeContents(const std::string& path, ArtifactKind kind) {
  switch (kind) {
    case SNAPSHOT:
      return JudgeSnapshot(path);
    case FINDINGS:
      return JudgeFindings(path);
    default:
      return absl::OkStatus();
  }
}

}  // namespace sitrep::backend
