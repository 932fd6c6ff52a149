#include "checks/coverage.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

auto Order(const Gap& gap) {
  return std::tie(gap.table(), gap.column(), gap.status(), gap.reason(), gap.privilege());
}

// Gaps of tables that are read from the same objects hide the same objects.
std::string ObjectTypes(const std::string& table_name) {
  const int index = tables::Catalog::Get().Find(table_name);
  if (index < 0) return table_name;
  return absl::StrJoin(tables::Catalog::Get().tables()[static_cast<size_t>(index)].objects, ",");
}

// Objects of one source and type that gaps hide: those named, and the largest number given without
// names.
struct Hidden {
  std::vector<std::string> moids;
  int64_t unnamed = 0;

  int64_t Count() {
    std::sort(moids.begin(), moids.end());
    moids.erase(std::unique(moids.begin(), moids.end()), moids.end());
    return std::max(static_cast<int64_t>(moids.size()), unnamed);
  }
};

// Sorts, and makes one of equal gaps.
void Merge(std::vector<Gap>& gaps) {
  std::sort(gaps.begin(), gaps.end(), GapBefore);
  std::vector<Gap> merged;
  for (Gap& gap : gaps) {
    if (!merged.empty() && Order(merged.back()) == Order(gap)) {
      merged.back().set_missing(merged.back().missing() + gap.missing());
    } else {
      merged.push_back(std::move(gap));
    }
  }
  gaps = std::move(merged);
}

// A table that is read on request only, in a run that did not request it.
bool LeftOut(const Gap& gap, const std::string& table) {
  return gap.status() == "not_asked" &&
         tables::Catalog::Get().table(table).profile == tables::ON_REQUEST;
}

}  // namespace

bool GapBefore(const Gap& a, const Gap& b) { return Order(a) < Order(b); }

absl::StatusOr<Coverage> Coverage::Load(base::Database& database) {
  ASSIGN_OR_RETURN(
      base::Statement objects,
      database.Prepare("SELECT moid FROM coverage_object WHERE source = ? AND table_name = ? "
                       "AND column_name = ?"));
  ASSIGN_OR_RETURN(base::Statement statement,
                   database.Prepare("SELECT source, table_name, column_name, status, reason, "
                                    "privilege, missing FROM coverage"));
  Coverage coverage(std::move(objects), ReadBudget(database));
  ReadBudget budget = coverage.budget_;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return coverage;
    RETURN_IF_ERROR(coverage.Add(statement, budget));
  }
}

absl::Status Coverage::Add(const base::Statement& statement, ReadBudget& budget) {
  int64_t bytes = 0;
  for (int column = 0; column < 6; ++column) {
    bytes += static_cast<int64_t>(statement.Text(column).size());
  }
  RETURN_IF_ERROR(budget.Take(bytes));
  Row row;
  row.source = std::string(statement.Text(0));
  row.gap.set_table(std::string(statement.Text(1)));
  row.gap.set_column(std::string(statement.Text(2)));
  row.gap.set_status(std::string(statement.Text(3)));
  row.gap.set_reason(std::string(statement.Text(4)));
  row.gap.set_privilege(std::string(statement.Text(5)));
  row.gap.set_missing(statement.Integer(6));
  row.known = !statement.IsNull(6);
  const Read read{row.gap.table(), row.gap.column()};
  rows_[read].push_back(std::move(row));
  return absl::OkStatus();
}

// Returns how many objects the gap names.
absl::StatusOr<int64_t> Coverage::AddObjects(const Row& row, ReadBudget& budget,
                                             std::vector<std::string>& moids) {
  objects_.Reset();
  objects_.BindText(1, row.source).BindText(2, row.gap.table()).BindText(3, row.gap.column());
  int64_t count = 0;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, objects_.Step());
    if (!more) return count;
    RETURN_IF_ERROR(budget.Take(static_cast<int64_t>(objects_.Text(0).size())));
    moids.emplace_back(objects_.Text(0));
    ++count;
  }
}

std::set<std::string> Coverage::FindNotOffered(const std::vector<Read>& reads) const {
  std::set<std::string> sources;
  for (const Read& read : reads) {
    const auto found = rows_.find({read.table, ""});
    if (found == rows_.end()) continue;
    for (const Row& row : found->second) {
      if (row.gap.status() == "not_supported" || LeftOut(row.gap, read.table)) {
        sources.insert(row.source);
      }
    }
  }
  return sources;
}

absl::StatusOr<Unsure> Coverage::FindUnsure(const std::string& table) {
  Unsure unsure;
  ReadBudget budget = budget_;
  for (auto at = rows_.lower_bound({table, ""}); at != rows_.end() && at->first.table == table;
       ++at) {
    for (const Row& row : at->second) {
      std::vector<std::string> moids;
      ASSIGN_OR_RETURN(const int64_t named, AddObjects(row, budget, moids));
      if (!row.known || named < row.gap.missing()) unsure.sources.insert(row.source);
      for (std::string& moid : moids) unsure.objects.insert({row.source, std::move(moid)});
    }
  }
  return unsure;
}

absl::StatusOr<Unseen> Coverage::Find(const std::vector<Read>& reads,
                                      const std::function<bool(const std::string&)>& applies) {
  std::set<Read> wanted(reads.begin(), reads.end());
  // Whoever reads a column needs the table's rows.
  for (const Read& read : reads) wanted.insert({read.table, ""});
  Unseen unseen;
  ReadBudget budget = budget_;
  std::map<std::pair<std::string, std::string>, Hidden> hidden;
  for (const Read& read : wanted) {
    const auto found = rows_.find(read);
    if (found == rows_.end()) continue;
    for (const Row& row : found->second) {
      if (!applies(row.source)) continue;
      Hidden& objects = hidden[{row.source, ObjectTypes(read.table)}];
      ASSIGN_OR_RETURN(const int64_t named, AddObjects(row, budget, objects.moids));
      if (named == 0) objects.unnamed = std::max(objects.unnamed, row.gap.missing());
      unseen.gaps.push_back(row.gap);
      if (row.gap.missing() == 0) unseen.gaps.back().set_missing(named);
    }
  }
  Merge(unseen.gaps);
  for (auto& [key, objects] : hidden) unseen.objects += objects.Count();
  return unseen;
}

}  // namespace sitrep::checks
