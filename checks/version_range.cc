#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "checks/check.h"

namespace sitrep::checks {
namespace {

// Empty when the text is no dotted number.
std::vector<int64_t> Numbers(std::string_view version) {
  std::vector<int64_t> numbers;
  for (absl::string_view part :
       absl::StrSplit(absl::string_view(version.data(), version.size()), '.')) {
    int64_t number = 0;
    if (!absl::SimpleAtoi(part, &number)) return {};
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

bool VersionRange::Contains(std::string_view version) const {
  std::vector<int64_t> numbers = Numbers(version);
  if (numbers.empty()) return true;
  numbers.resize(std::max(numbers.size(), std::max(from.size(), to.size())), 0);
  if (numbers < from) return false;
  // Only as many parts as the end names are compared: 8.0.3 lies within "..8.0".
  return to.empty() ||
         std::vector<int64_t>(numbers.begin(),
                              numbers.begin() + static_cast<std::ptrdiff_t>(to.size())) <= to;
}

std::string VersionRange::ToString() const {
  if (from.empty() && to.empty()) return "";
  return absl::StrCat(absl::StrJoin(from, "."), "..", absl::StrJoin(to, "."));
}

}  // namespace sitrep::checks
