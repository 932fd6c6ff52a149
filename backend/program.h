#ifndef SITREP_BACKEND_PROGRAM_H_
#define SITREP_BACKEND_PROGRAM_H_

#include <string>
#include <vector>

#include "backend/commands/command.h"

namespace sitrep::backend {

// Runs one command line of `sitrep-backend`, without the program's name. Errors are printed.
ExitCode RunProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_PROGRAM_H_
