#ifndef SITREP_CHECKS_PREFLIGHT_FILES_H_
#define SITREP_CHECKS_PREFLIGHT_FILES_H_

#include <vector>

#include "checks/built_in_files.h"

namespace sitrep::checks {

// The files of checks/preflight and checks/targets, as they were when the program was built.
// Written by checks/embed_preflight.cmake.
const std::vector<BuiltInFile>& PreflightRuleFiles();
const std::vector<BuiltInFile>& TargetFiles();

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_PREFLIGHT_FILES_H_
