#ifndef SITREP_COLLECTORS_VSPHERE_HISTORY_REQUEST_H_
#define SITREP_COLLECTORS_VSPHERE_HISTORY_REQUEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace sitrep::collectors {

// How much of its events and tasks a source is asked for.
struct HistoryRequest {
  // Back from the source's own clock, where there is no checkpoint.
  absl::Duration window = absl::Hours(24);
  // Entries that were noted so late are still found; a part of that long is read twice.
  absl::Duration look_back = absl::Minutes(10);
  // New entries of one stream in one run. More are a gap, and the next run's.
  int64_t most_rows = 100000;
  int page = 1000;  // entries in one answer; sources give no more
  // Texts of HistoryCheckpoint, as an earlier report gave them. One that is of another source or
  // stream, or cannot be read, is passed over.
  std::vector<std::string> checkpoints{};
};

// A stretch of a stream that should be there and is not.
struct HistoryGap {
  enum class Reason { kTrimmed, kOverflow, kDenied };
  Reason reason = Reason::kTrimmed;
  int64_t from_key = 0;  // the last entry before it
  absl::Time from = absl::InfinitePast();
  int64_t to_key = 0;  // the first after it; of an overflow the newest there is; 0: none
  absl::Time to = absl::InfinitePast();
  int64_t missing = -1;  // keys between the two: at most so many entries; -1: not known
};

// What one run read of one stream.
struct HistoryResult {
  std::string stream;      // event or task
  std::string checkpoint;  // text of the new HistoryCheckpoint
  int64_t rows = 0;
  std::vector<HistoryGap> gaps;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HISTORY_REQUEST_H_
