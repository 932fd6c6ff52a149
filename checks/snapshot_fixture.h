#ifndef SITREP_CHECKS_SNAPSHOT_FIXTURE_H_
#define SITREP_CHECKS_SNAPSHOT_FIXTURE_H_

#include <functional>
#include <string>
#include <string_view>

#include "snapshot/reader.h"

namespace sitrep::checks {

// SnapshotFixture is a real snapshot file for tests, filled by SQL. The source 's1' of
// version 8.0.3 is there, and its clock says 2026-01-31 00:00 UTC.
//
// Lifecycle: Insert() any number of times, then Reader(). The destructor removes the file. Any
// failure fails the test.
class SnapshotFixture {
 public:
  SnapshotFixture();
  ~SnapshotFixture();

  // Runs statements; computed columns are computed again afterwards.
  void Insert(std::string_view sql);
  // Replaces every value of class ALIAS, tables about coverage included.
  void Rename(const std::function<std::string(std::string_view)>& alias);
  snapshot::SnapshotReader Reader();
  const std::string& path() const { return path_; }

 private:
  std::string directory_;
  std::string path_;
};

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_SNAPSHOT_FIXTURE_H_
