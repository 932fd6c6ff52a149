#include "collectors/appliance/json_table.h"

#include "collectors/appliance/json_cell.h"

namespace sitrep::collectors {

using base::Cell;
using tables::Catalog;
using tables::Column;

JsonTable::JsonTable(std::string_view table, std::string_view source, std::string_view privilege,
                     base::RowSink& sink, GapLedger& gaps)
    : index_(Catalog::Get().Find(table)),
      table_(Catalog::Get().table(table)),
      source_(source),
      privilege_(privilege),
      sink_(sink),
      gaps_(gaps),
      scratch_(table_.columns.size()),
      cells_(table_.columns.size()) {}

Cell JsonTable::ReadCell(int column, const JsonElement& element) {
  const auto at = static_cast<size_t>(column);
  const Column& declared = table_.columns[at];
  const std::string& special = declared.path.special;
  if (declared.path_text.empty()) return Cell::Null();
  if (special == "@source") return Cell::Text(source_);
  if (special == "@ref") return element.id.empty() ? Cell::Null() : Cell::Text(element.id);
  if (special == "@index") return Cell::Integer(static_cast<int64_t>(element.index));
  if (!special.empty() && special != "@text") return Cell::Null();
  Cell cell;
  const Json* value = special.empty() ? WalkJson(*element.value, declared.path) : element.value;
  if (!ReadJsonCell(declared, value, scratch_[at], cell)) {
    gaps_.AddWhole(index_, column, "failed", "malformed");
    return Cell::Null();
  }
  return cell;
}

bool JsonTable::HasKey() const {
  for (const int column : table_.key) {
    if (cells_[static_cast<size_t>(column)].is_null()) return false;
  }
  return true;
}

absl::Status JsonTable::Append(const JsonElement& element) {
  for (size_t i = 0; i < cells_.size(); ++i) cells_[i] = ReadCell(static_cast<int>(i), element);
  if (!HasKey()) {
    gaps_.AddWhole(index_, -1, "failed", "malformed");
    return absl::OkStatus();
  }
  return sink_.Append(index_, cells_);
}

std::string_view JsonTable::PrivilegeFor(std::string_view status) const {
  return status == "denied" ? std::string_view(privilege_) : std::string_view();
}

void JsonTable::NoteMissing(std::string_view member, std::string_view status,
                            std::string_view reason) {
  for (size_t i = 0; i < table_.columns.size(); ++i) {
    const Column& column = table_.columns[i];
    if (column.path.steps.empty() || column.path.steps.front().name != member) continue;
    gaps_.AddWhole(index_, static_cast<int>(i), status, reason, PrivilegeFor(status));
  }
}

void JsonTable::NoteMissingRow(std::string_view id, std::string_view status,
                               std::string_view reason) {
  gaps_.AddObject(index_, -1, status, reason, PrivilegeFor(status), id);
}

void JsonTable::NoteMissing(std::string_view status, std::string_view reason) {
  gaps_.AddWhole(index_, -1, status, reason, PrivilegeFor(status));
}

}  // namespace sitrep::collectors
