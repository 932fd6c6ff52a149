#include "uploader/spool_folder.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::uploader {
namespace {

constexpr char kReasonSuffix[] = ".reason";
constexpr size_t kTimeBytes = 19;  // 20261122T133806653Z

// Reasons, and what an interrupted writing of one left.
bool IsNoItem(const std::string& name) {
  return absl::EndsWith(name, kReasonSuffix) || absl::EndsWith(name, ".partial");
}

absl::StatusOr<std::string> ReadTail(const std::string& path, int64_t file_size) {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path));
  const int64_t length = std::min(file_size, kMaxTrailerBytes);
  RETURN_IF_ERROR(source.Seek(file_size - length));
  std::string tail(static_cast<size_t>(length), '\0');
  size_t filled = 0;
  while (filled < tail.size()) {
    ASSIGN_OR_RETURN(const size_t count,
                     source.Read(absl::MakeSpan(&tail[filled], tail.size() - filled)));
    if (count == 0) return absl::DataLossError(absl::StrCat(path, " became shorter"));
    filled += count;
  }
  return tail;
}

}  // namespace

std::string ItemName(absl::Time time, std::string_view sha256) {
  return absl::StrCat(absl::FormatTime("%E4Y%m%dT%H%M%S", time, absl::UTCTimeZone()),
                      absl::StrFormat("%03d", absl::ToUnixMillis(time) % 1000), "Z-",
                      std::string(sha256));
}

absl::StatusOr<absl::Time> TimeOfItemName(std::string_view name) {
  absl::Time time;
  std::string error;
  if (name.size() == kTimeBytes + 1 + 64 && name[kTimeBytes] == '-') {
    const std::string text =
        absl::StrCat(std::string(name.substr(0, 15)), ".", std::string(name.substr(15, 3)));
    if (absl::ParseTime("%E4Y%m%dT%H%M%E*S", text, &time, &error) &&
        ItemName(time, name.substr(kTimeBytes + 1)) == name) {
      return time;
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(std::string(name), " is not a name of the spool"));
}

std::string SpoolFolder::StatePath(ItemState state) const {
  return absl::StrCat(path_, "/", std::string(ToString(state)));
}

std::string SpoolFolder::ItemPath(ItemState state, std::string_view id) const {
  return absl::StrCat(StatePath(state), "/", std::string(id));
}

std::string SpoolFolder::ReasonPath(ItemState state, std::string_view id) const {
  return absl::StrCat(ItemPath(state, id), kReasonSuffix);
}

absl::StatusOr<SpoolItem> SpoolFolder::Read(const std::string& file, std::string_view id) const {
  ASSIGN_OR_RETURN(const int64_t file_size, base::FileSize(file));
  ASSIGN_OR_RETURN(const std::string tail, ReadTail(file, file_size));
  ASSIGN_OR_RETURN(SpoolItem item, DecodeTrailer(tail, file_size));
  if (ItemName(item.spooled_at, item.sha256) != id) {
    return absl::DataLossError("the item's name does not fit what it says");
  }
  item.id = std::string(id);
  item.path = file;
  return item;
}

SpoolItem SpoolFolder::Describe(ItemState state, const std::string& id) const {
  SpoolItem item;
  const std::string path = ItemPath(state, id);
  if (auto read = Read(path, id); read.ok()) {
    item = *std::move(read);
  } else if (const auto time = TimeOfItemName(id); time.ok()) {
    item.spooled_at = *time;
  }
  item.id = id;
  item.path = path;
  item.state = state;
  if (auto reason = base::ReadFile(ReasonPath(state, id)); reason.ok()) {
    item.reason = *std::move(reason);
  }
  return item;
}

absl::StatusOr<std::vector<std::string>> SpoolFolder::Names(ItemState state) const {
  if (!base::FileExists(StatePath(state))) return std::vector<std::string>();
  ASSIGN_OR_RETURN(std::vector<std::string> names, base::ListDirectory(StatePath(state)));
  names.erase(std::remove_if(names.begin(), names.end(), IsNoItem), names.end());
  return names;
}

absl::StatusOr<std::vector<SpoolItem>> SpoolFolder::List(ItemState state) const {
  ASSIGN_OR_RETURN(const std::vector<std::string> names, Names(state));
  std::vector<SpoolItem> items;
  for (const std::string& name : names) {
    SpoolItem item = Describe(state, name);
    const bool readable = !item.sha256.empty();
    if (readable || state == ItemState::kQuarantined) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace sitrep::uploader
