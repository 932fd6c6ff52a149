#ifndef SITREP_REDACT_LOG_WORDS_H_
#define SITREP_REDACT_LOG_WORDS_H_

#include <string_view>

namespace sitrep::redact {

// True for a word that logs are full of (lower case): too common to be looked for as a folder's or
// label's name, and never a person's name behind "user".
bool IsCommonWord(std::string_view lower);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_LOG_WORDS_H_
