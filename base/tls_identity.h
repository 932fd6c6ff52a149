#ifndef SITREP_BASE_TLS_IDENTITY_H_
#define SITREP_BASE_TLS_IDENTITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace sitrep::base {

// Keys and certificates of the two programs: EC P-256 keys, SHA-256 signatures, everything as PEM
// text. The agent makes a key and a request; the backend holds an authority that signs agents'
// requests and its own server certificate.
//
// Lifecycle and ownership: plain values; a private key lives only in the strings that hold it, and
// the caller keeps those out of logs. Threads: any. Failure: INVALID_ARGUMENT when input is not
// what its name says, INTERNAL when the library refuses; messages never hold key material. Times:
// `now` is given, and certificates begin 5 minutes before it, so that two machines whose clocks
// differ a little still agree.

// A certificate and the private key that belongs to it.
struct CertificateAndKey {
  std::string certificate_pem;
  std::string key_pem;  // PKCS #8, not encrypted
};

// What a verified peer's certificate says of it.
struct PeerFacts {
  std::string common_name;   // the agent's id
  std::string organisation;  // the tenant; empty when it has none
  std::string serial;        // lower-case hex
  absl::Time not_after;
  std::string sha256_thumbprint;  // as CertificateFacts has it
};

// A new EC P-256 private key.
absl::StatusOr<std::string> GenerateKeyPem();

// A PKCS #10 request for `key_pem`, signed with it.
absl::StatusOr<std::string> MakeCertificateRequest(std::string_view key_pem,
                                                   std::string_view common_name);

// A new self-signed authority that may sign leaf certificates only.
absl::StatusOr<CertificateAndKey> CreateAuthority(std::string_view common_name,
                                                  absl::Duration validity, absl::Time now);

// Signs a client certificate for the key in `request_pem`. The request's own subject and extensions
// are ignored; its signature must match its key. Never outlives the authority.
absl::StatusOr<std::string> SignRequest(const CertificateAndKey& authority,
                                        std::string_view request_pem, std::string_view common_name,
                                        std::string_view organisation, absl::Duration validity,
                                        absl::Time now);

// A server certificate for `key_pem`, valid for these DNS names and IP addresses ("127.0.0.1",
// "::1"). At least one.
absl::StatusOr<std::string> IssueServerCertificate(const CertificateAndKey& authority,
                                                   std::string_view key_pem,
                                                   const std::vector<std::string>& dns_names,
                                                   const std::vector<std::string>& ip_addresses,
                                                   absl::Duration validity, absl::Time now);

// Reads the leaf that a TLS peer presented (PEM).
absl::StatusOr<PeerFacts> ReadPeer(std::string_view certificate_pem);

// OK when the certificate is for this key; INVALID_ARGUMENT when it is for another.
absl::Status VerifyKeyMatches(std::string_view certificate_pem, std::string_view key_pem);

// OK when `leaf_pem` is signed by `authority_pem` and both are valid at `now`; UNAUTHENTICATED with
// the reason if not.
absl::Status VerifySignedBy(std::string_view leaf_pem, std::string_view authority_pem,
                            absl::Time now);

}  // namespace sitrep::base

#endif  // SITREP_BASE_TLS_IDENTITY_H_
