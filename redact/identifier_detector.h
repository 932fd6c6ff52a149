#ifndef SITREP_REDACT_IDENTIFIER_DETECTOR_H_
#define SITREP_REDACT_IDENTIFIER_DETECTOR_H_

#include <optional>
#include <string_view>

#include "redact/text_find.h"

namespace sitrep::redact {

// Finds what is known by its shape alone and begins at text[at]: addresses, UUIDs, references,
// device names, licence keys. Not versions, SNMP's object ids, times. Pure.
std::optional<TextFind> FindIdentifier(std::string_view text, size_t at);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_IDENTIFIER_DETECTOR_H_
