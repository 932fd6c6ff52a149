#include "collectors/vsphere/host_identity.h"

#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

absl::StatusOr<std::string> ReadHardwareUuid(Session& session) {
  ASSIGN_OR_RETURN(const ContainerView view, ContainerView::Create(session, "HostSystem"));
  RetrieveSpec spec;
  spec.type = "HostSystem";
  spec.paths = {"hardware.systemInfo.uuid"};
  spec.view = view.reference();
  std::string uuid;
  absl::Status missing = absl::DataLossError(
      "the source gives no identity: neither an instance UUID nor a host with a hardware UUID");
  RETURN_IF_ERROR(ReadProperties(session, spec, [&](const PropertyValue& property) {
    if (property.value != nullptr) uuid = TextOf(*property.value);
    if (property.missing != nullptr)
      missing = FaultStatus(*property.missing, "RetrievePropertiesEx");
  }));
  if (uuid.empty()) return missing;
  return uuid;
}

}  // namespace sitrep::collectors
