#ifndef SITREP_REDACT_SPELLING_H_
#define SITREP_REDACT_SPELLING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sitrep::redact {

// The code points, or nothing when it is not UTF-8.
std::optional<std::vector<uint32_t>> CodePoints(std::string_view text);

// How logs may spell a name besides as it is: percent-encoded, as a form field, escaped for XML or
// JSON, in Latin-1. Without doubles, and without the name itself.
std::vector<std::string> OtherSpellings(std::string_view name);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SPELLING_H_
