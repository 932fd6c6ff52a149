#include "agent/login.h"

#include "absl/strings/str_cat.h"
#include "agent/login_ledger.h"
#include "base/status_macros.h"

namespace sitrep::agent {

absl::StatusOr<std::unique_ptr<collectors::Session>> LogIn(Context& context,
                                                           const SourceChoice& choice,
                                                           bool retry_login) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(LoginTurn turn, LoginTurn::Take(state, choice.options, choice.password_file,
                                                   retry_login, context.interrupt()));
  absl::StatusOr<std::unique_ptr<collectors::Session>> session =
      collectors::Session::Connect(choice.options, context.clock(), context.interrupt());
  if (session.ok()) {
    turn.Accepted();
    return session;
  }
  if (collectors::IsInvalidLogin(session.status())) {
    RETURN_IF_ERROR(turn.Refused(context.clock()));
    return absl::UnauthenticatedError(absl::StrCat(
        session.status().message(),
        ". This password will not be tried again: put the right one into ", choice.password_file,
        ", or add --retry-login once the account has been put right."));
  }
  return session.status();
}

absl::Status NoteRefusal(Context& context, const SourceChoice& choice, const absl::Status& ended) {
  if (!collectors::IsInvalidLogin(ended)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(LoginTurn turn, LoginTurn::Take(state, choice.options, choice.password_file,
                                                   /*again=*/true, context.interrupt()));
  return turn.Refused(context.clock());
}

}  // namespace sitrep::agent
