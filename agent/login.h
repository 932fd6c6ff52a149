#ifndef SITREP_AGENT_LOGIN_H_
#define SITREP_AGENT_LOGIN_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/source_choice.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "collectors/vsphere/session.h"

namespace sitrep::agent {

// Where and under what a login happens. What it refers to must outlive the session.
struct LoginPlace {
  std::string state_directory;
  base::Clock& clock;
  const base::Interrupt& interrupt;
};

// Logs in at a chosen source, at most once with a credential that the source has refused
// (LoginTurn). Threads: any. Failure: as Session::Connect; UNAUTHENTICATED without any attempt when
// the credential was refused before.
absl::StatusOr<std::unique_ptr<collectors::Session>> LogIn(const LoginPlace& place,
                                                           const SourceChoice& choice,
                                                           bool retry_login);

// Remembers that a source refused the credential when it was logged in to again half-way. `ended`:
// why the work over the session ended; anything but a refused login is left alone.
absl::Status NoteRefusal(const LoginPlace& place, const SourceChoice& choice,
                         const absl::Status& ended);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_LOGIN_H_
