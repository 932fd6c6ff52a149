#include "redact/snapshot_redactor.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "base/sqlite.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"
#include "tables/public_text.h"

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

// By table: names that differ where aliases do not, in letter case or in how a slash is spelt.
using Twins = std::set<int>;

// Keeps rows apart whose keys became one: the later one's last alias gets a number behind it.
class KeysApart {
 public:
  explicit KeysApart(const Table& table) : table_(table) {}

  void Part(std::vector<Cell>& cells, std::vector<std::string>& texts) {
    const int last = LastAlias(cells, texts);
    if (last < 0) return;
    const auto column = static_cast<size_t>(last);
    const std::string alias = texts[column];
    for (int number = 2; !seen_.insert(KeyOf(cells)).second; ++number) {
      texts[column] = absl::StrCat(alias, "~", number);
      cells[column] = Cell::Text(texts[column]);
    }
  }

 private:
  int LastAlias(const std::vector<Cell>& cells, const std::vector<std::string>& texts) const {
    int last = -1;
    for (const int index : table_.key) {
      const auto column = static_cast<size_t>(index);
      // An alias lies in `texts`, whatever stayed as it was does not.
      const Cell& cell = cells[column];
      if (cell.kind == Cell::Kind::kText && cell.text.data() == texts[column].data()) last = index;
    }
    return last;
  }
  std::string KeyOf(const std::vector<Cell>& cells) const {
    std::string key;
    for (const int index : table_.key) {
      const Cell& cell = cells[static_cast<size_t>(index)];
      const std::string text =
          cell.kind == Cell::Kind::kText ? std::string(cell.text) : absl::StrCat(cell.integer);
      absl::StrAppend(&key, text.size(), ":", text);
    }
    return key;
  }

  const Table& table_;
  std::set<std::string> seen_;
};

class Copier {
 public:
  Copier(snapshot::SnapshotReader& reader, snapshot::SnapshotWriter& writer, AliasBook& book,
         const Twins& twins)
      : reader_(reader), writer_(writer), book_(book), twins_(twins) {}

  absl::Status CopyTable(int index) {
    const Table& table = tables::Catalog::Get().tables()[static_cast<size_t>(index)];
    if (!reader_.Has(table.name, table.columns[0].name)) return absl::OkStatus();
    ASSIGN_OR_RETURN(base::Statement rows, reader_.database().Prepare(SelectSql(table, reader_)));
    KeysApart keys(table);
    texts_.resize(table.columns.size());
    cells_.resize(table.columns.size());
    while (true) {
      ASSIGN_OR_RETURN(const bool more, rows.Step());
      if (!more) return absl::OkStatus();
      for (size_t i = 0; i < table.columns.size(); ++i) {
        cells_[i] = Redacted(table.columns[i], rows.Value(static_cast<int>(i)), texts_[i]);
      }
      if (table.name == "snapshot_info") MarkRedacted(table);
      if (twins_.contains(index)) keys.Part(cells_, texts_);
      RETURN_IF_ERROR(writer_.Append(index, cells_));
    }
  }

 private:
  Cell Redacted(const Column& column, const Cell& cell, std::string& text) {
    const bool is_text = cell.kind == Cell::Kind::kText;
    switch (is_text ? tables::RedactionOf(column, cell.text) : column.redaction) {
      case tables::PUBLIC:
        return cell;
      case tables::ALIAS:
        if (!is_text) return Cell::Null();
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
  const Twins& twins_;
  std::vector<std::string> texts_;
  std::vector<Cell> cells_;
};

// Tables in which two rows got one key, so that one of them is gone.
absl::StatusOr<Twins> FindTwins(const snapshot::SnapshotReader& raw,
                                const snapshot::SnapshotWriter& writer,
                                const std::string& redacted_path) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader redacted,
                   snapshot::SnapshotReader::Open(redacted_path));
  const std::vector<Table>& declared = tables::Catalog::Get().tables();
  Twins twins;
  for (size_t i = 0; i < declared.size(); ++i) {
    const std::string& name = declared[i].name;
    if (!raw.Has(name, declared[i].columns[0].name)) continue;
    ASSIGN_OR_RETURN(const int64_t count,
                     redacted.database().Integer(
                         absl::StrCat("SELECT count(*) FROM ", base::QuoteIdentifier(name))));
    if (count != writer.rows(static_cast<int>(i))) twins.insert(static_cast<int>(i));
  }
  return twins;
}

absl::Status CheckRaw(const snapshot::SnapshotReader& reader) {
  const snapshot::SnapshotFacts& facts = reader.facts();
  if (!facts.redacted && facts.alias_key_id.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(reader.path(),
                                                    " is redacted already, with key ",
                                                    facts.alias_key_id, "; give the raw snapshot"));
}

// Returns the tables in which keys met; `twins` are those where they are to be kept apart.
absl::StatusOr<Twins> WriteRedacted(snapshot::SnapshotReader& reader, const std::string& path,
                                    AliasBook& book, const Twins& twins) {
  ASSIGN_OR_RETURN(
      std::unique_ptr<snapshot::SnapshotWriter> writer,
      snapshot::SnapshotWriter::Create(path, snapshot::SnapshotWriter::Expressions::kKeep));
  Copier copier(reader, *writer, book, twins);
  const size_t count = tables::Catalog::Get().tables().size();
  for (size_t i = 0; i < count; ++i) RETURN_IF_ERROR(copier.CopyTable(static_cast<int>(i)));
  RETURN_IF_ERROR(book.Flush());
  RETURN_IF_ERROR(writer->Seal());
  return FindTwins(reader, *writer, path);
}

// Few snapshots have such names; only they are written twice, and remember keys.
absl::Status WriteAllRows(snapshot::SnapshotReader& reader, const std::string& path,
                          AliasBook& book) {
  ASSIGN_OR_RETURN(const Twins twins, WriteRedacted(reader, path, book, {}));
  if (twins.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(base::RemoveFile(path));
  ASSIGN_OR_RETURN(const Twins left, WriteRedacted(reader, path, book, twins));
  if (left.empty()) return absl::OkStatus();
  const Table& table = tables::Catalog::Get().tables()[static_cast<size_t>(*left.begin())];
  return absl::AlreadyExistsError(absl::StrCat(
      "two rows of table ", table.name, " would share a key once redacted; nothing was written"));
}

}  // namespace

absl::Status RedactSnapshot(const std::string& raw_path, const std::string& redacted_path,
                            AliasBook& book) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(raw_path));
  RETURN_IF_ERROR(CheckRaw(reader));
  if (base::FileExists(redacted_path)) {
    return absl::AlreadyExistsError(absl::StrCat(redacted_path, " exists already"));
  }
  const absl::Status status = WriteAllRows(reader, redacted_path, book);
  if (!status.ok()) base::RemoveFile(redacted_path).IgnoreError();
  return status;
}

}  // namespace sitrep::redact
