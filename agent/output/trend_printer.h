#ifndef SITREP_AGENT_OUTPUT_TREND_PRINTER_H_
#define SITREP_AGENT_OUTPUT_TREND_PRINTER_H_

#include <ostream>
#include <vector>

#include "absl/time/time.h"
#include "agent/finding_history.h"
#include "agent/format.h"

namespace sitrep::agent {

// Prints how findings, space and licences went over the recorded runs of each source. Text shows
// the newest runs; JSON all; CSV one row for each run and severity or category. Days are counted
// from the newest run of the source, not from today. Pure.
void PrintTrend(const std::vector<SourceTrend>& trends, Format format, std::ostream& out);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_TREND_PRINTER_H_
