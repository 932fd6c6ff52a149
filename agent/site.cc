#include "agent/site.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/exit_code.h"
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

absl::StatusOr<redact::SiteKey> LoadKey(const std::string& state_directory) {
  return redact::SiteKey::LoadOrCreate(absl::StrCat(state_directory, "/site.key"));
}

absl::StatusOr<std::unique_ptr<redact::AliasMap>> OpenMap(const std::string& state_directory,
                                                          const redact::SiteKey& key) {
  return redact::AliasMap::Open(absl::StrCat(state_directory, "/aliases.db"), key.id());
}

// What SQLite says of a damaged file helps nobody who wants to attach it.
absl::Status Unreadable(const std::string& path) {
  return RefusedError(
      absl::StrCat(path, " cannot be read as a snapshot: it is damaged, cut off, or none at all"));
}

// In batches: a large inventory has more names than should be held at once.
absl::Status KeepNamesOf(snapshot::SnapshotReader& reader, redact::AliasMap& map) {
  constexpr size_t kBatch = 4096;
  std::vector<redact::InventoryName> names;
  absl::Status kept;
  const auto keep = [&] {
    kept.Update(map.KeepNames(names));
    names.clear();
  };
  const absl::Status read =
      redact::EachNameOf(reader, [&](std::string_view name, redact::NameKind kind) {
        names.push_back({std::string(name), kind});
        if (names.size() == kBatch) keep();
      });
  keep();
  if (!read.ok()) return Unreadable(reader.path());
  return kept;
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
  ASSIGN_OR_RETURN(const redact::SiteKey key, LoadKey(state));
  ASSIGN_OR_RETURN(std::unique_ptr<redact::AliasMap> map, OpenMap(state, key));
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
    // Its names were kept in the map when it was sealed; a file that is still there is an extra.
    absl::StatusOr<snapshot::SnapshotReader> reader = snapshot::SnapshotReader::Open(path);
    if (!reader.ok() || reader->facts().redacted) continue;
    dictionary_.AddSnapshot(*reader).IgnoreError();
  }
  return absl::OkStatus();
}

absl::Status Site::LearnSnapshot(const std::string& path) {
  const absl::Status status = TakeNames(path);
  if (!status.ok()) unread_ = path;
  return status;
}

absl::Status Site::TakeNames(const std::string& path) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, OpenSnapshot(path));
  if (reader.facts().redacted) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " is redacted: it holds aliases, and names are what is needed"));
  }
  if (!dictionary_.AddSnapshot(reader).ok()) return Unreadable(path);
  return KeepNamesOf(reader, *map_);
}

absl::Status Site::NamesKnown() const {
  if (!unread_.empty()) {
    return RefusedError(absl::StrCat("the names in ", unread_,
                                     " could not be learnt, so they would not be recognised; leave "
                                     "that file out, or take a new snapshot"));
  }
  if (dictionary_.machines() > 0) return absl::OkStatus();
  return RefusedError(
      "no names of this site's inventory are known yet, so they would not be recognised; take a "
      "snapshot first (`sitrep snapshot`), or name a raw one on this command line");
}

absl::StatusOr<snapshot::SnapshotReader> OpenSnapshot(const std::string& path) {
  absl::StatusOr<snapshot::SnapshotReader> reader = snapshot::SnapshotReader::Open(path);
  if (reader.ok() || absl::IsNotFound(reader.status())) return reader;
  if (absl::IsFailedPrecondition(reader.status())) {
    return RefusedError(std::string(reader.status().message()));
  }
  return Unreadable(path);
}

absl::Status KeepNames(const std::string& state_directory, const std::string& path) {
  ASSIGN_OR_RETURN(const redact::SiteKey key, LoadKey(state_directory));
  ASSIGN_OR_RETURN(const std::unique_ptr<redact::AliasMap> map, OpenMap(state_directory, key));
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, OpenSnapshot(path));
  return KeepNamesOf(reader, *map);
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
