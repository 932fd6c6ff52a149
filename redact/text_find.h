#ifndef SITREP_REDACT_TEXT_FIND_H_
#define SITREP_REDACT_TEXT_FIND_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "redact/redaction_counts.h"

namespace sitrep::redact {

// What a detector found in a text: bytes to replace. Positions count from the start of the text
// given to it.
struct TextFind {
  // Where a removal ends when its end is not `end` itself: it may lie far ahead.
  enum class Until { kEnd, kQuote, kBlank, kLineEnd, kPemEnd, kTokenEnd };

  size_t begin = 0;
  size_t end = 0;
  Rule rule = Rule::kName;
  std::string_view original;  // replaced by its alias; empty: removed
  char respell_dots = '.';    // an address spelt 10-1-2-3
  Until until = Until::kEnd;
  char quote = '\0';     // of kQuote
  bool escaped = false;  // the quote itself was escaped
};

using TextFinds = std::vector<TextFind>;

// How far detectors look ahead of and behind the place they are asked about: what they say depends
// on nothing else.
constexpr size_t kLookAhead = 4096;
constexpr size_t kLookBehind = 256;

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_TEXT_FIND_H_
