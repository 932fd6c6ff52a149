#ifndef SITREP_AGENT_OUTPUT_PLAIN_TEXT_H_
#define SITREP_AGENT_OUTPUT_PLAIN_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace sitrep::agent {

// Text that comes from a source, made fit for a terminal: control characters, which could move the
// cursor or forge a line, become \xNN; bytes that are no UTF-8 become U+FFFD.
std::string ForTerminal(std::string_view text);

// Bytes that are no UTF-8 become U+FFFD.
std::string ReplaceInvalidUtf8(std::string_view text);

// Columns that UTF-8 text takes, one a character.
size_t Width(std::string_view text);

// Breaks text at spaces into lines of at most `columns`, each after `indent` spaces and with a line
// end. A longer word stands alone.
std::string Wrapped(std::string_view text, size_t indent, size_t columns = 100);

// "1.5 MiB"; whole numbers below 1 KiB.
std::string BytesText(int64_t bytes);

// "850 ms", "12.3 s", "4 min 5 s".
std::string DurationText(absl::Duration duration);

// "1 gap", "2 gaps".
std::string CountText(int64_t count, std::string_view singular, std::string_view plural);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_PLAIN_TEXT_H_
