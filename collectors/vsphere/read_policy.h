#ifndef SITREP_COLLECTORS_VSPHERE_READ_POLICY_H_
#define SITREP_COLLECTORS_VSPHERE_READ_POLICY_H_

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace sitrep::collectors {

// What has been tried so far, in this unit and in this run.
struct ReadRecord {
  int attempts = 0;  // reads of this unit, the last included
  int logins = 0;    // logins after a lost session, of the run
  int most_attempts = 4;
  bool continuing = false;  // the call that failed asked for a further page
  bool lists_references = false;
};

// Logins after a lost session, in one run.
inline constexpr int kMostLogins = 2;

// What to do after one read of a unit ended with a status.
enum class NextStep {
  kDone,
  kAgain,           // after a pause: restart the unit
  kLoginAgain,      // then restart the unit
  kDropPath,        // the source does not know a path: restart without it
  kListReferences,  // the source refuses to continue pages: restart with explicit references
  kSkip,            // note the gap, go on with the next unit
  kStop,            // the source is lost, refuses the login, or we are interrupted
};
NextStep Decide(const absl::Status& status, const ReadRecord& history);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_READ_POLICY_H_
