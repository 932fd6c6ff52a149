#include "redact/site_key.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "redact/private_file.h"

namespace sitrep::redact {

absl::StatusOr<SiteKey> SiteKey::LoadOrCreate(const std::string& path) {
  if (!base::FileExists(path)) {
    RETURN_IF_ERROR(base::WriteFileAtomically(path, base::RandomBytes(kBytes), 0600));
  }
  RETURN_IF_ERROR(CheckPrivate(path));
  ASSIGN_OR_RETURN(const std::string bytes, base::ReadFile(path));
  if (bytes.size() != kBytes) {
    return absl::DataLossError(absl::StrCat(path, " holds ", bytes.size(), " bytes instead of ",
                                            kBytes, "; put the backup of the site key back"));
  }
  return SiteKey(bytes);
}

absl::StatusOr<SiteKey> SiteKey::FromBytes(std::string_view bytes) {
  if (bytes.size() != kBytes) {
    return absl::InvalidArgumentError(absl::StrCat("a site key has ", kBytes, " bytes"));
  }
  return SiteKey(std::string(bytes));
}

SiteKey::~SiteKey() {
  volatile char* bytes = bytes_.data();
  for (size_t i = 0; i < bytes_.size(); ++i) bytes[i] = 0;
}

std::string SiteKey::id() const {
  return absl::BytesToHexString(Derive("sitrep alias key id")).substr(0, 16);
}

std::string SiteKey::Derive(std::string_view label) const {
  return base::HmacSha256(bytes_, label);
}

}  // namespace sitrep::redact
