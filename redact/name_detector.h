#ifndef SITREP_REDACT_NAME_DETECTOR_H_
#define SITREP_REDACT_NAME_DETECTOR_H_

#include <string_view>

#include "redact/dictionary.h"
#include "redact/text_find.h"

namespace sitrep::redact {

// Finds names that begin at text[at], the longest: words of the dictionary, hosts under the site's
// domains, e-mail addresses, DOMAIN\user. Adds to `finds` and returns true when there is one. Pure.
bool FindName(const Dictionary& dictionary, std::string_view text, size_t at, TextFinds& finds);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_NAME_DETECTOR_H_
