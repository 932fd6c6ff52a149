#ifndef SITREP_AGENT_EXIT_CODE_H_
#define SITREP_AGENT_EXIT_CODE_H_

#include <string_view>

#include "absl/status/status.h"

namespace sitrep::agent {

// What the program tells its caller. Scripts depend on the numbers: they never change.
enum class ExitCode : int {
  kOk = 0,
  kError = 1,         // nothing usable was produced
  kUsage = 2,         // the command line or the configuration
  kFailed = 3,        // at least one check fails; attach, bundle create: refused
  kWarnings = 4,      // checks warn, none fails
  kPartial = 5,       // finished, but parts could not be collected or evaluated
  kInterrupted = 130  // interrupted, and nothing usable was produced
};

// How a command ended that produced something.
struct Ending {
  bool interrupted = false;
  bool usable = true;  // something was produced; false only together with interrupted
  bool failed = false;
  bool partial = false;
  bool warnings = false;
};

// The first that applies: interrupted without a result, failed, partial or interrupted with a
// result, warnings, OK.
ExitCode ExitCodeOf(const Ending& ending);

// For a command that ended with an error: CANCELLED is an interrupt; UsageError and RefusedError
// have their own codes; everything else is kError. OK is kOk.
ExitCode ExitCodeOf(const absl::Status& status);

// INVALID_ARGUMENT: the command line or the configuration is wrong.
absl::Status UsageError(std::string_view message);
// The same status, but about the command line or the configuration. OK stays OK.
absl::Status AsUsageError(const absl::Status& status);
// PERMISSION_DENIED: we will not do that, such as sending a file that cannot be redacted.
absl::Status RefusedError(std::string_view message);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_EXIT_CODE_H_
