#include "collectors/vsphere/history_tracker.h"

#include <algorithm>
#include <utility>

namespace sitrep::collectors {
namespace {

// Entries that are looked at for where a reading that was cut short had come to: clocks of hosts
// differ, so the time of one entry alone says little.
constexpr size_t kLastEntries = 100;

}  // namespace

HistoryTracker::HistoryTracker(std::optional<HistoryCheckpoint> start,
                               const HistoryRequest& request, absl::Time now)
    : start_(std::move(start)), request_(request), now_(now) {}

absl::Time HistoryTracker::FirstBegin() const {
  return start_ ? start_->since : now_ - request_.window;
}

absl::Time HistoryTracker::begin() const {
  return recent_.empty() ? FirstBegin() : std::max(FirstBegin(), Reached());
}

bool HistoryTracker::WasRead(const HistoryEntry& entry) const {
  return start_ && entry.created <= start_->newest && start_->seen.Contains(entry.key) &&
         !start_->open.Contains(entry.key);
}

bool HistoryTracker::Knows(const HistoryEntry& entry) const {
  return keys_.Contains(entry.key) || WasRead(entry);
}

bool HistoryTracker::Take(const HistoryEntry& entry) {
  const bool fresh = !Knows(entry);
  if (start_ && entry.key <= start_->key && entry.created <= start_->newest) joined_ = true;
  if (keys_.Add(entry.key)) recent_.push_back(entry);
  if (entry.key >= highest_) {
    highest_ = entry.key;
    last_ = entry.created;
  }
  newest_ = std::max(newest_, entry.created);
  if (!fresh) return false;
  ++taken_;
  if (entry.open) open_.push_back(entry);
  return true;
}

int64_t HistoryTracker::Above(int64_t key) const { return keys_.Above(key).value_or(0); }

std::optional<HistoryGap> HistoryTracker::Trimmed(bool whole) const {
  if (!start_ || start_->key == 0 || joined_ || (keys_.empty() && !whole)) return std::nullopt;
  HistoryGap gap{
      .reason = HistoryGap::Reason::kTrimmed, .from_key = start_->key, .from = start_->newest};
  if (keys_.empty()) return gap;
  const auto lowest =
      std::min_element(recent_.begin(), recent_.end(),
                       [](const HistoryEntry& a, const HistoryEntry& b) { return a.key < b.key; });
  gap.to_key = lowest->key;
  gap.to = lowest->created;
  if (gap.to_key > gap.from_key) gap.missing = gap.to_key - gap.from_key - 1;
  if (gap.missing == 0) return std::nullopt;
  return gap;
}

// A time that no entry lies before which is still to come.
absl::Time HistoryTracker::Reached() const {
  absl::Time earliest = absl::InfiniteFuture();
  const size_t from = recent_.size() - std::min(recent_.size(), kLastEntries);
  for (size_t i = from; i < recent_.size(); ++i) {
    earliest = std::min(earliest, recent_[i].created);
  }
  return earliest - request_.look_back;
}

absl::Time HistoryTracker::NextSince(bool whole) const {
  if (recent_.empty()) {
    return start_ ? start_->since : whole ? now_ - request_.look_back : FirstBegin();
  }
  // A time that lies ahead is a host's clock that runs fast: others will follow that lie before it.
  absl::Time since = whole ? std::min(newest_, now_) - request_.look_back : begin();
  for (const HistoryEntry& open : open_) {
    if (open.created > now_ - kLongestTask) since = std::min(since, open.created);
  }
  return since;
}

HistoryCheckpoint HistoryTracker::Checkpoint(bool whole) const {
  HistoryCheckpoint result = start_.value_or(HistoryCheckpoint());
  result.since = NextSince(whole);
  if (recent_.empty()) {
    if (!start_) result.newest = result.since;
    return result;
  }
  const bool all = whole && result.since >= FirstBegin();
  if (all) result.seen = KeyRanges();
  if (all) result.open = KeyRanges();
  for (const HistoryEntry& entry : recent_) {
    if (entry.created >= result.since) result.seen.Add(entry.key);
  }
  for (const HistoryEntry& open : open_) {
    if (open.created >= result.since) result.open.Add(open.key);
  }
  result.newest = start_ ? std::max(start_->newest, newest_) : newest_;
  result.key = whole || !start_ ? highest_ : std::max(start_->key, highest_);
  return result;
}

}  // namespace sitrep::collectors
