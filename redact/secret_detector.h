#ifndef SITREP_REDACT_SECRET_DETECTOR_H_
#define SITREP_REDACT_SECRET_DETECTOR_H_

#include <optional>
#include <string_view>

#include "redact/text_find.h"

namespace sitrep::redact {

// Finds secrets by what stands around them, when text[at] is the sign before one: = or : behind a
// key such as password or token, > of an XML element, an option, a PEM block, an Authorization or
// cookie header, a bearer token, a URL's user part. The find begins at the value. Pure.
std::optional<TextFind> FindSecret(std::string_view text, size_t at);

// What a key says of its value: kPassword, kToken, kCookie, kUser; nothing for other keys.
std::optional<Rule> RuleOfKey(std::string_view key);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SECRET_DETECTOR_H_
