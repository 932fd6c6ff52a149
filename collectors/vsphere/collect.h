#ifndef SITREP_COLLECTORS_VSPHERE_COLLECT_H_
#define SITREP_COLLECTORS_VSPHERE_COLLECT_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/row.h"
#include "collectors/vsphere/gap.h"
#include "collectors/vsphere/history_request.h"
#include "collectors/vsphere/performance_request.h"
#include "collectors/vsphere/scope.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

struct CollectOptions {
  // Names; empty: all of the profile. Tables they refer to are read along.
  std::vector<std::string> tables{};
  bool light = false;            // profile light: no tables of the parts of hosts and machines
  int page_objects = 0;          // asked for in one page; 0: by the weight of the type
  bool list_references = false;  // never page: list references, ask for them in explicit sets
  PerformanceRequest performance{};
  HistoryRequest history{};
  std::vector<ScopeItem> scope{};                      // empty: all of the source
  absl::Duration deadline = absl::InfiniteDuration();  // of the whole run
};

struct TableCount {
  std::string table;
  int64_t rows = 0;
};

struct CollectReport {
  std::string source;  // key of the source
  std::string address;
  std::string product;
  std::vector<TableCount> tables;  // every table that was asked for, in declared order
  std::vector<Gap> gaps;
  int64_t calls = 0;
  int64_t sent_bytes = 0;
  int64_t received_bytes = 0;  // on the wire
  int64_t retries = 0;         // calls made anew because the one before failed
  int64_t p95_ms = 0;          // of all calls
  int most_in_flight = 0;
  absl::Duration longest_lane;  // what the calls of the slower lane took, one after the other
  int slowdowns = 0;            // times that the run asked less because the source was slow
  std::vector<HistoryResult> history;  // where reading events and tasks goes on next time
  absl::Duration elapsed;
  bool interrupted = false;  // tables not read by then are in `gaps`; the rows are whole and usable
  absl::Status ended;        // OK, or why the tables left could not be read (source lost half-way)
  // Everything that was asked for and that the source has was read.
  bool complete() const {
    return !interrupted && ended.ok() &&
           std::none_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.shortfall(); });
  }
};

struct CollectProgress {
  std::string type;     // managed object type being read
  int64_t objects = 0;  // of that type so far
  int types_done = 0;
  int types_total = 0;
  int64_t received_bytes = 0;  // of the run
};
// Called after each answer, from the run's own threads, one at a time. May be empty.
using Progress = std::function<void(const CollectProgress&)>;

// Reads every table that is declared with a managed object type and appends its rows, then
// coverage, coverage_object and cost. snapshot_info is the caller's. Logs in and, on every path,
// out.
//
// Threads: blocks; appends from other threads, one at a time, never after it has returned.
// Failure: an error means no usable row was written: Session::Connect's codes, INVALID_ARGUMENT for
// an unknown table, or the sink's own error. What goes wrong later is a gap in the report and in
// the coverage table. The deadline: the tables left get coverage `interrupted`, reason `deadline`.
// Interrupted: not an error once logged in; the tables left get coverage
// `interrupted`.
absl::StatusOr<CollectReport> Collect(const SourceOptions& source, const CollectOptions& options,
                                      base::RowSink& sink, const Progress& progress,
                                      base::Clock& clock, const base::Interrupt& interrupt);

// The same over a session that stays open.
absl::StatusOr<CollectReport> CollectFrom(Session& session, const CollectOptions& options,
                                          base::RowSink& sink, const Progress& progress);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_COLLECT_H_
