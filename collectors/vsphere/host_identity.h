#ifndef SITREP_COLLECTORS_VSPHERE_HOST_IDENTITY_H_
#define SITREP_COLLECTORS_VSPHERE_HOST_IDENTITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// Hardware UUID of the only host: the identity of a source that is a standalone ESXi host.
absl::StatusOr<std::string> ReadHardwareUuid(Session& session);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HOST_IDENTITY_H_
