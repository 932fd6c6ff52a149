#ifndef SITREP_REDACT_KEPT_NAMES_H_
#define SITREP_REDACT_KEPT_NAMES_H_

#include <string_view>

namespace sitrep::redact {

// The spelling of a name that identifies nobody and so keeps its place: root, localhost,
// Datacenters, ... (docs/formats/aliases.md lists them). Empty for every other name.
// `lower` is in lower case.
std::string_view KeptName(std::string_view lower);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_KEPT_NAMES_H_
