#include "uploader/spool.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "uploader/spool_intake.h"

namespace sitrep::uploader {
namespace {

// Least worth keeping first.
constexpr std::array kByWorth = {ItemState::kQuarantined, ItemState::kRejected,
                                 ItemState::kPending};

ArtifactKind ToWire(redact::ArtifactKind kind) {
  switch (kind) {
    case redact::ArtifactKind::kSnapshot:
      return SNAPSHOT;
    case redact::ArtifactKind::kBundle:
      return BUNDLE;
    case redact::ArtifactKind::kFindings:
      return FINDINGS;
  }
  return ARTIFACT_KIND_UNSPECIFIED;
}

bool IsSafeId(std::string_view id) {
  return !id.empty() && id != "." && id != ".." && id.find('/') == std::string_view::npos;
}

absl::Status NoSuchItem(const SpoolFolder& folder, std::string_view id) {
  return absl::NotFoundError(
      absl::StrCat("there is no item ", std::string(id), " in the spool ", folder.path()));
}

int64_t ReadRemoved(const SpoolFolder& folder) {
  if (!base::FileExists(folder.RemovedPath())) return 0;
  const auto text = base::ReadFile(folder.RemovedPath());
  int64_t count = 0;
  if (text.ok() && absl::SimpleAtoi(*text, &count) && count >= 0) return count;
  base::LogWarning(absl::StrCat(folder.RemovedPath(), " is damaged; it now counts as 0"));
  return 0;
}

absl::Status WriteRemoved(const SpoolFolder& folder, int64_t count) {
  return base::WriteFileAtomically(folder.RemovedPath(), absl::StrCat(count, "\n"));
}

absl::Status MakeFolders(const SpoolFolder& folder) {
  RETURN_IF_ERROR(base::MakeDirectories(folder.path()));
  RETURN_IF_ERROR(base::MakeDirectories(folder.IncomingPath()));
  for (const ItemState state : kByWorth) {
    RETURN_IF_ERROR(base::MakeDirectories(folder.StatePath(state)));
  }
  if (chmod(folder.path().c_str(), 0700) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot restrict ", folder.path()));
  }
  RETURN_IF_ERROR(base::SyncDirectory(folder.path()));
  return base::SyncDirectory(base::DirectoryOf(folder.path()));
}

// 0 for what is no file and so cannot be removed either, such as a folder that someone put here.
int64_t BytesOnDisk(const SpoolItem& item) {
  struct stat info;
  if (lstat(item.path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  return info.st_size;
}

}  // namespace

Spool::Spool(SpoolFolder folder, const SpoolOptions& options, SpoolLock lock)
    : folder_(std::move(folder)), options_(options), lock_(std::move(lock)) {}

absl::Time Spool::Now() const {
  return (options_.clock == nullptr ? base::Clock::Real() : *options_.clock).Now();
}

absl::StatusOr<Spool> Spool::Open(const std::string& path, const SpoolOptions& options) {
  const SpoolFolder folder(path);
  RETURN_IF_ERROR(MakeFolders(folder));
  ASSIGN_OR_RETURN(SpoolLock lock, SpoolLock::Take(folder.LockPath()));
  Spool spool(folder, options, std::move(lock));
  spool.removed_ = ReadRemoved(folder);
  spool.Recover();
  if (const absl::Status pruned = spool.Prune(); !pruned.ok()) {
    base::LogWarning(absl::StrCat("cannot prune the spool: ", std::string(pruned.message())));
  }
  return spool;
}

// Never fails: one item that cannot be read or moved must not keep the others from being sent.
void Spool::Recover() {
  const auto incoming = base::ListDirectory(folder_.IncomingPath());
  for (const std::string& name : incoming.ok() ? *incoming : std::vector<std::string>()) {
    if (const absl::Status status = RecoverIncoming(name); !status.ok()) {
      SetAsideDamaged(absl::StrCat(folder_.IncomingPath(), "/", name), name, status);
    }
  }
  const auto pending = folder_.Names(ItemState::kPending);
  for (const std::string& name : pending.ok() ? *pending : std::vector<std::string>()) {
    if (const absl::Status status = ExaminePending(name); !status.ok()) {
      SetAsideDamaged(folder_.ItemPath(ItemState::kPending, name), name, status);
    }
  }
}

absl::Status Spool::RecoverIncoming(const std::string& name) {
  const std::string path = absl::StrCat(folder_.IncomingPath(), "/", name);
  const auto item = folder_.Read(path, name);
  const absl::Status whole = item.ok() ? VerifyContents(path, *item) : item.status();
  if (!whole.ok()) {
    return absl::DataLossError(absl::StrCat("spooling it was interrupted; attach it again (",
                                            std::string(whole.message()), ")"));
  }
  return base::RenameDurably(path, folder_.ItemPath(ItemState::kPending, name));
}

absl::Status Spool::ExaminePending(const std::string& name) const {
  const std::string path = folder_.ItemPath(ItemState::kPending, name);
  ASSIGN_OR_RETURN(const SpoolItem item, folder_.Read(path, name));
  return options_.verify_contents ? VerifyContents(path, item) : absl::OkStatus();
}

void Spool::SetAsideDamaged(const std::string& from, const std::string& name,
                            const absl::Status& why) {
  const std::string reason(why.message());
  SpoolItem item;
  item.id = name;
  item.state = ItemState::kQuarantined;
  for (int copy = 2; IsTakenIn(item.state, item.id); ++copy)
    item.id = absl::StrCat(name, ".", copy);
  item.path = folder_.ItemPath(item.state, item.id);
  item.reason = reason;
  absl::Status moved = base::WriteFileAtomically(folder_.ReasonPath(item.state, item.id), reason);
  if (moved.ok()) moved = base::RenameDurably(from, item.path);
  if (!moved.ok()) {
    item.path = from;
    item.reason =
        absl::StrCat(reason, "; it could not be set aside: ", std::string(moved.message()));
  }
  base::LogWarning(absl::StrCat("spool item ", name, " is damaged: ", item.reason));
  damaged_.push_back(std::move(item));
}

absl::StatusOr<SpoolItem> Spool::Describe(const redact::RedactedArtifact& artifact,
                                          std::string_view request) const {
  if (!IsSafeRequestId(request)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", std::string(request),
                     "\" is not a request id: letters, digits, '-', '_' and '.', at most 64"));
  }
  SpoolItem item;
  item.sha256 = artifact.sha256();
  item.size = artifact.size();
  item.kind = ToWire(artifact.kind());
  item.name = artifact.name();
  item.request = std::string(request);
  item.spooled_at = absl::FromUnixMillis(absl::ToUnixMillis(Now()));
  while (IsTaken(ItemName(item.spooled_at, item.sha256))) item.spooled_at += absl::Milliseconds(1);
  item.id = ItemName(item.spooled_at, item.sha256);
  item.path = folder_.ItemPath(ItemState::kPending, item.id);
  return item;
}

bool Spool::IsTaken(const std::string& name) const {
  if (base::FileExists(absl::StrCat(folder_.IncomingPath(), "/", name))) return true;
  return std::any_of(kByWorth.begin(), kByWorth.end(),
                     [&](ItemState state) { return IsTakenIn(state, name); });
}

bool Spool::IsTakenIn(ItemState state, const std::string& name) const {
  return base::FileExists(folder_.ItemPath(state, name));
}

absl::StatusOr<std::vector<SpoolItem>> Spool::FindPending(const SpoolItem& like) const {
  ASSIGN_OR_RETURN(std::vector<SpoolItem> items, Pending());
  std::erase_if(items, [&](const SpoolItem& item) {
    return item.sha256 != like.sha256 || item.request != like.request;
  });
  return items;
}

absl::StatusOr<SpoolItem> Spool::Append(redact::RedactedArtifact artifact,
                                        std::string_view request) {
  ASSIGN_OR_RETURN(SpoolItem item, Describe(artifact, request));
  ASSIGN_OR_RETURN(const std::string trailer, EncodeTrailer(item));
  ASSIGN_OR_RETURN(const std::vector<SpoolItem> same, FindPending(item));
  if (!same.empty()) {
    RETURN_IF_ERROR(base::RemoveFile(artifact.path()));
    return same.front();
  }
  RETURN_IF_ERROR(Prune());
  RETURN_IF_ERROR(MakeRoom(item.size + static_cast<int64_t>(trailer.size())));
  RETURN_IF_ERROR(Accept(artifact.path(), item));
  return item;
}

absl::Status Spool::Accept(const std::string& from, const SpoolItem& item) {
  const std::string incoming = absl::StrCat(folder_.IncomingPath(), "/", item.id);
  SpoolIntake intake(from, incoming);
  RETURN_IF_ERROR(intake.Take());
  RETURN_IF_ERROR(intake.Complete(item));
  RETURN_IF_ERROR(base::RenameDurably(incoming, item.path));
  return intake.Release();
}

absl::StatusOr<std::vector<SpoolItem>> Spool::List() const { return ListSpool(folder_.path()); }

absl::StatusOr<std::vector<SpoolItem>> Spool::Pending() const {
  return folder_.List(ItemState::kPending);
}

absl::StatusOr<SpoolItem> Spool::Get(std::string_view id) const {
  ASSIGN_OR_RETURN(const std::vector<SpoolItem> items, List());
  for (const SpoolItem& item : items) {
    if (item.id == id) return item;
  }
  return NoSuchItem(folder_, id);
}

absl::Status Spool::RemoveDelivered(std::string_view id) {
  const std::string path = folder_.ItemPath(ItemState::kPending, id);
  if (!IsSafeId(id) || !base::FileExists(path)) return NoSuchItem(folder_, id);
  RETURN_IF_ERROR(base::RemoveFile(path));
  return base::SyncDirectory(folder_.StatePath(ItemState::kPending));
}

absl::Status Spool::Move(std::string_view id, ItemState from, ItemState to,
                         std::string_view reason) {
  const std::string path = folder_.ItemPath(from, id);
  if (!IsSafeId(id) || !base::FileExists(path)) return NoSuchItem(folder_, id);
  if (!reason.empty()) {
    RETURN_IF_ERROR(base::WriteFileAtomically(folder_.ReasonPath(to, id), reason));
  }
  RETURN_IF_ERROR(base::RenameDurably(path, folder_.ItemPath(to, id)));
  return base::RemoveFile(folder_.ReasonPath(from, id));
}

absl::Status Spool::Reject(std::string_view id, std::string_view reason) {
  return Move(id, ItemState::kPending, ItemState::kRejected, reason);
}

absl::Status Spool::Quarantine(std::string_view id, std::string_view reason) {
  return Move(id, ItemState::kPending, ItemState::kQuarantined, reason);
}

absl::Status Spool::Retry(std::string_view id) {
  return Move(id, ItemState::kRejected, ItemState::kPending, "");
}

absl::Status Spool::Delete(std::string_view id) {
  ASSIGN_OR_RETURN(const SpoolItem item, Get(id));
  return Erase(item);
}

absl::Status Spool::Erase(const SpoolItem& item) {
  RETURN_IF_ERROR(base::RemoveFile(item.path));
  RETURN_IF_ERROR(base::RemoveFile(folder_.ReasonPath(item.state, item.id)));
  return base::SyncDirectory(folder_.StatePath(item.state));
}

absl::Status Spool::Verify(const SpoolItem& item) const {
  ASSIGN_OR_RETURN(const SpoolItem found, folder_.Read(item.path, item.id));
  return VerifyContents(found.path, found);
}

absl::Status Spool::RemoveCounted(const SpoolItem& item) {
  RETURN_IF_ERROR(WriteRemoved(folder_, removed_ + 1));
  ++removed_;
  base::LogWarning(absl::StrCat("spool item ", item.id, " of request ", item.request,
                                " was removed by age or quota"));
  return Erase(item);
}

absl::Status Spool::Prune() {
  if (options_.paused) return absl::OkStatus();
  const absl::Time oldest = Now() - options_.max_age;
  ASSIGN_OR_RETURN(const std::vector<SpoolItem> items, List());
  for (const SpoolItem& item : items) {
    // A name that is not ours tells no age; such a file waits for quota or its owner.
    const bool dated = item.spooled_at != absl::Time();
    if (dated && item.spooled_at < oldest && BytesOnDisk(item) > 0) {
      RETURN_IF_ERROR(RemoveCounted(item));
    }
  }
  return MakeRoom(0);
}

absl::Status Spool::MakeRoom(int64_t bytes) {
  if (bytes > options_.max_bytes) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "the artifact needs ", bytes, " bytes; the whole spool may hold ", options_.max_bytes));
  }
  ASSIGN_OR_RETURN(const std::vector<SpoolItem> items, List());
  int64_t used = bytes;
  for (const SpoolItem& item : items) used += BytesOnDisk(item);
  if (used > options_.max_bytes && options_.paused) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "the spool is full (", used - bytes, " of ", options_.max_bytes,
        " bytes) and sending is paused; resume sending, or remove items from ", folder_.path()));
  }
  for (const ItemState state : kByWorth) {
    for (const SpoolItem& item : items) {
      if (used <= options_.max_bytes) return absl::OkStatus();
      const int64_t size = BytesOnDisk(item);
      if (item.state != state || size == 0) continue;
      used -= size;
      RETURN_IF_ERROR(RemoveCounted(item));
    }
  }
  return absl::OkStatus();
}

absl::Status Spool::AcknowledgeRemoved(int64_t count) {
  const int64_t left = std::max<int64_t>(0, removed_ - std::max<int64_t>(0, count));
  if (left == removed_) return absl::OkStatus();
  RETURN_IF_ERROR(WriteRemoved(folder_, left));
  removed_ = left;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<SpoolItem>> ListSpool(const std::string& folder) {
  std::vector<SpoolItem> items;
  for (const ItemState state : kByWorth) {
    ASSIGN_OR_RETURN(const std::vector<SpoolItem> some, SpoolFolder(folder).List(state));
    items.insert(items.end(), some.begin(), some.end());
  }
  std::stable_sort(items.begin(), items.end(), [](const SpoolItem& a, const SpoolItem& b) {
    return a.spooled_at < b.spooled_at;
  });
  return items;
}

}  // namespace sitrep::uploader
