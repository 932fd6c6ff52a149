#ifndef SITREP_COLLECTORS_APPLIANCE_TAGGED_OBJECTS_H_
#define SITREP_COLLECTORS_APPLIANCE_TAGGED_OBJECTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// The objects that carry the tag of that name, over REST; several tags of one name, in different
// categories, are all meant. NOT_FOUND when there is no such tag; UNIMPLEMENTED a source without
// tags; PERMISSION_DENIED, or as calls fail.
absl::StatusOr<std::vector<Reference>> TaggedObjects(Session& session, const std::string& name);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_TAGGED_OBJECTS_H_
