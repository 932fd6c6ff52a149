#include "collectors/vsphere/key_ranges.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"

namespace sitrep::collectors {
namespace {

// One below and one above every key must be numbers, too.
constexpr int64_t kHighestKey = std::numeric_limits<int64_t>::max() - 1;

absl::StatusOr<int64_t> ReadKey(absl::string_view text) {
  int64_t key = 0;
  if (!absl::SimpleAtoi(text, &key) || key < 0 || key > kHighestKey) {
    return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" is no key"));
  }
  return key;
}

}  // namespace

bool KeyRanges::Add(int64_t key) {
  auto after = ranges_.upper_bound(key);  // the first range that begins above the key
  auto before = after == ranges_.begin() ? ranges_.end() : std::prev(after);
  if (before != ranges_.end() && key <= before->second) return false;
  const bool grows = before != ranges_.end() && before->second == key - 1;
  const bool joins = after != ranges_.end() && after->first == key + 1;
  const int64_t last = joins ? after->second : key;
  if (joins) ranges_.erase(after);
  if (grows) {
    before->second = last;
  } else {
    ranges_.emplace(key, last);
  }
  return true;
}

bool KeyRanges::Contains(int64_t key) const {
  const auto after = ranges_.upper_bound(key);
  return after != ranges_.begin() && key <= std::prev(after)->second;
}

std::optional<int64_t> KeyRanges::Above(int64_t key) const {
  const auto after = ranges_.upper_bound(key);
  if (after != ranges_.begin() && key < std::prev(after)->second) return key + 1;
  if (after == ranges_.end()) return std::nullopt;
  return after->first;
}

std::optional<int64_t> KeyRanges::Lowest() const {
  if (ranges_.empty()) return std::nullopt;
  return ranges_.begin()->first;
}

void KeyRanges::Merge(const KeyRanges& other) {
  for (const auto& [first, last] : other.ranges_) {
    int64_t low = first;
    int64_t high = last;
    auto at = ranges_.upper_bound(low);
    if (at != ranges_.begin() && std::prev(at)->second >= low - 1) --at;
    while (at != ranges_.end() && at->first <= high + 1) {
      low = std::min(low, at->first);
      high = std::max(high, at->second);
      at = ranges_.erase(at);
    }
    ranges_.emplace(low, high);
  }
}

std::string KeyRanges::ToText() const {
  if (ranges_.empty()) return "-";
  return absl::StrJoin(ranges_, ",", [](std::string* out, const auto& range) {
    absl::StrAppend(out, range.first);
    if (range.second != range.first) absl::StrAppend(out, "-", range.second);
  });
}

absl::StatusOr<KeyRanges> KeyRanges::FromText(std::string_view text) {
  KeyRanges result;
  if (text == "-") return result;
  for (const absl::string_view part :
       absl::StrSplit(absl::string_view(text.data(), text.size()), ',')) {
    const std::pair<absl::string_view, absl::string_view> ends =
        absl::StrSplit(part, absl::MaxSplits('-', 1));
    ASSIGN_OR_RETURN(const int64_t first, ReadKey(ends.first));
    int64_t last = first;
    if (ends.first.size() < part.size()) {
      ASSIGN_OR_RETURN(last, ReadKey(ends.second));
    }
    if (last < first) return absl::InvalidArgumentError(absl::StrCat(part, " runs backwards"));
    KeyRanges one;
    one.ranges_.emplace(first, last);
    result.Merge(one);
  }
  return result;
}

}  // namespace sitrep::collectors
