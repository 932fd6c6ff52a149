#ifndef SITREP_UPLOADER_ENROL_H_
#define SITREP_UPLOADER_ENROL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "proto/enrolment.pb.h"
#include "uploader/identity.h"

namespace sitrep::uploader {

// Reads the JSON file that `sitrep-backend token` printed. NOT_FOUND: no such file.
// INVALID_ARGUMENT names the file and what is wrong in it, never the token.
absl::StatusOr<EnrolmentToken> ReadTokenFile(const std::string& path);

struct EnrolOptions {
  std::string endpoint;  // as NormaliseEndpoint takes it
  std::string
      agent_name;  // what the engineers will see; an alias when the host name must not leave
  std::string program_version;
  absl::Duration timeout = absl::Seconds(30);
};

// Makes a key and a signing request, trades the token for a certificate, checks the answer (it is
// for our key, from the authority named, for the agent id named), and returns the identity; the
// caller saves it with SaveIdentity(). The key never leaves. UNAUTHENTICATED: unknown, used or
// expired token: ask for a new one. UNAVAILABLE: the backend was not reached or did not prove
// itself with the authority in the token; the token is not used up.
absl::StatusOr<Identity> Enrol(const EnrolmentToken& token, const EnrolOptions& options);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_ENROL_H_
