#include "checks/version_number.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace sitrep::checks {
namespace {

bool AllDigits(absl::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<int64_t> VersionNumber(std::string_view version) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(absl::string_view(version.data(), version.size()), '.');
  if (parts.size() < 2) return std::nullopt;
  int64_t number = 0;
  for (size_t i = 0; i < std::max<size_t>(parts.size(), 3); ++i) {
    int64_t part = 0;
    if (i < parts.size() && (!AllDigits(parts[i]) || !absl::SimpleAtoi(parts[i], &part))) {
      return std::nullopt;
    }
    if (i >= 3) continue;
    if (part > 999) return std::nullopt;
    number = number * 1000 + part;
  }
  return number;
}

}  // namespace sitrep::checks
