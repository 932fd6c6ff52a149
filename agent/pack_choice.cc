#include "agent/pack_choice.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "agent/exit_code.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/pack_file.h"

namespace sitrep::agent {
namespace {

absl::StatusOr<checks::PackTrust> ReadTrust(const CheckConfig& config, const PackFlags& flags) {
  checks::PackTrust trust;
  trust.allow_unsigned = flags.allow_unsigned;
  for (const std::string& path : config.pack_keys()) {
    ASSIGN_OR_RETURN(std::string key, base::ReadFile(path));
    trust.public_keys.push_back(std::move(key));
  }
  return trust;
}

absl::StatusOr<checks::Pack> ReadPack(const std::string& path, const checks::PackTrust& trust) {
  std::error_code unreadable;
  if (!std::filesystem::is_directory(path, unreadable)) {
    ASSIGN_OR_RETURN(const std::string bytes, base::ReadFile(path));
    return checks::OpenPack(bytes, path, trust);
  }
  if (trust.allow_unsigned) return checks::LoadPack(path);
  return absl::PermissionDeniedError(
      absl::StrCat(path,
                   " is a folder, which nobody can sign: make a file of it with `sitrep pack "
                   "sign`, or take it as it is with --allow-unsigned"));
}

absl::StatusOr<checks::Pack> Choose(const CheckConfig& config, const PackFlags& flags) {
  ASSIGN_OR_RETURN(const checks::PackTrust trust, ReadTrust(config, flags));
  std::vector<std::string> paths(config.packs().begin(), config.packs().end());
  paths.insert(paths.end(), flags.packs.begin(), flags.packs.end());
  if (paths.empty()) return checks::BuiltInPack();
  std::vector<checks::Pack> packs = {checks::BuiltInPack()};
  for (const std::string& path : paths) {
    ASSIGN_OR_RETURN(checks::Pack pack, ReadPack(path, trust));
    packs.push_back(std::move(pack));
  }
  return checks::MergePacks(packs);
}

}  // namespace

absl::StatusOr<checks::Pack> ChoosePack(const CheckConfig& config, const PackFlags& flags) {
  absl::StatusOr<checks::Pack> pack = Choose(config, flags);
  if (!pack.ok()) return AsUsageError(pack.status());
  return pack;
}

}  // namespace sitrep::agent
