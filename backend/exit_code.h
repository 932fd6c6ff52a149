#ifndef SITREP_BACKEND_EXIT_CODE_H_
#define SITREP_BACKEND_EXIT_CODE_H_

namespace sitrep::backend {

// What the program tells its caller. Scripts depend on the numbers: they never change.
enum class ExitCode : int {
  kOk = 0,
  kError = 1,     // nothing usable was produced
  kUsage = 2,     // the command line or the configuration
  kFailed = 3,    // review: at least one check fails
  kWarnings = 4,  // review: checks warn, none fails
  kPartial = 5,   // review: parts could not be verified or evaluated
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_EXIT_CODE_H_
