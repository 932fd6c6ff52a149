#ifndef SITREP_REDACT_USER_DETECTOR_H_
#define SITREP_REDACT_USER_DETECTOR_H_

#include <optional>
#include <string_view>

#include "redact/text_find.h"

namespace sitrep::redact {

// Finds the names of people by what logs say around them, when text[at] begins it: user=NAME,
// <userName>NAME</userName>, "for user NAME", "Accepted password for NAME from", /home/NAME. The
// find is the name. Pure.
std::optional<TextFind> FindUser(std::string_view text, size_t at);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_USER_DETECTOR_H_
