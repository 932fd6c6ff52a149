#ifndef SITREP_BACKEND_UPLOAD_CLAIMS_H_
#define SITREP_BACKEND_UPLOAD_CLAIMS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/mutex.h"

namespace sitrep::backend {

// UploadClaims lets one stream at a time have an artifact open, and lets a newer stream take it
// over: a client that comes back does not wait until its old, silently dead connection is given up.
//
// Lifecycle: Take() calls `on_superseded` of the claim it takes over, waits until that claim is
// destroyed, and gives its own; a claim that was superseded meanwhile is not given. The claims end
// before this object does. Threads: any; `on_superseded` is called on the thread of the newer
// Take(), must not block, and not come back here. Failure of Take(): ABORTED, a still newer stream
// took over; UNAVAILABLE, the older one did not end within `patience`, or `most` artifacts are
// claimed, or a quarter of that number (at least one) by this tenant.
class UploadClaims {
 public:
  class Claim {
   public:
    Claim(UploadClaims& claims, std::string key) : claims_(claims), key_(std::move(key)) {}
    ~Claim() { claims_.Release(key_); }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;

   private:
    UploadClaims& claims_;
    const std::string key_;
  };

  explicit UploadClaims(int64_t most)
      : most_(most), most_of_tenant_(std::max<int64_t>(1, most / 4)) {}

  // `key` is `tenant/artifact`.
  absl::StatusOr<std::unique_ptr<Claim>> Take(const std::string& key,
                                              std::function<void()> on_superseded,
                                              absl::Duration patience) SITREP_EXCLUDES(mutex_);

 private:
  struct Entry {
    bool held = false;
    int64_t newest = 0;  // turn of the latest Take()
    int64_t waiting = 0;
    std::function<void()> on_superseded;  // of the holder
  };
  absl::Status CheckNumber(const std::string& key) SITREP_REQUIRES(mutex_);
  void Release(const std::string& key) SITREP_EXCLUDES(mutex_);
  void EraseIfUnused(const std::string& key) SITREP_REQUIRES(mutex_);

  const int64_t most_;
  const int64_t most_of_tenant_;
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::map<std::string, Entry> entries_ SITREP_GUARDED_BY(mutex_);
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_UPLOAD_CLAIMS_H_
