#ifndef SITREP_COLLECTORS_VSPHERE_SERVICE_CONTENT_H_
#define SITREP_COLLECTORS_VSPHERE_SERVICE_CONTENT_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::collectors {

// A managed object reference: type and value as the source spells them.
struct Reference {
  std::string type;
  std::string value;
  bool empty() const { return value.empty(); }
  friend bool operator==(const Reference&, const Reference&) = default;
};

// What a source says of itself before login. References the source does not have are empty.
struct ServiceContent {
  Reference root_folder;
  Reference property_collector;
  Reference view_manager;
  Reference session_manager;
  Reference authorization_manager;
  Reference alarm_manager;
  Reference diagnostic_manager;
  std::vector<Reference> singles;  // every object the source has one of, those above included
  std::map<std::string, std::string, std::less<>>
      about;  // name, fullName, version, build, apiType, ...

  std::string_view About(std::string_view name) const;  // empty when not given
  // The one object of that type; empty when the source has none.
  Reference Single(std::string_view type) const;
  bool is_vcenter() const { return About("apiType") == "VirtualCenter"; }
};

// Reads the answer to RetrieveServiceContent. DATA_LOSS when it is none.
absl::StatusOr<ServiceContent> ReadServiceContent(std::string_view answer);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_SERVICE_CONTENT_H_
