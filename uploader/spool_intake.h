#ifndef SITREP_UPLOADER_SPOOL_INTAKE_H_
#define SITREP_UPLOADER_SPOOL_INTAKE_H_

#include <string>

#include "absl/status/status.h"
#include "uploader/spool_item.h"

namespace sitrep::uploader {

// SpoolIntake brings a file into the spool's incoming folder and makes an item of it, or undoes
// what it did.
//
// Lifecycle: Take(), Complete(), then the owner renames incoming_path() and calls Release().
// Without Release() the destructor cuts the file back to the artifact and puts it where it was.
// Threads: one.
class SpoolIntake {
 public:
  SpoolIntake(std::string original, std::string incoming)
      : original_(std::move(original)), incoming_(std::move(incoming)) {}
  SpoolIntake(const SpoolIntake&) = delete;
  SpoolIntake& operator=(const SpoolIntake&) = delete;
  ~SpoolIntake();

  // Moves the file, or copies it when it lies on another file system. INVALID_ARGUMENT unless it is
  // a regular file.
  absl::Status Take();
  // Compares size and digest with the item's, appends the trailer, syncs. DATA_LOSS when they
  // differ.
  absl::Status Complete(const SpoolItem& item);
  // The item is in place. Removes the original when it was copied.
  absl::Status Release();

 private:
  absl::Status CopyOver();

  std::string original_;
  std::string incoming_;
  int64_t size_ = 0;
  enum class Stage { kUntouched, kMoved, kCopied, kReleased } stage_ = Stage::kUntouched;
};

// DATA_LOSS unless the first item.size bytes of `path` have the item's digest.
absl::Status VerifyContents(const std::string& path, const SpoolItem& item);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_SPOOL_INTAKE_H_
