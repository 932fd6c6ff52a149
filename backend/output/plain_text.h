#ifndef SITREP_BACKEND_OUTPUT_PLAIN_TEXT_H_
#define SITREP_BACKEND_OUTPUT_PLAIN_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace sitrep::backend {

// Text that came from a customer, made fit for a terminal: control characters, which could move the
// cursor or forge a line, become \xNN.
std::string ForTerminal(std::string_view text);

// "1.5 MiB"; whole numbers below 1 KiB.
std::string BytesText(int64_t bytes);

// "2 d 3 h", "4 h 5 min", "6 min 7 s", "8 s".
std::string DurationText(absl::Duration duration);

// "1 gap", "2 gaps".
std::string CountText(int64_t count, std::string_view singular);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_OUTPUT_PLAIN_TEXT_H_
