#ifndef SITREP_BACKEND_OUTPUT_FINDINGS_TEXT_H_
#define SITREP_BACKEND_OUTPUT_FINDINGS_TEXT_H_

#include <ostream>
#include <string>

#include "proto/findings.pb.h"

namespace sitrep::backend {

// Prints findings for an engineer, the most severe first, then what could not be seen. The names in
// them are the customer's aliases. At most `most_objects` of a check are named; 0: all.
void PrintFindings(const Findings& findings, int most_objects, std::ostream& out);

// "3 critical, 2 major": affected objects of the checks that found something.
std::string SeverityCounts(const Findings& findings);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_OUTPUT_FINDINGS_TEXT_H_
