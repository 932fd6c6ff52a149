#ifndef SITREP_UPLOADER_SPOOL_ITEM_H_
#define SITREP_UPLOADER_SPOOL_ITEM_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "proto/ingest.pb.h"

namespace sitrep::uploader {

// The folder an item lies in.
enum class ItemState { kPending, kRejected, kQuarantined };

std::string_view ToString(
    ItemState state);  // "pending", "rejected", "quarantine": the folder's name

// One artifact in the spool: a point-in-time copy of what its file says. The artifact's wire bytes
// are the first `size` bytes of the file. For a quarantined item only id, state, path, reason are
// sure.
struct SpoolItem {
  std::string id;  // file name
  ItemState state = ItemState::kPending;
  std::string path;    // of the file, valid while the state lasts
  std::string sha256;  // lower-case hex of the wire bytes
  int64_t size = 0;    // wire bytes
  ArtifactKind kind = ARTIFACT_KIND_UNSPECIFIED;
  std::string name;     // shown to the engineer; redacted
  std::string request;  // support request
  absl::Time spooled_at;
  std::string reason;  // why it was rejected or quarantined
};

// The end of an item's file that describes it (docs/formats/spool.md). INVALID_ARGUMENT when a
// field has no safe value.
absl::StatusOr<std::string> EncodeTrailer(const SpoolItem& item);

// Reads an item from the last bytes of its file. `tail` is the end of the file, at least
// kMaxTrailerBytes of it or the whole; `file_size` is in bytes. Fills sha256, size, kind, name,
// request, spooled_at. DATA_LOSS names what is wrong.
absl::StatusOr<SpoolItem> DecodeTrailer(std::string_view tail, int64_t file_size);

// Largest trailer there is.
inline constexpr int64_t kMaxTrailerBytes = int64_t{16} * 1024;

// Request ids and names become file names and SQL keys elsewhere: letters, digits, '-', '_', '.'; 1
// to 64 of them, not beginning with '.'.
bool IsSafeRequestId(std::string_view request);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_SPOOL_ITEM_H_
