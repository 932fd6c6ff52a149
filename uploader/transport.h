#ifndef SITREP_UPLOADER_TRANSPORT_H_
#define SITREP_UPLOADER_TRANSPORT_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "base/interrupt.h"
#include "uploader/spool_item.h"

namespace sitrep::uploader {

// Called on the sending thread whenever the backend has made more bytes durable, and once when it
// says where to resume.
using ProgressCallback = std::function<void(int64_t durable_bytes, int64_t total_bytes)>;

struct SendRequest {
  SpoolItem item;
  int64_t removed_by_age_or_quota = 0;  // told to the backend with the item
  ProgressCallback progress;            // may be empty
};

// How one attempt went. Offsets and sizes are wire bytes.
struct SendReport {
  // OK: Done was received. CANCELLED: interrupted. Else the backend's code, or DEADLINE_EXCEEDED
  // for a stall.
  absl::Status status;
  bool local_failure = false;  // `status` is about our own copy of the item, not about the backend
  bool resumed = false;        // the backend took the item on and said where to go on
  int64_t resumed_from = 0;
  int64_t durable = 0;     // highest offset the backend acknowledged
  int64_t sent_bytes = 0;  // of the artifact, written in this attempt
  int64_t window = 0;      // as the backend granted it
  std::string artifact;    // the backend's id; when OK
  bool already_known = false;
};

// Transport carries one spool item to the backend, once. Whether and when to try again is the
// plan's business. Threads: one Send() at a time. Send() returns soon after an interrupt is
// requested.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual SendReport Send(const SendRequest& request, const base::Interrupt& interrupt) = 0;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_TRANSPORT_H_
