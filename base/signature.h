#ifndef SITREP_BASE_SIGNATURE_H_
#define SITREP_BASE_SIGNATURE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sitrep::base {

// Ed25519 signatures (RFC 8032) with keys as PEM text: PKCS #8 for the private key, as `openssl
// genpkey -algorithm ed25519` writes it, SubjectPublicKeyInfo for the public one.
//
// Plain functions. Threads: any. Failure: INVALID_ARGUMENT when a key is not what its name says;
// messages never hold key material.

inline constexpr size_t kSignatureBytes = 64;

absl::StatusOr<std::string> SignEd25519(std::string_view private_key_pem, std::string_view bytes);

// True when `signature` is the key's over `bytes`.
absl::StatusOr<bool> VerifyEd25519(std::string_view public_key_pem, std::string_view bytes,
                                   std::string_view signature);

// The public key of a private one, as PEM.
absl::StatusOr<std::string> PublicKeyOf(std::string_view private_key_pem);

}  // namespace sitrep::base

#endif  // SITREP_BASE_SIGNATURE_H_
