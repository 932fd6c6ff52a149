#ifndef SITREP_COLLECTORS_VSPHERE_HISTORY_TRACKER_H_
#define SITREP_COLLECTORS_VSPHERE_HISTORY_TRACKER_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "collectors/vsphere/history_checkpoint.h"
#include "collectors/vsphere/history_request.h"

namespace sitrep::collectors {

// One event or task as a page has it.
struct HistoryEntry {
  int64_t key = 0;
  absl::Time created;
  bool open = false;  // a task that has not ended
};

// HistoryTracker decides which entries of a stream are new, what is missing, and where the next
// reading begins. Pure.
//
// Keys need not follow each other: a source numbers entries that the account may not see, too. So a
// hole among the entries is no gap. History was trimmed when nothing that was read before is there
// any more, although the reading began early enough to find it.
//
// Lifecycle: Take() each entry that comes, in any order and as often as it comes; ask the rest at
// any time. Threads: one at a time.
class HistoryTracker {
 public:
  // `start`: nullopt when the stream is read for the first time. `now`: the source's clock.
  HistoryTracker(std::optional<HistoryCheckpoint> start, const HistoryRequest& request,
                 absl::Time now);

  // Ask the source for entries from here on: at first, or after what was read so far.
  absl::Time begin() const;
  // True when the entry is new: it was neither read before nor taken in this run.
  bool Take(const HistoryEntry& entry);
  bool Knows(const HistoryEntry& entry) const;

  int64_t taken() const { return taken_; }  // new ones
  int64_t highest() const { return highest_; }
  absl::Time newest() const { return newest_; }
  absl::Time last() const { return last_; }  // time of the entry with the highest key
  // The lowest key taken above `key`; 0 when there is none.
  int64_t Above(int64_t key) const;

  // Below, `whole`: all entries from the first begin() on were read.

  // What the source no longer had when this reading began.
  std::optional<HistoryGap> Trimmed(bool whole) const;
  // Where the next reading begins; source and stream are those of the start.
  HistoryCheckpoint Checkpoint(bool whole) const;

 private:
  // A task that runs longer is no longer looked for.
  static constexpr absl::Duration kLongestTask = absl::Hours(48);

  bool WasRead(const HistoryEntry& entry) const;
  absl::Time FirstBegin() const;
  absl::Time Reached() const;
  absl::Time NextSince(bool whole) const;

  const std::optional<HistoryCheckpoint> start_;
  const HistoryRequest request_;
  const absl::Time now_;
  bool joined_ = false;  // an entry that was read before, or might have been, came again
  int64_t taken_ = 0;
  int64_t highest_ = 0;
  absl::Time newest_ = absl::InfinitePast();
  absl::Time last_ = absl::InfinitePast();
  KeyRanges keys_;                    // that came in this run, new or not
  std::vector<HistoryEntry> recent_;  // the same, in the order they came
  std::vector<HistoryEntry> open_;    // new ones that have not ended
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HISTORY_TRACKER_H_
