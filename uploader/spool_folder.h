#ifndef SITREP_UPLOADER_SPOOL_FOLDER_H_
#define SITREP_UPLOADER_SPOOL_FOLDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "uploader/spool_item.h"

namespace sitrep::uploader {

// SpoolFolder knows where things lie in a spool and reads them; it changes nothing. Cheap to copy.
// Threads: any, and beside the spool's owner: what vanishes while it looks is left out.
class SpoolFolder {
 public:
  explicit SpoolFolder(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string LockPath() const { return path_ + "/lock"; }
  std::string RemovedPath() const { return path_ + "/removed"; }
  std::string IncomingPath() const { return path_ + "/incoming"; }
  std::string StatePath(ItemState state) const;
  std::string ItemPath(ItemState state, std::string_view id) const;
  std::string ReasonPath(ItemState state, std::string_view id) const;

  // Reads and checks one item where it lies. NOT_FOUND, or DATA_LOSS with what is wrong.
  absl::StatusOr<SpoolItem> Read(const std::string& file, std::string_view id) const;
  // The items of one state, oldest first. A quarantined one that cannot be read has its id, time
  // and reason only; a damaged one in another state is left out. Empty when there is no such
  // folder.
  absl::StatusOr<std::vector<SpoolItem>> List(ItemState state) const;
  // The names of everything in one state's folder but the reasons.
  absl::StatusOr<std::vector<std::string>> Names(ItemState state) const;

 private:
  SpoolItem Describe(ItemState state, const std::string& id) const;

  std::string path_;
};

// "20261122T133806653Z-<sha256>".
std::string ItemName(absl::Time time, std::string_view sha256);
// The time in an item's name; INVALID_ARGUMENT when it is not a name of ours.
absl::StatusOr<absl::Time> TimeOfItemName(std::string_view name);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_SPOOL_FOLDER_H_
