#ifndef SITREP_COLLECTORS_VSPHERE_HISTORY_CHECKPOINT_H_
#define SITREP_COLLECTORS_VSPHERE_HISTORY_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/vsphere/key_ranges.h"

namespace sitrep::collectors {

// HistoryCheckpoint is where reading one stream of history of one source ended, and what the next
// reading must know to neither lose nor repeat an entry. Times are the source's own.
//
// An entry may be noted late: with a higher key than entries that were read, and an earlier time.
// So the next reading looks back to `since`, and knows by `seen` which of those entries it had. An
// entry that is newer than `newest` was never read, whatever its key: after a restored backup a
// source counts from an earlier number again.
struct HistoryCheckpoint {
  std::string source;  // key of the source
  std::string stream;  // event or task
  absl::Time since;    // ask for entries from here on
  absl::Time newest;   // time of the newest entry that was read
  int64_t key = 0;     // highest that was read; 0: none
  KeyRanges seen;      // keys that were read, of entries from `since` on
  KeyRanges open;      // tasks that had not ended: they are given again, as they are then

  friend bool operator==(const HistoryCheckpoint&, const HistoryCheckpoint&) = default;
};

// One line of words, for a file of state:
//   history 1 SOURCE STREAM SINCE NEWEST KEY SEEN OPEN
std::string ToText(const HistoryCheckpoint& checkpoint);
// INVALID_ARGUMENT names the word that is wrong; FAILED_PRECONDITION a version that is not ours.
absl::StatusOr<HistoryCheckpoint> ReadHistoryCheckpoint(std::string_view text);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HISTORY_CHECKPOINT_H_
