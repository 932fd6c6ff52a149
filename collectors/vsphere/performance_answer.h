#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_ANSWER_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_ANSWER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/performance_summary.h"
#include "collectors/vsphere/service_content.h"

namespace pugi {
class xml_node;
}

namespace sitrep::collectors {

// One series of one object. A view: it lives during the call it is handed to.
struct PerformanceSeries {
  const Reference& entity;
  int64_t counter_key = 0;
  std::string_view instance;
  // As they came: in any order, values may be kNoSample. May be taken from.
  std::vector<PerformanceSample>& samples;
};

// PerformanceAnswer reads the answer to QueryPerf, in pieces of whole <returnval>: the csv format,
// and the normal one that some sources give although csv was asked.
//
// A time or number that does not parse loses its sample; a series with more or fewer values than
// times loses all, and one with no key itself. Threads: one.
// Failure: DATA_LOSS when a piece is no XML; on_series' own error.
class PerformanceAnswer {
 public:
  using OnSeries = std::function<absl::Status(PerformanceSeries&)>;
  explicit PerformanceAnswer(OnSeries on_series) : on_series_(std::move(on_series)) {}

  // Spoils the piece's text.
  absl::Status Read(Chunk& chunk);

 private:
  struct Tick {
    absl::Time at;
    int64_t interval_seconds = 0;  // 0: the tick could not be read
  };
  absl::Status ReadEntity(const pugi::xml_node& entity);
  absl::Status ReadSeries(const pugi::xml_node& series);
  void ReadTicks(const pugi::xml_node& entity);
  void ReadTicksCsv(std::string text);
  void AddValue(std::string_view text);

  const OnSeries on_series_;
  Reference entity_;
  std::vector<Tick> ticks_;
  std::string ticks_text_;  // what ticks_ was read from: objects of one call mostly share it
  std::vector<PerformanceSample> samples_;
  size_t values_ = 0;  // of the series, the unreadable ones included
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_ANSWER_H_
