#ifndef SITREP_CHECKS_PACK_FILE_H_
#define SITREP_CHECKS_PACK_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"

namespace sitrep::checks {

// A pack as one signed file, NAME.sitrep-pack (docs/formats/pack.md). Plain functions. Threads:
// any.

// Whom to believe.
struct PackTrust {
  std::vector<std::string> public_keys;  // Ed25519, PEM
  bool allow_unsigned = false;           // takes files that nobody known has signed, too
};

// The file's bytes for a pack's members, signed with an Ed25519 private key (PEM). The same members
// and key give the same bytes. INVALID_ARGUMENT the key is none, or the pack does not parse.
absl::StatusOr<std::string> SealPack(std::string_view name, const std::vector<PackMember>& members,
                                     std::string_view private_key_pem);

// Reads such a file. `file` is its name, for messages. PERMISSION_DENIED no key of `trust` has
// signed it; DATA_LOSS it is damaged, cut, or larger than a pack may be; otherwise as BuildPack.
absl::StatusOr<Pack> OpenPack(std::string_view bytes, std::string_view file,
                              const PackTrust& trust);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_PACK_FILE_H_
