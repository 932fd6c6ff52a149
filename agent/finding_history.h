#ifndef SITREP_AGENT_FINDING_HISTORY_H_
#define SITREP_AGENT_FINDING_HISTORY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/report.pb.h"
#include "agent/space_trend.h"
#include "base/sqlite.h"

namespace sitrep::agent {

struct DatastoreSpace {
  std::string moid{};
  std::string name{};
  int64_t capacity = 0;
  int64_t free = 0;
};

struct LicenseTerm {
  std::string name{};
  std::string expires_at{};  // RFC 3339
  int64_t total = 0;         // units it covers; 0: no limit
  int64_t used = 0;

  bool operator==(const LicenseTerm&) const = default;
};

// A source as one snapshot shows it: what the history keeps of it beside the findings.
struct ObservedSource {
  std::string source{};
  std::string address{};
  absl::Time observed_at = absl::InfinitePast();  // the source's clock; InfinitePast: not known
  std::vector<DatastoreSpace> datastores{};
  std::vector<LicenseTerm> licenses{};
};

// What one recorded run counted.
struct RunCounts {
  std::string observed_at{};
  std::map<std::string, int64_t> severities{};  // findings that count, by severity
  std::map<std::string, int64_t> categories{};
  int64_t accepted = 0;
  int64_t added = 0;
  int64_t fixed = 0;
  int64_t reopened = 0;
  int64_t unknown = 0;  // checks that could not tell
};

struct DatastoreTrend {
  DatastoreSpace now{};
  SpaceTrend trend{};
};

struct SourceTrend {
  std::string source{};
  std::string address{};
  std::vector<RunCounts> runs{};             // oldest first
  std::vector<DatastoreTrend> datastores{};  // of the newest run
  std::vector<LicenseTerm> licenses{};       // of the newest run
};

// FindingHistory remembers which findings there were and when: docs/formats/finding_history.md. One
// file, which stays on the site.
//
// Lifecycle: Open(), then Follow() for one snapshot, or ReadTrend(). Threads: one at a time;
// several processes may have it open, and wait for each other. Memory: a few MiB, however many
// findings there are. Failure: DATA_LOSS when the file is damaged (whoever opened it moves it away
// and begins anew), FAILED_PRECONDITION when a newer program made it, ABORTED when another process
// held it for too long. A failed or killed Follow() leaves the history as it was.
class FindingHistory {
 public:
  static constexpr int64_t kMostRuns = 400;  // of each source; older ones are forgotten

  static absl::StatusOr<FindingHistory> Open(const std::string& path);

  // Compares the findings of a snapshot with those of the last recorded run of each source, marks
  // them, and adds `history` to the report. With `record`, a source whose snapshot is newer than
  // its last run is recorded; the same or an older snapshot changes nothing, and neither does one
  // more than a day ahead of `now`, the clock of this machine. A finding is fixed when its check
  // saw everything and did not find it.
  absl::Status Follow(const std::vector<ObservedSource>& sources, bool record, absl::Time now,
                      CheckReport& report);

  absl::StatusOr<std::vector<SourceTrend>> ReadTrend();

 private:
  explicit FindingHistory(base::Database database) : database_(std::move(database)) {}
  base::Database database_;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_FINDING_HISTORY_H_
