#ifndef SITREP_AGENT_OUTPUT_BUNDLE_PRINTER_H_
#define SITREP_AGENT_OUTPUT_BUNDLE_PRINTER_H_

#include <ostream>

#include "agent/bundle_collection.h"
#include "agent/format.h"

namespace sitrep::agent {

// Prints what a redacted bundle holds: how much came and went, what was replaced by rule, what was
// left out and why. CSV: one row per member.
void PrintBundle(const BundleOutcome& outcome, Format format, std::ostream& out);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_BUNDLE_PRINTER_H_
