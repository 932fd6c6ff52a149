#ifndef SITREP_SNAPSHOT_HOSTILE_FILE_H_
#define SITREP_SNAPSHOT_HOSTILE_FILE_H_

#include <string>

#include "absl/status/status.h"

namespace sitrep::snapshot {

// For tests: fills `coverage` of the snapshot at `path`, then adds `levels` pages to its tree that
// name the page below them as every one of their children. What has n children reads as n^levels
// times the rows of a page.
absl::Status MakeHostile(const std::string& path, int levels);

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_HOSTILE_FILE_H_
