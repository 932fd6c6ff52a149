#include "agent/space_trend.h"

#include <algorithm>

namespace sitrep::agent {
namespace {

constexpr int64_t kFewestPoints = 3;
constexpr absl::Duration kShortest = absl::Hours(24);

// Slope of the best line, in bytes a day. Times and sizes are taken from their means, so that large
// numbers lose nothing.
double Slope(std::vector<SpacePoint>::const_iterator begin,
             std::vector<SpacePoint>::const_iterator end) {
  const auto count = static_cast<double>(end - begin);
  double mean_day = 0;
  double mean_free = 0;
  const absl::Time origin = begin->at;
  const auto day = [&](const SpacePoint& point) {
    return absl::ToDoubleHours(point.at - origin) / 24;
  };
  for (auto point = begin; point != end; ++point) {
    mean_day += day(*point) / count;
    mean_free += static_cast<double>(point->free) / count;
  }
  double shared = 0;
  double spread = 0;
  for (auto point = begin; point != end; ++point) {
    const double away = day(*point) - mean_day;
    shared += away * (static_cast<double>(point->free) - mean_free);
    spread += away * away;
  }
  return spread > 0 ? shared / spread : 0;
}

}  // namespace

SpaceTrend TrendOf(const std::vector<SpacePoint>& points) {
  SpaceTrend trend;
  auto begin = points.end();
  while (begin != points.begin() && std::prev(begin)->capacity == points.back().capacity) --begin;
  trend.points = points.end() - begin;
  if (trend.points < kFewestPoints || points.back().at - begin->at < kShortest) return trend;
  trend.bytes_a_day = Slope(begin, points.end());
  if (*trend.bytes_a_day < 0) {
    trend.days_left = static_cast<double>(points.back().free) / -*trend.bytes_a_day;
  }
  return trend;
}

}  // namespace sitrep::agent
