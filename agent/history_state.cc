#include "agent/history_state.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "collectors/vsphere/history_checkpoint.h"

namespace sitrep::agent {
namespace {

// The key is what the source says of itself, so it is not taken for a path.
std::string PathOf(const std::string& state_directory, const std::string& source) {
  std::string name = source;
  for (char& c : name) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-') c = '_';
  }
  return absl::StrCat(state_directory, "/history/", name.substr(0, 200));
}

bool IsOf(const std::string& line, const std::string& stream) {
  const auto checkpoint = collectors::ReadHistoryCheckpoint(line);
  return checkpoint.ok() && checkpoint->stream == stream;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadHistoryState(const std::string& state_directory,
                                                          const std::string& source) {
  const std::string path = PathOf(state_directory, source);
  if (!base::FileExists(path)) return std::vector<std::string>();
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  return std::vector<std::string>(absl::StrSplit(text, '\n', absl::SkipWhitespace()));
}

absl::Status WriteHistoryState(const std::string& state_directory, const std::string& source,
                               const std::vector<collectors::HistoryResult>& results) {
  if (results.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<std::string> lines, ReadHistoryState(state_directory, source));
  for (const collectors::HistoryResult& result : results) {
    if (result.checkpoint.empty()) continue;
    std::erase_if(lines, [&](const std::string& line) { return IsOf(line, result.stream); });
    lines.push_back(result.checkpoint);
  }
  std::sort(lines.begin(), lines.end());
  const std::string path = PathOf(state_directory, source);
  RETURN_IF_ERROR(base::MakeDirectories(base::DirectoryOf(path), 0700));
  return base::WriteFileAtomically(path, absl::StrJoin(lines, "\n") + "\n", 0600);
}

}  // namespace sitrep::agent
