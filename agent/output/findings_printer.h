#ifndef SITREP_AGENT_OUTPUT_FINDINGS_PRINTER_H_
#define SITREP_AGENT_OUTPUT_FINDINGS_PRINTER_H_

#include <ostream>
#include <string>

#include "agent/exit_code.h"
#include "agent/format.h"
#include "agent/report.pb.h"
#include "proto/findings.pb.h"

namespace sitrep::agent {

// Prints findings: text by severity with evidence, then what is accepted and how it compares with
// the history; JSON as the message itself, CSV with one row per finding (and one per check
// without), JUnit with one case per check. Pure: the same report gives the same bytes.
void PrintReport(const CheckReport& report, Format format, std::ostream& out);

// What a report means for the exit code: failed, warnings, and partial when a check could not see
// everything. What is accepted or hidden does not count.
Ending EndingOf(const CheckReport& report);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_FINDINGS_PRINTER_H_
