#ifndef SITREP_COLLECTORS_BUNDLES_LOG_BUNDLE_H_
#define SITREP_COLLECTORS_BUNDLES_LOG_BUNDLE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/byte_stream.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

struct LogBundleOptions {
  std::vector<std::string> hosts;  // names as the inventory has them, or managed object references
  bool include_default =
      false;  // also the source's own logs; a standalone host always gives its own
  absl::Duration task_timeout = absl::Minutes(60);
  absl::Duration busy_timeout =
      absl::Minutes(30);  // another bundle is being made: wait at most so long
  absl::Duration poll_interval = absl::Seconds(2);
  absl::Duration stall_timeout =
      absl::Seconds(120);          // a download without a byte for so long has failed
  bool allow_other_hosts = false;  // fetch also from hosts that the source names beside itself
};

// One file that the source has prepared.
struct LogBundleFile {
  std::string host_moid;  // empty for the source's own logs
  std::string host_name;  // as in the inventory; empty when not known
  std::string url;        // complete: the source's `*` is replaced by our own address of it
  std::string file_name;  // last part of the URL's path
};

struct LogBundleProgress {
  std::string stage;  // waiting, generating
  int percent = 0;    // of generating, as the source gives it
};
using OnLogBundleProgress = std::function<void(const LogBundleProgress&)>;

// Asks the source to generate log bundles of the named hosts and waits for the task. The only call
// of ours that makes the source do something. On interrupt or time-out the task is cancelled.
//
// Failure: NOT_FOUND names the host that the inventory does not have; PERMISSION_DENIED names the
// privilege (Global.Diagnostics); UNAVAILABLE another bundle is still being made;
// DEADLINE_EXCEEDED; CANCELLED; ABORTED the task failed, with the fault's type;
// FAILED_PRECONDITION the source named another host than itself to fetch from.
absl::StatusOr<std::vector<LogBundleFile>> GenerateLogBundles(Session& session,
                                                              const LogBundleOptions& options,
                                                              const OnLogBundleProgress& progress);

// Streams one of the files: nothing is stored on the way. Reads block until bytes come.
//
// Lifecycle: the destructor stops the download. Ownership: the session must outlive the source; it
// is kept alive while the download runs. Threads: Read() from one at a time. Failure: UNAVAILABLE
// the connection broke or stalled (the source does not promise to resume: ask again from the
// start), PERMISSION_DENIED, NOT_FOUND the file has expired, CANCELLED interrupted.
class LogBundleDownload : public base::ByteSource {
 public:
  static absl::StatusOr<std::unique_ptr<LogBundleDownload>> Open(Session& session,
                                                                 const LogBundleFile& file,
                                                                 absl::Duration stall_timeout);
  // Bytes that the server announced; -1 when it did not.
  virtual int64_t size() const = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_BUNDLES_LOG_BUNDLE_H_
