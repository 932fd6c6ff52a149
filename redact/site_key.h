#ifndef SITREP_REDACT_SITE_KEY_H_
#define SITREP_REDACT_SITE_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sitrep::redact {

// SiteKey is the secret that every alias of this site is made with (docs/formats/aliases.md). It
// never leaves.
//
// Lifecycle: LoadOrCreate() at start; the same file gives the same aliases for ever. The destructor
// wipes the bytes. Threads: any, once made. Failure: PERMISSION_DENIED when others than the owner
// may read the file; DATA_LOSS when it does not hold 32 bytes; a file that exists is never
// overwritten.
class SiteKey {
 public:
  static constexpr size_t kBytes = 32;

  // Reads the key, or makes a random one (mode 0600) when there is no file.
  static absl::StatusOr<SiteKey> LoadOrCreate(const std::string& path);
  // INVALID_ARGUMENT unless there are 32 bytes.
  static absl::StatusOr<SiteKey> FromBytes(std::string_view bytes);

  SiteKey(const SiteKey&) = default;
  SiteKey& operator=(const SiteKey&) = default;
  ~SiteKey();

  // 16 hex digits that tell keys apart and say nothing of the key.
  std::string id() const;
  // A key of 32 bytes for one purpose; keys of different labels tell nothing of each other.
  std::string Derive(std::string_view label) const;

 private:
  explicit SiteKey(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SITE_KEY_H_
