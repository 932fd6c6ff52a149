#include "tables/public_text.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace sitrep::tables {
namespace {

constexpr size_t kLongest = 256;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsWordByte(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '_';
}

bool IsRun(char sign) { return sign == '#' || sign == '@'; }

bool InRun(char sign, char c) {
  return sign == '#' ? IsDigit(c) : absl::ascii_isalnum(static_cast<unsigned char>(c));
}

// What comes from a device's fixed fields is filled up with blanks.
bool IsPublic(const Column& column, std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::any_of(column.public_like.begin(), column.public_like.end(),
                     [&](const std::string& pattern) { return MatchesPattern(text, pattern); });
}

}  // namespace

bool MatchesPattern(std::string_view text, std::string_view pattern) {
  if (text.size() > kLongest) return false;
  // Where to go on when what followed the last `*` did not match.
  size_t star = pattern.npos;
  size_t star_text = 0;
  size_t t = 0;
  size_t p = 0;
  while (t < text.size() || p < pattern.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    if (p < pattern.size() && IsRun(pattern[p]) && t < text.size() && InRun(pattern[p], text[t])) {
      // A run is taken whole: no pattern goes on with what the run would hold.
      while (t < text.size() && InRun(pattern[p], text[t])) ++t;
      ++p;
      continue;
    }
    if (p < pattern.size() && t < text.size() && !IsRun(pattern[p]) &&
        absl::ascii_tolower(static_cast<unsigned char>(pattern[p])) ==
            absl::ascii_tolower(static_cast<unsigned char>(text[t]))) {
      ++t;
      ++p;
      continue;
    }
    if (star == pattern.npos || star_text >= text.size() || !IsWordByte(text[star_text])) {
      return false;
    }
    p = star + 1;
    t = ++star_text;
  }
  return true;
}

Redaction RedactionOf(const Column& column, std::string_view text) {
  if (column.redaction != PUBLIC || column.public_like.empty()) return column.redaction;
  if (column.decode != LIST) return IsPublic(column, text) ? PUBLIC : ALIAS;
  while (true) {
    const size_t end = text.find(", ");
    if (!IsPublic(column, text.substr(0, end))) return ALIAS;
    if (end == text.npos) return PUBLIC;
    text.remove_prefix(end + 2);
  }
}

}  // namespace sitrep::tables
