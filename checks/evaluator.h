#ifndef SITREP_CHECKS_EVALUATOR_H_
#define SITREP_CHECKS_EVALUATOR_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"
#include "proto/findings.pb.h"
#include "snapshot/reader.h"

namespace sitrep::checks {

// What one check may cost. Beyond it the check's verdict is unknown, and its gap says why.
struct Bounds {
  int64_t steps = 200'000'000;   // instructions of SQLite's virtual machine; about two seconds
  int64_t findings = 1'000'000;  // rows
};

struct EvaluateOptions {
  Severity fail_on = MAJOR;                       // findings at or above it are fail, below it warn
  std::vector<std::string> only;                  // ids; empty: all
  std::vector<std::string> skip;                  // ids
  std::map<std::string, std::string> parameters;  // "check.parameter" -> value
  Bounds bounds;
};

// Runs the checks of a pack over a sealed snapshot: a pure function of snapshot, pack and options
// (docs/formats/check.md says what a check may do, and how rows and gaps become a verdict). "Now"
// is the source's observed_at.
//
// The reader is only asked where its file lies: evaluation has its own connection, so a reader can
// be used beside it. Failure: INVALID_ARGUMENT names an id or parameter nobody knows, or the check
// whose SQL does not prepare; PERMISSION_DENIED names the check and what it may not do; DATA_LOSS
// the file is damaged. A check that fails while it runs (bounds, overflow) is unknown and hinders
// no other.
absl::StatusOr<Findings> Evaluate(snapshot::SnapshotReader& reader, const Pack& pack,
                                  const EvaluateOptions& options = {});

// The one encoding of findings: equal findings, equal bytes.
std::string SerializeFindings(const Findings& findings);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_EVALUATOR_H_
