#ifndef SITREP_AGENT_LOGIN_LEDGER_H_
#define SITREP_AGENT_LOGIN_LEDGER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "collectors/vsphere/source.h"

namespace sitrep::agent {

// LoginTurn is the right to try one credential at one source once. It keeps a wrong password from
// locking the account: what a source refused is never tried again, by any process, until the
// password changes or a person says so.
//
// Lifecycle: Take() waits for other processes that try the same credential; then exactly one of
// Refused() and Accepted(), or neither when the source was not reached; the destructor lets the
// next one in. What is kept: `logins/<HMAC of address, user and password>` in the state directory,
// mode 0600, never the password; the HMAC's key lies beside it. Threads: one. Failure:
// UNAUTHENTICATED when this credential was refused before; the message says when, and how to go on.
class LoginTurn {
 public:
  // `again`: a person asks to try once more what was refused.
  static absl::StatusOr<LoginTurn> Take(const std::string& state_directory,
                                        const collectors::SourceOptions& source,
                                        const std::string& password_file, bool again,
                                        base::Clock& clock, const base::Interrupt& interrupt);
  LoginTurn(LoginTurn&& other) noexcept;
  LoginTurn& operator=(LoginTurn&&) = delete;
  ~LoginTurn();

  absl::Status Refused(base::Clock& clock);
  void Accepted();

 private:
  LoginTurn(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  int descriptor_;
  std::string path_;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_LOGIN_LEDGER_H_
