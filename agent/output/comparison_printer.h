#ifndef SITREP_AGENT_OUTPUT_COMPARISON_PRINTER_H_
#define SITREP_AGENT_OUTPUT_COMPARISON_PRINTER_H_

#include <memory>
#include <ostream>
#include <string>

#include "agent/exit_code.h"
#include "agent/format.h"
#include "review/change.h"
#include "snapshot/reader.h"

namespace sitrep::agent {

// What a comparison is of.
struct ComparisonTitle {
  struct File {
    std::string path;
    snapshot::SnapshotFacts facts;
  };
  File before;
  File after;
  bool across = false;
  bool runtime = false;
};

// ComparisonPrinter prints what a comparison finds: text with equal changes grouped, JSON with all
// of them (docs/formats/comparison.md), CSV with one row for each finding, column and part.
//
// Lifecycle: a sink for one comparison, then Finish() once. JSON and CSV are printed as changes
// come. Ownership: `out` outlives it. Threads: one. Failure: INTERNAL the result cannot be written.
class ComparisonPrinter : public review::ChangeSink {
 public:
  static std::unique_ptr<ComparisonPrinter> Make(Format format, const ComparisonTitle& title,
                                                 std::ostream& out);
  virtual void Finish(const review::ComparisonSummary& summary) = 0;
};

// What a comparison means for the exit code: something new or worse fails or warns, and partial
// when something could not be compared or evaluated.
Ending EndingOf(const review::ComparisonSummary& summary);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_COMPARISON_PRINTER_H_
