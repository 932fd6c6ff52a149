#include "agent/site.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "collectors/vsphere/source.h"
#include "redact/site_key.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

constexpr size_t kMostRemembered = 8;

std::string RememberedPath(const std::string& state_directory) {
  return absl::StrCat(state_directory, "/recent_snapshots");
}

std::string OwnHostName() {
  char name[256] = {};
  return gethostname(name, sizeof(name) - 1) == 0 ? name : "";
}

}  // namespace

Site::Site(Context& context, const redact::SiteKey& key, std::unique_ptr<redact::AliasMap> map)
    : map_(std::move(map)),
      aliaser_(key),
      book_(aliaser_, map_.get()),
      text_(book_, dictionary_),
      maker_(text_, *map_, context.clock()) {}

absl::StatusOr<std::unique_ptr<Site>> Site::Open(Context& context) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(const redact::SiteKey key,
                   redact::SiteKey::LoadOrCreate(absl::StrCat(state, "/site.key")));
  ASSIGN_OR_RETURN(std::unique_ptr<redact::AliasMap> map,
                   redact::AliasMap::Open(absl::StrCat(state, "/aliases.db"), key.id()));
  std::unique_ptr<Site> site(new Site(context, key, std::move(map)));
  RETURN_IF_ERROR(site->dictionary_.AddMap(*site->map_));
  RETURN_IF_ERROR(site->LearnConfiguration(context));
  RETURN_IF_ERROR(site->LearnRecentSnapshots(state));
  return site;
}

absl::Status Site::LearnConfiguration(Context& context) {
  ASSIGN_OR_RETURN(const Config* config, context.config());
  for (const SourceConfig& source : config->sources()) {
    dictionary_.AddName(source.name());
    dictionary_.AddName(source.username());
    const absl::StatusOr<collectors::SourceAddress> address =
        collectors::ParseSourceUrl(source.url());
    if (address.ok()) dictionary_.AddName(address->host);
  }
  dictionary_.AddName(OwnHostName());
  return absl::OkStatus();
}

absl::Status Site::LearnRecentSnapshots(const std::string& state_directory) {
  ASSIGN_OR_RETURN(const std::vector<std::string> paths, RememberedSnapshots(state_directory));
  for (const std::string& path : paths) {
    // One that was damaged or moved since teaches nothing; its names may still be in the map.
    absl::StatusOr<snapshot::SnapshotReader> reader = snapshot::SnapshotReader::Open(path);
    if (!reader.ok() || reader->facts().redacted) continue;
    RETURN_IF_ERROR(dictionary_.AddSnapshot(*reader));
    ++snapshots_;
  }
  return absl::OkStatus();
}

absl::Status Site::LearnSnapshot(const std::string& path) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(path));
  if (reader.facts().redacted) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " is redacted: it holds aliases, and names are what is needed"));
  }
  return dictionary_.AddSnapshot(reader);
}

absl::Status RememberSnapshot(const std::string& state_directory, const std::string& path) {
  ASSIGN_OR_RETURN(std::vector<std::string> paths, RememberedSnapshots(state_directory));
  std::error_code ignored;
  const std::string absolute = std::filesystem::absolute(path, ignored).string();
  paths.erase(std::remove(paths.begin(), paths.end(), absolute), paths.end());
  paths.insert(paths.begin(), absolute);
  if (paths.size() > kMostRemembered) paths.resize(kMostRemembered);
  return base::WriteFileAtomically(RememberedPath(state_directory),
                                   absl::StrCat(absl::StrJoin(paths, "\n"), "\n"), 0600);
}

absl::StatusOr<std::vector<std::string>> RememberedSnapshots(const std::string& state_directory) {
  std::vector<std::string> there;
  if (!base::FileExists(RememberedPath(state_directory))) return there;
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(RememberedPath(state_directory)));
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    if (base::FileExists(std::string(line))) there.emplace_back(line);
  }
  return there;
}

}  // namespace sitrep::agent
