#ifndef SITREP_COLLECTORS_VSPHERE_WATCH_UPDATE_H_
#define SITREP_COLLECTORS_VSPHERE_WATCH_UPDATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/service_content.h"

namespace sitrep::collectors {

// What an answer to WaitForUpdatesEx tells of one object.
struct ObjectUpdate {
  enum class Kind { kEnter, kModify, kLeave };
  Kind kind = Kind::kEnter;
  std::string filter;  // by value
  Reference object;
  std::vector<std::string> changed;  // properties it gives, whole, or says have no value any more
  std::vector<std::string> missing;  // paths that cannot be read
  bool whole = true;                 // false: it tells of a part of a property
  Chunk chunk;                       // the object as a retrieve would give it
};

struct UpdateAnswer {
  std::string version;  // empty: nothing has changed
  bool truncated = false;
  std::vector<ObjectUpdate> updates;  // to be applied in this order
};

// Reads such an answer. DATA_LOSS when it is none; the status of a NotAuthenticated fault when the
// session ended while it was made.
absl::StatusOr<UpdateAnswer> ReadUpdates(std::string_view answer);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_WATCH_UPDATE_H_
