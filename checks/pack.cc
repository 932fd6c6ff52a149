#include "checks/pack.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/built_in_files.h"

namespace sitrep::checks {
namespace {

constexpr absl::string_view kDescription = "pack.txt";

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

// The versions' numbers, one by one; what is no number counts as 0.
bool IsNewer(absl::string_view wanted, absl::string_view have) {
  const std::vector<std::string> a = absl::StrSplit(wanted, '.');
  const std::vector<std::string> b = absl::StrSplit(have, '.');
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    int64_t one = 0;
    int64_t other = 0;
    if (i < a.size() && !absl::SimpleAtoi(a[i], &one)) one = 0;
    if (i < b.size() && !absl::SimpleAtoi(b[i], &other)) other = 0;
    if (one != other) return one > other;
  }
  return false;
}

absl::Status RequireProgram(const std::string& pack, const std::string& version) {
  const std::string have(BuiltInVersion());
  if (!IsNewer(version, have)) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("pack ", pack, " needs version ", version, " of this program, which is ", have));
}

// pack.txt: "name: ...", "version: ..." and "requires: ...", nothing else.
absl::Status ReadDescription(std::string_view path, std::string_view text, Pack& pack) {
  int line = 0;
  std::string required;
  for (absl::string_view content :
       absl::StrSplit(absl::string_view(text.data(), text.size()), '\n')) {
    ++line;
    if (absl::StripAsciiWhitespace(content).empty()) continue;
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(content, absl::MaxSplits(':', 1));
    const std::string value(absl::StripAsciiWhitespace(parts.second));
    const std::map<absl::string_view, std::string*> fields = {
        {"name", &pack.name}, {"version", &pack.version}, {"requires", &required}};
    const auto field = fields.find(parts.first);
    if (field == fields.end() || value.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(absl::string_view(path.data(), path.size()), ":", line,
                       ": expected \"name: ...\", \"version: ...\" or \"requires: ...\""));
    }
    *field->second = value;
  }
  return required.empty() ? absl::OkStatus() : RequireProgram(pack.name, required);
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

absl::StatusOr<Pack> BuildPack(std::string_view name, std::string_view where,
                               const std::vector<PackMember>& members) {
  Pack pack;
  pack.name = std::string(name);
  const std::string folder = where.empty() ? "" : absl::StrCat(std::string(where), "/");
  base::Sha256 digest;
  for (const PackMember& member : members) {
    if (!absl::EndsWith(member.name, ".sql")) continue;
    RETURN_IF_ERROR(AddCheck(member.text, absl::StrCat(folder, member.name), pack));
    digest.Update(absl::StrCat(member.name, "\n", member.text.size(), "\n", member.text));
  }
  if (pack.checks.empty()) {
    return absl::NotFoundError(absl::StrCat(std::string(where), " holds no check (*.sql)"));
  }
  pack.version = absl::StrCat("sha256-", digest.Hex().substr(0, 12));
  for (const PackMember& member : members) {
    if (member.name != kDescription) continue;
    RETURN_IF_ERROR(ReadDescription(folder + member.name, member.text, pack));
  }
  RETURN_IF_ERROR(SortChecks(pack));
  return pack;
}

absl::StatusOr<std::vector<PackMember>> ReadPackFolder(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<std::string> names, base::ListDirectory(directory));
  std::vector<PackMember> members;
  for (const std::string& name : names) {
    if (!absl::EndsWith(name, ".sql") && name != kDescription) continue;
    ASSIGN_OR_RETURN(std::string text, base::ReadFile(absl::StrCat(directory, "/", name)));
    members.push_back({name, std::move(text)});
  }
  return members;
}

absl::StatusOr<Pack> LoadPack(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::vector<PackMember> members, ReadPackFolder(directory));
  return BuildPack(base::NameOf(directory), directory, members);
}

absl::StatusOr<Pack> MergePacks(const std::vector<Pack>& packs) {
  Pack merged;
  std::vector<std::string> names;
  std::vector<std::string> versions;
  for (const Pack& pack : packs) {
    names.push_back(pack.name);
    versions.push_back(pack.version);
    merged.checks.insert(merged.checks.end(), pack.checks.begin(), pack.checks.end());
  }
  merged.name = absl::StrJoin(names, "+");
  merged.version = absl::StrJoin(versions, "+");
  RETURN_IF_ERROR(SortChecks(merged));
  return merged;
}

}  // namespace sitrep::checks
