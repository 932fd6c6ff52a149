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

// Reads *.sql of a folder, and pack.txt when it is there ("name: ..." and "version: ..."). Without
// pack.txt the name is the folder's and the version a digest of the files. NOT_FOUND when there is
// no check in it; INVALID_ARGUMENT names file and line of what does not parse, or two files with
// one id.
absl::StatusOr<Pack> LoadPack(const std::string& directory);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_PACK_H_
