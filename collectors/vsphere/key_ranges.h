#ifndef SITREP_COLLECTORS_VSPHERE_KEY_RANGES_H_
#define SITREP_COLLECTORS_VSPHERE_KEY_RANGES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sitrep::collectors {

// KeyRanges is a set of numbers that mostly follow each other, kept as ranges.
//
// Threads: one at a time.
class KeyRanges {
 public:
  // False when the key was in already.
  bool Add(int64_t key);
  bool Contains(int64_t key) const;
  // The lowest key above `key`.
  std::optional<int64_t> Above(int64_t key) const;
  std::optional<int64_t> Lowest() const;
  void Merge(const KeyRanges& other);
  bool empty() const { return ranges_.empty(); }
  size_t ranges() const { return ranges_.size(); }

  // Such as 7-12,15,20-21; empty: "-".
  std::string ToText() const;
  // INVALID_ARGUMENT when the text is none that ToText() gives.
  static absl::StatusOr<KeyRanges> FromText(std::string_view text);

  friend bool operator==(const KeyRanges&, const KeyRanges&) = default;

 private:
  std::map<int64_t, int64_t> ranges_;  // first to last; never touching
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_KEY_RANGES_H_
