#ifndef SITREP_COLLECTORS_VSPHERE_API_VERSION_H_
#define SITREP_COLLECTORS_VSPHERE_API_VERSION_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::collectors {

// The lowest version of the API we speak, and the highest we have tried.
inline constexpr std::string_view kLowestApiVersion = "6.5";
inline constexpr std::string_view kHighestApiVersion = "8.0.3.0";

// Reads vimServiceVersions.xml: every version of urn:vim25 that the server knows. DATA_LOSS when it
// names none.
absl::StatusOr<std::vector<std::string>> ReadApiVersions(std::string_view document);

// The newest version both sides know; kLowestApiVersion when there is none in common. Ids that are
// not dotted numbers (internal builds) are passed over.
std::string ChooseApiVersion(const std::vector<std::string>& server);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_API_VERSION_H_
