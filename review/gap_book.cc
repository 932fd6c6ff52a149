#include "review/gap_book.h"

#include <functional>
#include <tuple>

#include "base/status_macros.h"
#include "checks/read_budget.h"

namespace sitrep::review {
namespace {

using base::Statement;
using Visit = std::function<void(const Statement&)>;

absl::Status ForEach(snapshot::SnapshotReader& reader, std::string_view sql, const Visit& visit) {
  ASSIGN_OR_RETURN(Statement statement, reader.database().Prepare(sql));
  checks::ReadBudget budget(reader.database());
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    int64_t bytes = 0;
    for (int i = 0; i < statement.column_count(); ++i) {
      bytes += static_cast<int64_t>(statement.Text(i).size());
    }
    RETURN_IF_ERROR(budget.Take(bytes));
    visit(statement);
  }
}

std::string Text(const Statement& statement, int column) {
  return std::string(statement.Text(column));
}

}  // namespace

absl::StatusOr<GapBook> GapBook::Load(snapshot::SnapshotReader& reader, Side side) {
  GapBook book;
  book.side_ = side;
  RETURN_IF_ERROR(ForEach(reader, "SELECT source, version FROM source", [&](const Statement& row) {
    book.sources_[Text(row, 0)] = Text(row, 1);
  }));
  RETURN_IF_ERROR(
      ForEach(reader, "SELECT source, table_name, column_name, moid FROM coverage_object",
              [&](const Statement& row) {
                GapScope& scope = book.places_[{Text(row, 1), Text(row, 2)}][Text(row, 0)];
                scope.objects.insert(Text(row, 3));
              }));
  std::map<std::tuple<std::string, std::string, std::string>, int64_t> missing;
  RETURN_IF_ERROR(ForEach(
      reader,
      "SELECT source, table_name, column_name, status, missing, reason, privilege FROM coverage "
      "ORDER BY table_name, column_name, source, status",
      [&](const Statement& row) {
        NotCompared part{side,         Text(row, 0), Text(row, 1), Text(row, 2),
                         Text(row, 3), Text(row, 5), Text(row, 6), 0};
        GapScope& scope = book.places_[{part.table, part.column}][part.source];
        // Objects are told where all of them are known; otherwise it may be any.
        int64_t& count = missing[{part.source, part.table, part.column}];
        count += row.Integer(4);
        const bool told = !row.IsNull(4) && count <= static_cast<int64_t>(scope.objects.size());
        scope.all = scope.all || !told;
        if (told) part.objects = row.Integer(4);
        const bool whole = part.column.empty() && part.status == "not_supported";
        if (scope.all && (whole || part.status == "not_asked")) {
          book.SetAside(part.source, part.table, part.column);
        }
        book.sources_.emplace(part.source, "");
        book.rows_.push_back(std::move(part));
      }));
  return book;
}

const GapBook::Scopes* GapBook::Find(const std::string& table, const std::string& column) const {
  const auto found = places_.find({table, column});
  return found == places_.end() ? nullptr : &found->second;
}

void GapBook::SetAside(const std::string& source, const std::string& table,
                       const std::string& column) {
  aside_.insert({source, table, column});
  any_aside_.insert({table, column});
}

bool GapBook::IsAside(const std::string& source, const Place& place) const {
  return aside_.count({source, place.first, place.second}) != 0;
}

bool GapBook::IsAsideSomewhere(const Place& place) const { return any_aside_.count(place) != 0; }

void GapBook::AddAbsent(const std::string& table, const std::string& column) {
  SetAside("", table, column);
  for (const auto& [source, version] : sources_) places_[{table, column}][source].all = true;
  rows_.push_back({side_, "", table, column, "not_supported",
                   "the snapshot was made before this was collected", "", 0});
}

}  // namespace sitrep::review
