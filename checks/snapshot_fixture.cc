#include "checks/snapshot_fixture.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

namespace sitrep::checks {

SnapshotFixture::SnapshotFixture() {
  std::string pattern = testing::TempDir() + "/sitrep-checks-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << pattern;
  directory_ = pattern;
  auto trial = TrialSnapshot::Create(directory_ + "/fixture.sitrep");
  if (!trial.ok()) {
    ADD_FAILURE() << trial.status();
    return;
  }
  trial_ = *std::move(trial);
}

SnapshotFixture::~SnapshotFixture() {
  trial_.reset();
  rmdir(directory_.c_str());
}

void SnapshotFixture::Insert(std::string_view sql) {
  const absl::Status status = trial_->Insert(sql);
  ASSERT_TRUE(status.ok()) << status;
}

void SnapshotFixture::Rename(const std::function<std::string(std::string_view)>& alias) {
  const absl::Status status = trial_->Rename(alias);
  ASSERT_TRUE(status.ok()) << status;
}

snapshot::SnapshotReader SnapshotFixture::Reader() {
  auto reader = trial_->Reader();
  if (!reader.ok()) ADD_FAILURE() << reader.status();
  return *std::move(reader);
}

}  // namespace sitrep::checks
