#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_COUNTER_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_COUNTER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace pugi {
class xml_node;
}

namespace sitrep::collectors {

// A type of object that is measured, and by what.
struct MeasuredType {
  std::string_view type;
  absl::Span<const std::string_view> counters;  // group.name.rollup
  bool historical = false;                      // rollups of 300 s, not samples of 20 s
  // Properties that say whether the source can have measured the object of late, and the value each
  // must have.
  struct Condition {
    std::string_view path;
    std::string_view value;
  };
  absl::Span<const Condition> conditions;
  bool vcenter_only = false;
};

// What is measured by default: hosts, machines, datastores.
absl::Span<const MeasuredType> MeasuredTypes();

// What a source says of one counter.
struct CounterFacts {
  int64_t key = 0;  // differs from source to source
  std::string group;
  std::string name;
  std::string rollup;
  std::string statistics;
  std::string unit;
  std::optional<int64_t> level;
  // The API gives hundredths of a percent.
  double Divisor() const { return unit == "percent" ? 100.0 : 1.0; }
};

// CounterBook finds a source's counters by their names, which are the same everywhere.
//
// Ownership: pointers it gives live as long as it, and until the next Read(). Threads: one.
class CounterBook {
 public:
  // Takes from the property perfCounter those that MeasuredTypes() names.
  void Read(const pugi::xml_node& value);
  // nullptr when the source does not know it.
  const CounterFacts* Find(std::string_view counter) const;

 private:
  std::map<std::string, CounterFacts, std::less<>> counters_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_COUNTER_H_
