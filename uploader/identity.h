#ifndef SITREP_UPLOADER_IDENTITY_H_
#define SITREP_UPLOADER_IDENTITY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sitrep::uploader {

// Who this agent is to its backend: what enrolment gave. The key never leaves the machine and is
// never logged.
struct Identity {
  std::string key_pem;
  std::string certificate_pem;
  std::string ca_pem;    // the authority the backend's certificate must come from
  std::string agent_id;  // UUID; the certificate's common name
  std::string tenant;
  std::string endpoint;  // host:port
};

// Reads key.pem, certificate.pem, ca.pem, agent.json. NOT_FOUND when the agent is not enrolled;
// PERMISSION_DENIED when others may read the key; INVALID_ARGUMENT names the file that is damaged
// or does not fit the others.
absl::StatusOr<Identity> LoadIdentity(const std::string& folder);

// Puts the identity in place whole: after a power cut the folder holds the old identity or the new
// one. Folder 0700, key 0600.
absl::Status SaveIdentity(const Identity& identity, const std::string& folder);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_IDENTITY_H_
