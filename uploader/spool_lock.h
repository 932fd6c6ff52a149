#ifndef SITREP_UPLOADER_SPOOL_LOCK_H_
#define SITREP_UPLOADER_SPOOL_LOCK_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace sitrep::uploader {

// An advisory lock on a file, held until destruction or the end of the process, however it ends.
// The file holds the process id of the last holder, for messages.
class SpoolLock {
 public:
  // FAILED_PRECONDITION when another holder has it; the message names its process.
  static absl::StatusOr<SpoolLock> Take(const std::string& path);
  SpoolLock(SpoolLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  SpoolLock& operator=(SpoolLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~SpoolLock();

 private:
  explicit SpoolLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_SPOOL_LOCK_H_
