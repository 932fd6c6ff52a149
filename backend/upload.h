#ifndef SITREP_BACKEND_UPLOAD_H_
#define SITREP_BACKEND_UPLOAD_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/agents.h"
#include "backend/artifacts.h"
#include "backend/config.h"
#include "backend/store.h"
#include "base/clock.h"
#include "base/file.h"
#include "proto/ingest.pb.h"

namespace sitrep::backend {

struct UploadOptions {
  Limits limits;
  base::Clock* clock = nullptr;  // Real() when null; not owned
  // For tests: called with the name of each step before it is taken; a process killed there loses
  // nothing.
  std::function<void(std::string_view step)> before;
  // Bytes a file system still has for us; the real one when unset.
  std::function<absl::StatusOr<int64_t>(const std::string& directory)> free_bytes;
  // Runs work on a new thread, or throws std::system_error; a detached std::thread when unset.
  std::function<void(std::function<void()> work)> start_thread;
};

// Upload is one artifact on its way in, from the answer to Open until it is durable. No network in
// it: the same object serves a stream and a test that kills the process between two steps.
//
// Lifecycle: Open() decides whether it is taken and finds what is already here; then Append(), each
// beginning at
//   received(); Sync() makes it durable; Finish() verifies the digest over what lies on disk,
//   judges the contents, and publishes. Destroyed before Finish(), it leaves what arrived for the
//   next Open().
// After an error it is only good for destruction: part of a chunk may lie on disk, which the next
// Open() finds. Ownership: `store` outlives it. Threads: one at a time; nobody else may have the
// same artifact of the same tenant open. Failure, at Open(): FAILED_PRECONDITION the request is
// closed or not this tenant's, or it is too large; PERMISSION_DENIED the contract is
//   over; RESOURCE_EXHAUSTED over quota, or no room; INVALID_ARGUMENT names the field.
// Append(): OUT_OF_RANGE does not begin where the last one ended, or goes beyond the size;
// RESOURCE_EXHAUSTED no room. Finish(): DATA_LOSS the digest differs, and what was here is gone;
// PERMISSION_DENIED it is not redacted, and gone.
class Upload {
 public:
  static absl::StatusOr<std::unique_ptr<Upload>> Open(Store& store, const UploadOptions& options,
                                                      const Agent& agent, const sitrep::Open& open);

  // Where the client goes on; the size when nothing is left to send.
  int64_t received() const { return received_; }
  int64_t durable() const { return durable_; }
  int64_t size() const { return artifact_.size; }
  // It was bound to its request before: this client only missed the answer.
  bool was_bound() const { return was_bound_; }
  const Artifact& artifact() const { return artifact_; }

  absl::Status Append(int64_t offset, std::string_view data);
  absl::Status Sync();
  // `alive` is called now and then while a large file is read; what it returns, if not OK, ends the
  // reading.
  absl::StatusOr<Done> Finish(const std::function<absl::Status()>& alive);

 private:
  Upload(Store& store, const UploadOptions& options, Artifact artifact)
      : artifacts_(store), options_(options), artifact_(std::move(artifact)) {}

  absl::Status Prepare();
  absl::Status Publish();
  absl::Status Discard(const absl::Status& reason);
  std::string FilePath() const;
  absl::Status VerifyDigest(const std::function<absl::Status()>& alive);
  void Before(std::string_view step) const;
  absl::Time Now() const;

  Artifacts artifacts_;
  const UploadOptions options_;
  Artifact artifact_;
  bool was_bound_ = false;
  bool already_here_ = false;  // published earlier: there is no incoming file
  std::optional<base::FileSink> file_;
  int64_t received_ = 0;
  int64_t durable_ = 0;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_UPLOAD_H_
