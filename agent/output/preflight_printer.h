#ifndef SITREP_AGENT_OUTPUT_PREFLIGHT_PRINTER_H_
#define SITREP_AGENT_OUTPUT_PREFLIGHT_PRINTER_H_

#include <ostream>

#include "agent/exit_code.h"
#include "agent/format.h"
#include "checks/preflight.h"

namespace sitrep::agent {

// Prints whether an estate is ready for an upgrade: text with the way, the blockers and what to do,
// JSON (docs/formats/target.md has its members), CSV with one row a finding (and one a rule
// without), JUnit with one case a rule and one a source. Pure: the same report gives the same
// bytes.
void PrintPreflight(const checks::PreflightReport& report, Format format, std::ostream& out);

// What it means for the exit code: no go is failed; warnings and what is unknown, but does not
// matter, leave their own codes.
Ending EndingOf(const checks::PreflightReport& report);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_PREFLIGHT_PRINTER_H_
