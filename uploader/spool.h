#ifndef SITREP_UPLOADER_SPOOL_H_
#define SITREP_UPLOADER_SPOOL_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "redact/artifact.h"
#include "uploader/spool_folder.h"
#include "uploader/spool_item.h"
#include "uploader/spool_lock.h"

namespace sitrep::uploader {

struct SpoolOptions {
  int64_t max_bytes = int64_t{50} << 30;          // of all items, whatever their state
  absl::Duration max_age = absl::Hours(24 * 30);  // since an item was spooled
  bool paused = false;  // sending is paused: a full spool refuses new work and age removes nothing
  bool verify_contents = false;  // Open() reads every pending item and compares its digest; else
                                 // sizes and headers only
  base::Clock* clock = nullptr;  // Real() when null; not owned
};

// Spool keeps redacted artifacts on disk until the backend has acknowledged them.
// docs/formats/spool.md has the layout.
//
// Lifecycle of an item: Append() -> pending -> RemoveDelivered() | Reject() -> rejected -> Retry()
// -> pending.
//   What is damaged goes to quarantine with the reason, when the spool is opened or when
//   Quarantine() says so. Nothing else deletes but age and quota (counted) and Delete(), the
//   owner's command.
// Ownership: Open() takes the folder's lock until destruction. ListSpool() needs no lock and may
// run beside it. Threads: one at a time. Failure: FAILED_PRECONDITION when another process holds
// the lock (the message names it);
//   a damaged item never fails Open(): it is set aside and reported. After any error the items on
//   disk are whole.
class Spool {
 public:
  static absl::StatusOr<Spool> Open(const std::string& folder, const SpoolOptions& options = {});
  Spool(Spool&&) = default;
  Spool& operator=(Spool&&) = default;

  // Takes over the artifact's file and binds it to a support request. When it returns, the item
  // survives a power cut. The same artifact for the same request is kept once. On failure the file
  // stays where it was, unchanged. INVALID_ARGUMENT: unsafe request id (letters, digits, '-', '_',
  // '.' only). DATA_LOSS: the file is not what the artifact says. RESOURCE_EXHAUSTED: larger than
  // the whole spool, or the spool is full and sending is paused.
  absl::StatusOr<SpoolItem> Append(redact::RedactedArtifact artifact, std::string_view request);

  // Every item, oldest first, rejected and quarantined ones included.
  absl::StatusOr<std::vector<SpoolItem>> List() const;
  absl::StatusOr<std::vector<SpoolItem>> Pending() const;
  absl::StatusOr<SpoolItem> Get(std::string_view id) const;  // NOT_FOUND

  // Only for a durable acknowledgement of the whole artifact.
  absl::Status RemoveDelivered(std::string_view id);
  absl::Status Reject(std::string_view id, std::string_view reason);
  absl::Status Quarantine(std::string_view id, std::string_view reason);
  absl::Status Retry(std::string_view id);   // a rejected item becomes pending again
  absl::Status Delete(std::string_view id);  // the owner's command; any state

  // Reads the whole item. DATA_LOSS when it is no longer what was appended.
  absl::Status Verify(const SpoolItem& item) const;

  // Removes what age and quota no longer allow, and counts it. Open() and Append() do so too.
  absl::Status Prune();

  // Items removed by age or quota and not yet told to the backend. Survives restarts.
  int64_t removed_by_age_or_quota() const { return removed_; }
  // The backend has taken note of `count` of them.
  absl::Status AcknowledgeRemoved(int64_t count);

  // Items that Open() found damaged, with reasons.
  const std::vector<SpoolItem>& damaged() const { return damaged_; }

 private:
  Spool(SpoolFolder folder, const SpoolOptions& options, SpoolLock lock);
  void Recover();
  absl::Status RecoverIncoming(const std::string& name);
  absl::Status ExaminePending(const std::string& name) const;
  void SetAsideDamaged(const std::string& from, const std::string& name, const absl::Status& why);
  absl::Status Move(std::string_view id, ItemState from, ItemState to, std::string_view reason);
  absl::Status Erase(const SpoolItem& item);
  absl::StatusOr<SpoolItem> Describe(const redact::RedactedArtifact& artifact,
                                     std::string_view request) const;
  absl::StatusOr<std::vector<SpoolItem>> FindPending(const SpoolItem& like) const;
  absl::Status MakeRoom(int64_t bytes);
  absl::Status RemoveCounted(const SpoolItem& item);
  absl::Status Accept(const std::string& from, const SpoolItem& item);
  bool IsTaken(const std::string& name) const;
  bool IsTakenIn(ItemState state, const std::string& name) const;
  absl::Time Now() const;

  SpoolFolder folder_;
  SpoolOptions options_;
  SpoolLock lock_;
  int64_t removed_ = 0;
  std::vector<SpoolItem> damaged_;
};

// What lies in a spool, oldest first, without taking its lock: a point-in-time copy, for status and
// listings. Empty when there is no such folder.
absl::StatusOr<std::vector<SpoolItem>> ListSpool(const std::string& folder);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_SPOOL_H_
