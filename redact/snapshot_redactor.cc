#include "redact/snapshot_redactor.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "base/sqlite.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::redact {
namespace {

using base::Cell;
using tables::Column;
using tables::Table;

// SELECT of every declared column; NULL for one that an older file lacks.
std::string SelectSql(const Table& table, const snapshot::SnapshotReader& reader) {
  std::vector<std::string> columns;
  for (const Column& column : table.columns) {
    columns.push_back(reader.Has(table.name, column.name) ? base::QuoteIdentifier(column.name)
                                                          : "NULL");
  }
  return absl::StrCat("SELECT ", absl::StrJoin(columns, ", "), " FROM ",
                      base::QuoteIdentifier(table.name));
}

class Copier {
 public:
  Copier(snapshot::SnapshotReader& reader, snapshot::SnapshotWriter& writer, AliasBook& book)
      : reader_(reader), writer_(writer), book_(book) {}

  absl::Status CopyTable(int index) {
    const Table& table = tables::Catalog::Get().tables()[static_cast<size_t>(index)];
    if (!reader_.Has(table.name, table.columns[0].name)) return absl::OkStatus();
    ASSIGN_OR_RETURN(base::Statement rows, reader_.database().Prepare(SelectSql(table, reader_)));
    texts_.resize(table.columns.size());
    cells_.resize(table.columns.size());
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Step());
      if (!more) return absl::OkStatus();
      for (size_t i = 0; i < table.columns.size(); ++i) {
        cells_[i] = Redacted(table.columns[i], rows.Value(static_cast<int>(i)), texts_[i]);
      }
      if (table.name == "snapshot_info") MarkRedacted(table);
      RETURN_IF_ERROR(writer_.Append(index, cells_));
    }
  }

 private:
  Cell Redacted(const Column& column, const Cell& cell, std::string& text) {
    switch (column.redaction) {
      case tables::PUBLIC:
        return cell;
      case tables::ALIAS:
        if (cell.kind != Cell::Kind::kText) return Cell::Null();
        text = book_.Alias(cell.text);
        return Cell::Text(text);
      default:
        return Cell::Null();
    }
  }

  void MarkRedacted(const Table& table) {
    cells_[static_cast<size_t>(table.Find("redacted"))] = Cell::Boolean(true);
    cells_[static_cast<size_t>(table.Find("alias_key_id"))] = Cell::Text(book_.aliaser().key_id());
  }

  snapshot::SnapshotReader& reader_;
  snapshot::SnapshotWriter& writer_;
  AliasBook& book_;
  std::vector<std::string> texts_;
  std::vector<Cell> cells_;
};

// Two rows with one key would have become one.
absl::Status CompareRowCounts(snapshot::SnapshotReader& raw, const snapshot::SnapshotWriter& writer,
                              const std::string& redacted_path) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader redacted,
                   snapshot::SnapshotReader::Open(redacted_path));
  const std::vector<Table>& declared = tables::Catalog::Get().tables();
  for (size_t i = 0; i < declared.size(); ++i) {
    const std::string& name = declared[i].name;
    if (!raw.Has(name, declared[i].columns[0].name)) continue;
    ASSIGN_OR_RETURN(const int64_t count,
                     redacted.database().Integer(
                         absl::StrCat("SELECT count(*) FROM ", base::QuoteIdentifier(name))));
    if (count == writer.rows(static_cast<int>(i))) continue;
    return absl::AlreadyExistsError(absl::StrCat(
        "two rows of table ", name, " would share a key once redacted; nothing was written"));
  }
  return absl::OkStatus();
}

absl::Status CheckRaw(const snapshot::SnapshotReader& reader) {
  const snapshot::SnapshotFacts& facts = reader.facts();
  if (!facts.redacted && facts.alias_key_id.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(reader.path(),
                                                    " is redacted already, with key ",
                                                    facts.alias_key_id, "; give the raw snapshot"));
}

absl::Status WriteRedacted(snapshot::SnapshotReader& reader, const std::string& path,
                           AliasBook& book) {
  ASSIGN_OR_RETURN(
      std::unique_ptr<snapshot::SnapshotWriter> writer,
      snapshot::SnapshotWriter::Create(path, snapshot::SnapshotWriter::Expressions::kKeep));
  Copier copier(reader, *writer, book);
  const size_t count = tables::Catalog::Get().tables().size();
  for (size_t i = 0; i < count; ++i) RETURN_IF_ERROR(copier.CopyTable(static_cast<int>(i)));
  RETURN_IF_ERROR(book.Flush());
  RETURN_IF_ERROR(writer->Seal());
  return CompareRowCounts(reader, *writer, path);
}

}  // namespace

absl::Status RedactSnapshot(const std::string& raw_path, const std::string& redacted_path,
                            AliasBook& book) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(raw_path));
  RETURN_IF_ERROR(CheckRaw(reader));
  if (base::FileExists(redacted_path)) {
    return absl::AlreadyExistsError(absl::StrCat(redacted_path, " exists already"));
  }
  const absl::Status status = WriteRedacted(reader, redacted_path, book);
  if (!status.ok()) base::RemoveFile(redacted_path).IgnoreError();
  return status;
}

}  // namespace sitrep::redact
