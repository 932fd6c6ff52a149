#ifndef SITREP_CHECKS_SNAPSHOT_FIXTURE_H_
#define SITREP_CHECKS_SNAPSHOT_FIXTURE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "checks/trial_snapshot.h"
#include "snapshot/reader.h"

namespace sitrep::checks {

// SnapshotFixture is a TrialSnapshot for tests, in a folder of its own.
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
  const std::string& path() const { return trial_->path(); }

 private:
  std::string directory_;
  std::unique_ptr<TrialSnapshot> trial_;
};

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_SNAPSHOT_FIXTURE_H_
