#ifndef SITREP_CHECKS_PACK_H_
#define SITREP_CHECKS_PACK_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/check.h"

namespace sitrep::checks {

// Pack is a named set of checks, sorted by id; ids are unique.
struct Pack {
  std::string name;
  std::string version;
  std::vector<Check> checks;

  // The check, or nullptr. Valid as long as the pack.
  const Check* Find(std::string_view id) const;
};

// The pack in this program: checks/pack/*.sql, embedded when it was built. Lives for the whole
// program.
const Pack& BuiltInPack();

// One file of a pack that is not built in.
struct PackMember {
  std::string name;  // host-disconnected.sql
  std::string text;
};

// Makes a pack of *.sql members, and of pack.txt when it is there ("name: ...", "version: ...",
// "requires: ..." with the oldest version of this program that runs it). Without pack.txt the name
// is `name` and the version a digest of the files. `where` goes before file names in messages.
// NOT_FOUND when there is no check in it; INVALID_ARGUMENT names file and line of what does not
// parse, or two files with one id; FAILED_PRECONDITION this program is too old for it.
absl::StatusOr<Pack> BuildPack(std::string_view name, std::string_view where,
                               const std::vector<PackMember>& members);

// The *.sql files and pack.txt of a folder.
absl::StatusOr<std::vector<PackMember>> ReadPackFolder(const std::string& directory);
// Both.
absl::StatusOr<Pack> LoadPack(const std::string& directory);

// One pack with the checks of all. INVALID_ARGUMENT names a check that two of them hold.
absl::StatusOr<Pack> MergePacks(const std::vector<Pack>& packs);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_PACK_H_
