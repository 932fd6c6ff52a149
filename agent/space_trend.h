#ifndef SITREP_AGENT_SPACE_TREND_H_
#define SITREP_AGENT_SPACE_TREND_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"

namespace sitrep::agent {

// Space of one datastore at one time, in bytes.
struct SpacePoint {
  absl::Time at{};
  int64_t capacity = 0;
  int64_t free = 0;
};

// How its free space goes.
struct SpaceTrend {
  int64_t points = 0;                 // that count: those since the size last changed
  std::optional<double> bytes_a_day;  // change of the free space; nothing: too little is known
  std::optional<double> days_left;    // until none is left; nothing: not known, or not shrinking
};

// The straight line that fits best (least squares), over at least 3 points and 24 hours. `points`
// are in the order of time; what lies before a change of the size does not count. Pure.
SpaceTrend TrendOf(const std::vector<SpacePoint>& points);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SPACE_TREND_H_
