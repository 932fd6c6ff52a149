#ifndef SITREP_COLLECTORS_APPLIANCE_REST_ELEMENTS_H_
#define SITREP_COLLECTORS_APPLIANCE_REST_ELEMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/appliance/json.h"

namespace sitrep::collectors {

// Answers taken apart; pure.

// One element with its id.
struct RestElement {
  std::string id;
  Json value;
};

// The elements of an answer that is a map: {"id": value} or [{"key": "id", "value": value}].
// DATA_LOSS when it is neither.
absl::StatusOr<std::vector<RestElement>> ElementsOfMap(Json answer);

// The elements of an array that is the answer, or its member `at`. DATA_LOSS when there is none.
absl::StatusOr<std::vector<RestElement>> ElementsOfList(const Json& answer, std::string_view at);

// The ids in an array of texts. DATA_LOSS when it is no array; what is no text is left out.
absl::StatusOr<std::vector<std::string>> IdsOf(const Json& answer);

// The file systems of the appliance, from the list of its partitions and what monitoring said of
// them; each may be null. Elements have disk, totalsize and used, the latter as the last value
// that is not empty.
std::vector<RestElement> FileSystems(const Json& partitions, const Json& series);

// The items of monitoring that FileSystems() understands, out of the list of all.
std::vector<std::string> FileSystemItems(const Json& monitored);

// The certificates in a text of PEM blocks, as elements with subject, issuer, not_before, ...; a
// block that is no certificate gives an empty object.
std::vector<Json> CertificatesOf(std::string_view pem);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_REST_ELEMENTS_H_
