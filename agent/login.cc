#include "agent/login.h"

#include "absl/strings/str_cat.h"
#include "agent/login_ledger.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

absl::StatusOr<LoginTurn> TakeTurn(const LoginPlace& place, const SourceChoice& choice,
                                   bool again) {
  return LoginTurn::Take(place.state_directory, choice.options, choice.password_file, again,
                         place.clock, place.interrupt);
}

}  // namespace

absl::StatusOr<std::unique_ptr<collectors::Session>> LogIn(const LoginPlace& place,
                                                           const SourceChoice& choice,
                                                           bool retry_login) {
  ASSIGN_OR_RETURN(LoginTurn turn, TakeTurn(place, choice, retry_login));
  absl::StatusOr<std::unique_ptr<collectors::Session>> session =
      collectors::Session::Connect(choice.options, place.clock, place.interrupt);
  if (session.ok()) {
    turn.Accepted();
    return session;
  }
  if (collectors::IsInvalidLogin(session.status())) {
    RETURN_IF_ERROR(turn.Refused(place.clock));
    return absl::UnauthenticatedError(absl::StrCat(
        session.status().message(),
        ". This password will not be tried again: put the right one into ", choice.password_file,
        ", or add --retry-login once the account has been put right."));
  }
  return session.status();
}

absl::Status NoteRefusal(const LoginPlace& place, const SourceChoice& choice,
                         const absl::Status& ended) {
  if (!collectors::IsInvalidLogin(ended)) return absl::OkStatus();
  ASSIGN_OR_RETURN(LoginTurn turn, TakeTurn(place, choice, /*again=*/true));
  return turn.Refused(place.clock);
}

}  // namespace sitrep::agent
