#ifndef SITREP_AGENT_PROGRAM_H_
#define SITREP_AGENT_PROGRAM_H_

#include <string>
#include <vector>

#include "agent/context.h"
#include "agent/exit_code.h"

namespace sitrep::agent {

// Runs the command line without the program's name. Errors are printed to surroundings.err.
ExitCode RunProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings);

// docs/reference/command_line.md, made from the program's own help.
std::string CommandLineReference();

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_PROGRAM_H_
