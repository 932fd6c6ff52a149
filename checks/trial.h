#ifndef SITREP_CHECKS_TRIAL_H_
#define SITREP_CHECKS_TRIAL_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"

namespace sitrep::checks {

// What the file ID.test beside a check says (docs/formats/check.md, Tests).
struct TrialFile {
  std::string fires;                        // SQL
  std::vector<std::string> expect;          // keys: "s1 | host-1"
  std::string silent;                       // SQL
  std::string plant;                        // SQL on top of `silent`
  std::map<std::string, std::string> with;  // parameter -> value
};

// INVALID_ARGUMENT names file, line and remedy. `file` is its name, for messages.
absl::StatusOr<TrialFile> ParseTrialFile(std::string_view text, std::string_view file);

// Tries one check of the pack: that it fires on exactly what is expected and is silent otherwise,
// that a planted condition turns the silent one, that it does not apply to nothing, that a gap in
// whatever it reads makes it unknown and another gap does not, and that aliases change nothing but
// names. A snapshot is made at `path` several times, and removed. Gives what went wrong, a line
// each; none: the check holds. Failure: the file cannot be written.
absl::StatusOr<std::vector<std::string>> TryCheck(const Pack& pack, const Check& check,
                                                  const TrialFile& file, const std::string& path);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_TRIAL_H_
