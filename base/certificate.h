#ifndef SITREP_BASE_CERTIFICATE_H_
#define SITREP_BASE_CERTIFICATE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace sitrep::base {

// What we read of an X.509 certificate.
struct CertificateFacts {
  std::string subject;      // one line, RFC 2253
  std::string issuer;       // one line, RFC 2253
  std::string common_name;  // of the subject; empty when it has none
  absl::Time not_before;
  absl::Time not_after;
  std::string sha256_thumbprint;    // AA:BB:... over the DER form, 32 pairs
  int key_bits = 0;                 // of the public key; 0 when not known
  std::string signature_algorithm;  // such as RSA-SHA256; empty when not known
};

// Reads one certificate, PEM or DER. INVALID_ARGUMENT when it is neither.
absl::StatusOr<CertificateFacts> ReadCertificate(std::string_view pem_or_der);

// Brings a SHA-256 thumbprint to the form AA:BB:...; INVALID_ARGUMENT unless it is 64 hex digits
// with or without colons.
absl::StatusOr<std::string> NormaliseThumbprint(std::string_view text);

}  // namespace sitrep::base

#endif  // SITREP_BASE_CERTIFICATE_H_
