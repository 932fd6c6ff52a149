#ifndef SITREP_AGENT_OUTPUT_FINDINGS_PRINTER_H_
#define SITREP_AGENT_OUTPUT_FINDINGS_PRINTER_H_

#include <ostream>
#include <string>

#include "agent/exit_code.h"
#include "agent/format.h"
#include "proto/findings.pb.h"

namespace sitrep::agent {

// Prints findings: text by severity with evidence, JSON as the message itself, CSV with one row per
// finding (and one per check without), JUnit with one case per check. Pure: the same findings give
// the same bytes.
void PrintFindings(const Findings& findings, Format format, std::ostream& out);

// What findings mean for the exit code: failed, warnings, and partial when a check could not see
// everything.
Ending EndingOf(const Findings& findings);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_FINDINGS_PRINTER_H_
