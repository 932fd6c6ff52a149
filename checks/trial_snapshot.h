#ifndef SITREP_CHECKS_TRIAL_SNAPSHOT_H_
#define SITREP_CHECKS_TRIAL_SNAPSHOT_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "snapshot/reader.h"

namespace sitrep::checks {

// TrialSnapshot is a real snapshot file to try checks on, filled by SQL. The source 's1' of version
// 8.0.3 is there, and its clock says 2026-01-31 00:00 UTC.
//
// Lifecycle: Create, Insert any number of times, then Reader; the destructor removes the file.
// Threads: one. Failure: INVALID_ARGUMENT what SQLite says of a statement.
class TrialSnapshot {
 public:
  // Makes `path`, which must not be there.
  static absl::StatusOr<std::unique_ptr<TrialSnapshot>> Create(const std::string& path);
  ~TrialSnapshot();
  TrialSnapshot(const TrialSnapshot&) = delete;
  TrialSnapshot& operator=(const TrialSnapshot&) = delete;

  // Runs statements; computed columns are computed again afterwards.
  absl::Status Insert(std::string_view sql);
  // Puts rows of `coverage` in the place of those that are there.
  absl::Status SetGaps(std::string_view sql);
  // Replaces every value of class ALIAS, tables about coverage included; texts of class DROP go.
  absl::Status Rename(const std::function<std::string(std::string_view)>& alias);
  absl::StatusOr<snapshot::SnapshotReader> Reader() const;
  const std::string& path() const { return path_; }

 private:
  explicit TrialSnapshot(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_TRIAL_SNAPSHOT_H_
