#ifndef SITREP_UPLOADER_UPLOADER_H_
#define SITREP_UPLOADER_UPLOADER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "uploader/plan.h"
#include "uploader/spool.h"
#include "uploader/transport.h"

namespace sitrep::uploader {

// What became of one item.
enum class Fate {
  kDelivered,    // acknowledged, and removed from the spool
  kRejected,     // set aside; `status` has the backend's reason
  kQuarantined,  // our copy is damaged; set aside
  kKept,         // still pending; `status` says why it was not sent
};

struct ItemResult {
  SpoolItem item;
  Fate fate = Fate::kKept;
  absl::Status status;
  std::string artifact;  // the backend's id; when delivered
  bool already_known = false;
  int attempts = 0;
  int64_t sent_bytes = 0;  // of all attempts
};

struct DrainReport {
  std::vector<ItemResult> items;  // in the order given
  // OK: every item is delivered, rejected or quarantined. CANCELLED: interrupted. UNAVAILABLE: gave
  // up waiting; what is kept goes on from the acknowledged byte next time. UNAUTHENTICATED or
  // another code: the channel is blocked, with the reason.
  absl::Status status;
};

// What a person who waits wants to see. Any may be empty. Called on the draining thread.
struct DrainEvents {
  std::function<void(const SpoolItem&, int64_t durable_bytes, int64_t total_bytes)> progress;
  std::function<void(const SpoolItem&, const absl::Status& why, absl::Time until)> retry;
  std::function<void(const ItemResult&)> settled;
};

struct UploaderOptions {
  PlanOptions plan;
  absl::Duration give_up_after = absl::InfiniteDuration();  // without any progress on any item
  std::function<double()> random;  // numbers in [0, 1); a generator seeded by the system when empty
  base::Clock* clock = nullptr;    // Real() when null; not owned
};

// Uploader sends items of a spool: asks the plan, runs the transport, tells the spool. It removes
// an item only when the backend has acknowledged it durably. Ownership: spool and transport must
// outlive it. Threads: one at a time, the spool's.
class Uploader {
 public:
  Uploader(Spool& spool, Transport& transport, const UploaderOptions& options = {});

  // Sends these items (ids of pending ones) until each is settled, the interrupt is requested, the
  // channel is blocked, or nothing has progressed for give_up_after.
  DrainReport Drain(const std::vector<std::string>& ids, const base::Interrupt& interrupt,
                    const DrainEvents& events = {});
  // The same for every pending item, oldest first.
  DrainReport DrainAll(const base::Interrupt& interrupt, const DrainEvents& events = {});

 private:
  Spool& spool_;
  Transport& transport_;
  UploaderOptions options_;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_UPLOADER_H_
