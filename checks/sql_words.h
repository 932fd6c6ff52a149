#ifndef SITREP_CHECKS_SQL_WORDS_H_
#define SITREP_CHECKS_SQL_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace sitrep::checks {

// The bare words of an SQL text in lower case, and the operators that join or take apart text (||,
// ->). Comments, numbers, quoted text and names of parameters are left out; a quoted identifier is
// a word.
std::vector<std::string> SqlWords(std::string_view sql);

// False when json_each() is used for anything but a parameter: json_each(:name).
bool ListsOnlyParameters(std::string_view sql);

// Why a check may not use the word or operator; empty when it may.
std::string_view WhyRefused(std::string_view word);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_SQL_WORDS_H_
