#ifndef SITREP_AGENT_OUTPUT_JUNIT_H_
#define SITREP_AGENT_OUTPUT_JUNIT_H_

#include <string>

#include "agent/report.pb.h"

namespace sitrep::agent {

// Findings as JUnit XML, for build servers: one case per check; fail is a failure, unknown an
// error, not applicable is skipped; what warns is passed, with its objects as output, and so is
// what is accepted.
std::string FindingsJunit(const CheckReport& report);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_JUNIT_H_
