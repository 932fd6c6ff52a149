#ifndef SITREP_AGENT_SOURCE_LOCK_H_
#define SITREP_AGENT_SOURCE_LOCK_H_

#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"

namespace sitrep::agent {

// SourceLock is the right to read one source: no two runs of this site read one at once, and so
// none costs it twice.
//
// Lifecycle: Take() gives it or says at once who has it; the destructor, or the end of the process
// however it comes, gives it back. What is kept: `locks/<key>` in the state directory, mode 0600,
// which says who holds it (docs/formats/state_directory.md). Threads: one at a time; two locks of
// one process exclude each other as those of two do. Failure: ABORTED names the process that holds
// it, its work and since when.
class SourceLock {
 public:
  // `key`: what must not be read twice, such as host and port, or an instance UUID. `name`: what
  // the person calls it. `work`: what is done meanwhile, for the message that others get.
  static absl::StatusOr<SourceLock> Take(const std::string& state_directory, const std::string& key,
                                         const std::string& name, const std::string& work,
                                         base::Clock& clock);
  SourceLock(SourceLock&& other) noexcept : descriptor_(other.descriptor_) {
    other.descriptor_ = -1;
  }
  SourceLock& operator=(SourceLock&&) = delete;
  ~SourceLock();

 private:
  explicit SourceLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SOURCE_LOCK_H_
