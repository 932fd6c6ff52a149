#ifndef SITREP_AGENT_LOGIN_H_
#define SITREP_AGENT_LOGIN_H_

#include <memory>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "agent/source_choice.h"
#include "collectors/vsphere/session.h"

namespace sitrep::agent {

// Logs in at a chosen source, at most once with a credential that the source has refused
// (LoginTurn). Failure: as Session::Connect; UNAUTHENTICATED without any attempt when the
// credential was refused before.
absl::StatusOr<std::unique_ptr<collectors::Session>> LogIn(Context& context,
                                                           const SourceChoice& choice,
                                                           bool retry_login);

// Remembers that the source refused, after LogIn(), the credential it had taken: the session was
// lost on the way and could not be replaced. OK, and nothing kept, for any other way to end.
absl::Status NoteRefusal(Context& context, const SourceChoice& choice, const absl::Status& ended);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_LOGIN_H_
