#include "collectors/vsphere/gap_ledger.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

const tables::Table& TableAt(int index) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(index)];
}

std::string ColumnName(int table, int column) {
  return column < 0 ? "" : TableAt(table).columns[static_cast<size_t>(column)].name;
}

// Reason and privilege are public columns, and the source's own answer fills them: what is not
// spelt like a type or an identifier is not taken over.
std::string_view PublicWord(std::string_view word) {
  constexpr size_t kLongest = 64;
  const bool spelt = std::all_of(word.begin(), word.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_';
  });
  return spelt && word.size() <= kLongest ? word : "unreadable";
}

}  // namespace

void GapLedger::AddWhole(int table, int column, std::string_view status, std::string_view reason,
                         std::string_view privilege) {
  base::MutexLock lock(mutex_);
  Entry& entry = entries_[Key(table, column, status, PublicWord(privilege))];
  entry.whole = true;
  entry.reason = PublicWord(reason);
}

void GapLedger::AddFailure(int table, const absl::Status& status) {
  if (const std::optional<Fault> fault = FaultOf(status)) {
    AddWhole(table, -1, StatusOf(*fault), fault->type, fault->privilege);
  } else {
    AddWhole(table, -1, "failed", absl::StatusCodeToString(status.code()));
  }
}

void GapLedger::AddObject(int table, int column, std::string_view status, std::string_view reason,
                          std::string_view privilege, std::string_view moid) {
  base::MutexLock lock(mutex_);
  Entry& entry = entries_[Key(table, column, status, PublicWord(privilege))];
  if (entry.reason.empty()) entry.reason = PublicWord(reason);
  entry.objects.emplace(moid);
}

void GapLedger::Forget(int table) {
  base::MutexLock lock(mutex_);
  std::erase_if(entries_, [&](const auto& entry) { return std::get<0>(entry.first) == table; });
}

void GapLedger::Clear() {
  base::MutexLock lock(mutex_);
  entries_.clear();
}

void GapLedger::Merge(const GapLedger& other) {
  std::map<Key, Entry> theirs;
  {
    base::MutexLock lock(other.mutex_);
    theirs = other.entries_;
  }
  base::MutexLock lock(mutex_);
  for (const auto& [key, entry] : theirs) {
    Entry& mine = entries_[key];
    if (mine.reason.empty()) mine.reason = entry.reason;
    mine.whole = mine.whole || entry.whole;
    mine.objects.insert(entry.objects.begin(), entry.objects.end());
  }
}

void GapLedger::Inherit(int table, const GapLedger& other, int named_in, int column) {
  std::map<Key, std::string> reasons;
  {
    base::MutexLock lock(other.mutex_);
    for (const auto& [key, entry] : other.entries_) {
      const bool row = std::get<1>(key) < 0;
      if (std::get<0>(key) != named_in || (!row && std::get<1>(key) != column)) continue;
      reasons[Key(table, -1, std::get<2>(key), std::get<3>(key))] = entry.reason;
    }
  }
  for (const auto& [key, reason] : reasons) {
    AddWhole(table, -1, std::get<2>(key), reason, std::get<3>(key));
  }
}

void GapLedger::ForgetObject(int table, int column, std::string_view moid) {
  base::MutexLock lock(mutex_);
  for (auto at = entries_.begin(); at != entries_.end();) {
    Entry& entry = at->second;
    const bool named = std::get<0>(at->first) == table && std::get<1>(at->first) == column;
    const auto object = named ? entry.objects.find(moid) : entry.objects.end();
    if (object != entry.objects.end()) entry.objects.erase(object);
    const bool empty = named && entry.objects.empty() && !entry.whole;
    at = empty ? entries_.erase(at) : std::next(at);
  }
}

std::vector<Gap> GapLedger::Gaps() const {
  base::MutexLock lock(mutex_);
  std::vector<Gap> gaps;
  for (const auto& [key, entry] : entries_) {
    const auto& [table, column, status, privilege] = key;
    Gap gap;
    gap.table = TableAt(table).name;
    gap.column = ColumnName(table, column);
    gap.status = status;
    gap.missing = entry.whole ? -1 : static_cast<int64_t>(entry.objects.size());
    gap.reason = entry.reason;
    gap.privilege = privilege;
    gaps.push_back(std::move(gap));
  }
  return gaps;
}

absl::Status GapLedger::Write(std::string_view source, base::RowSink& sink) const {
  const int coverage = tables::Catalog::Get().Find("coverage");
  const int coverage_object = tables::Catalog::Get().Find("coverage_object");
  for (const Gap& gap : Gaps()) {
    const base::Cell cells[] = {
        base::Cell::Text(source),
        base::Cell::Text(gap.table),
        base::Cell::Text(gap.column),
        base::Cell::Text(gap.status),
        gap.missing < 0 ? base::Cell::Null() : base::Cell::Integer(gap.missing),
        base::Cell::Text(gap.reason),
        base::Cell::Text(gap.privilege)};
    RETURN_IF_ERROR(sink.Append(coverage, cells));
  }
  base::MutexLock lock(mutex_);
  for (const auto& [key, entry] : entries_) {
    const std::string column = ColumnName(std::get<0>(key), std::get<1>(key));
    for (const std::string& moid : entry.objects) {
      const base::Cell cells[] = {base::Cell::Text(source),
                                  base::Cell::Text(TableAt(std::get<0>(key)).name),
                                  base::Cell::Text(column), base::Cell::Text(moid)};
      RETURN_IF_ERROR(sink.Append(coverage_object, cells));
    }
  }
  return absl::OkStatus();
}

std::string_view StatusOf(const Fault& fault) {
  if (fault.type == "NoPermission") return "denied";
  if (fault.type == "InvalidProperty") return "unknown_path";
  if (fault.type == "NotSupported" || fault.type == "NotImplemented" ||
      fault.type == "MethodNotFound") {
    return "not_supported";
  }
  return "failed";
}

}  // namespace sitrep::collectors
