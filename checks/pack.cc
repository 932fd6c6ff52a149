#include "checks/pack.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/built_in_files.h"

namespace sitrep::checks {
namespace {

absl::Status AddCheck(std::string_view text, std::string_view file, Pack& pack) {
  ASSIGN_OR_RETURN(Check check, ParseCheck(text, file));
  pack.checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status SortChecks(Pack& pack) {
  std::sort(pack.checks.begin(), pack.checks.end(),
            [](const Check& a, const Check& b) { return a.id < b.id; });
  const auto twice =
      std::adjacent_find(pack.checks.begin(), pack.checks.end(),
                         [](const Check& a, const Check& b) { return a.id == b.id; });
  if (twice == pack.checks.end()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(twice->file, " and ", (twice + 1)->file, " both hold check ", twice->id));
}

absl::StatusOr<Pack> ReadBuiltInPack() {
  Pack pack;
  pack.name = "sitrep";
  pack.version = std::string(BuiltInVersion());
  for (const BuiltInFile& file : BuiltInFiles()) {
    RETURN_IF_ERROR(AddCheck(file.text, file.name, pack));
  }
  RETURN_IF_ERROR(SortChecks(pack));
  return pack;
}

// pack.txt: "name: ..." and "version: ...", each once, nothing else.
absl::Status ReadDescription(const std::string& path, Pack& pack) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  int line = 0;
  for (absl::string_view content : absl::StrSplit(text, '\n')) {
    ++line;
    if (absl::StripAsciiWhitespace(content).empty()) continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(content, absl::MaxSplits(':', 1));
    const std::string value(absl::StripAsciiWhitespace(parts.second));
    if (parts.first == "name" && !value.empty()) {
      pack.name = value;
    } else if (parts.first == "version" && !value.empty()) {
      pack.version = value;
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ":", line, ": expected \"name: ...\" or \"version: ...\""));
    }
  }
  return absl::OkStatus();
}

}  // namespace

const Check* Pack::Find(std::string_view id) const {
  const auto found = std::find_if(checks.begin(), checks.end(),
                                  [id](const Check& check) { return check.id == id; });
  return found == checks.end() ? nullptr : &*found;
}

const Pack& BuiltInPack() {
  static const Pack* pack = [] {
    absl::StatusOr<Pack> read = ReadBuiltInPack();
    if (!read.ok()) {
      std::fprintf(stderr, "built-in checks: %s\n", std::string(read.status().message()).c_str());
      std::abort();
    }
    return new Pack(*std::move(read));
  }();
  return *pack;
}

absl::StatusOr<Pack> LoadPack(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListDirectory(directory));
  Pack pack;
  pack.name = base::NameOf(directory);
  base::Sha256 digest;
  for (const std::string& name : names) {
    if (!absl::EndsWith(name, ".sql")) continue;
    const std::string path = absl::StrCat(directory, "/", name);
    ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
    RETURN_IF_ERROR(AddCheck(text, path, pack));
    digest.Update(absl::StrCat(name, "\n", text.size(), "\n", text));
  }
  if (pack.checks.empty()) {
    return absl::NotFoundError(absl::StrCat(directory, " holds no check (*.sql)"));
  }
  pack.version = absl::StrCat("sha256-", digest.Hex().substr(0, 12));
  const std::string description = absl::StrCat(directory, "/pack.txt");
  if (base::FileExists(description)) RETURN_IF_ERROR(ReadDescription(description, pack));
  RETURN_IF_ERROR(SortChecks(pack));
  return pack;
}

}  // namespace sitrep::checks
