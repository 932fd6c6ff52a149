#include "review/change_list.h"

#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "checks/finding_text.h"
#include "review/change_groups.h"

namespace sitrep::review {
namespace {

std::string Text(std::string_view text) { return std::string(text); }

// The key less its source.
std::string KeyText(const std::vector<Datum>& key) {
  std::vector<std::string> parts;
  for (size_t i = key.size() > 1 ? 1 : 0; i < key.size(); ++i) parts.push_back(DatumText(key[i]));
  return absl::StrJoin(parts, " ");
}

}  // namespace

absl::Status ChangeList::OnFinding(const FindingChange& change) {
  if (change.state == FindingState::kUnchanged) return absl::OkStatus();
  const Finding& finding = change.after != nullptr ? *change.after : *change.before;
  std::string line =
      absl::StrCat(Text(FindingStateName(change.state)), " ", change.result->check());
  for (int i = 1; i < finding.key_size(); ++i) {
    absl::StrAppend(&line, " ", checks::ValueText(finding.key(i)));
  }
  if (!change.reason.empty()) absl::StrAppend(&line, " (", change.reason, ")");
  findings_.push_back(std::move(line));
  return absl::OkStatus();
}

absl::Status ChangeList::OnNotCompared(const NotCompared& part) {
  std::string line = absl::StrCat(part.side == Side::kBefore ? "before " : "after ",
                                  part.table.empty() ? part.source : part.table);
  if (!part.column.empty()) absl::StrAppend(&line, ".", part.column);
  absl::StrAppend(&line, " ", part.status);
  if (part.objects > 0) absl::StrAppend(&line, " ", part.objects);
  not_compared_.push_back(std::move(line));
  return absl::OkStatus();
}

absl::Status ChangeList::OnRow(const RowChange& change) {
  const std::vector<Datum>& key = change.after_key.empty() ? change.before_key : change.after_key;
  const std::string line = absl::StrCat(Text(RowStateName(change.state)), " ", change.table->name,
                                        " ", change.name, " [", KeyText(key), "]");
  if (change.columns.empty()) rows_.push_back(line);
  for (const ColumnChange& column : change.columns) {
    rows_.push_back(absl::StrCat(line, ": ", column.column->name, " ",
                                 ChangedText(column.before, column.before_name), " -> ",
                                 ChangedText(column.after, column.after_name)));
  }
  return absl::OkStatus();
}

std::vector<std::string> ChangeList::RowsOf(const std::string& table) const {
  std::vector<std::string> rows;
  std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(rows), [&](const std::string& row) {
    return absl::StrContains(row, absl::StrCat(" ", table, " "));
  });
  return rows;
}

}  // namespace sitrep::review
