#ifndef SITREP_CHECKS_REFERENCE_H_
#define SITREP_CHECKS_REFERENCE_H_

#include <string>

#include "checks/pack.h"

namespace sitrep::checks {

// The reference page of a pack, in Markdown: every check with its severity, reasons, parameters and
// what it reads.
std::string ChecksReference(const Pack& pack);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_REFERENCE_H_
