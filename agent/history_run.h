#ifndef SITREP_AGENT_HISTORY_RUN_H_
#define SITREP_AGENT_HISTORY_RUN_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/finding_history.h"
#include "agent/report.pb.h"
#include "base/sqlite.h"

namespace sitrep::agent {

// HistoryRun is one source of one snapshot on its way into the history, or only compared with it.
//
// Lifecycle: Begin(), See() for each finding of the source, EndCheck() after each check's, End();
// all in one transaction of the caller. Ownership: the database must outlive it. Threads: one.
class HistoryRun {
 public:
  static absl::StatusOr<HistoryRun> Begin(base::Database& database, const ObservedSource& observed,
                                          bool record, absl::Time now, const CheckReport& report);

  // Marks the finding. `counts`: neither accepted nor hidden.
  absl::Status See(const ReportedCheck& check, bool counts, ReportedFinding& finding);
  absl::Status EndCheck(const ReportedCheck& check);
  absl::StatusOr<SourceHistory> End();

 private:
  struct Counts {
    int64_t open = 0;
    int64_t accepted = 0;
  };
  struct Known;

  HistoryRun(base::Database& database, const ObservedSource& observed);
  absl::Status Place(bool record, absl::Time now);
  absl::Status InsertRun(absl::Time now, const CheckReport& report);
  absl::StatusOr<base::Statement*> Write(const ReportedCheck& check,
                                         const ReportedFinding& finding);
  absl::Status Mark(const base::Statement& known, ReportedFinding& finding);
  absl::Status CountFixed(const ReportedCheck& check);
  absl::Status WriteFacts();
  absl::Status Forget();
  bool recording() const { return run_ != 0; }
  // Whether there is an earlier run that findings can be compared with.
  bool comparing() const { return !history_.since().empty(); }

  base::Database* database_;
  const ObservedSource* observed_;
  std::string observed_at_;
  int64_t source_ = 0;  // row of the source; 0: never recorded
  int64_t run_ = 0;     // row of the run; 0: not recording
  SourceHistory history_;
  std::map<std::pair<std::string, std::string>, Counts> counts_;  // severity, category
  int64_t unknown_ = 0;
  int64_t still_open_ = 0;  // of the check at hand: found, and open before
  std::map<const char*, base::Statement> statements_;  // by their text, each prepared once
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_HISTORY_RUN_H_
