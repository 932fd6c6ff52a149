#ifndef SITREP_CHECKS_TARGET_H_
#define SITREP_CHECKS_TARGET_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::checks {

// Something that a target's file says, and the public address where it was found; "not cited" when
// it is known without one.
struct SourcedText {
  std::string text;
  std::string source;
};

// A value that readiness rules take as their parameter of the same name. Facts of one name are
// parts of one list.
struct TargetFact {
  std::string name;
  std::string value;  // "6.7.0", "8", "intel-westmere, 15b3:1003"
  std::string source;
};

// A check of the program's own pack that matters before this upgrade, too.
struct AlsoCheck {
  std::string check;
  bool blocks = false;
};

// Target is a release one can upgrade to, as data: what may be upgraded to it, what it does
// without, and what is done before and after. Its file is described in docs/formats/target.md.
struct Target {
  std::string release;  // 8.0.3
  std::string title;    // vSphere 8.0 Update 3
  int64_t number = 0;   // VersionNumber(release)
  std::vector<TargetFact> facts;
  std::vector<SourcedText> before;   // in the order in which it is done
  std::vector<SourcedText> after;    // the same
  std::vector<SourcedText> by_hand;  // what no snapshot can tell
  std::vector<AlsoCheck> also;
  std::vector<std::string> skip;  // rules that do not apply
  std::vector<std::string> warn;  // rules that only warn, whatever their severity

  // The fact, the first of that name, or nullptr.
  const TargetFact* Find(std::string_view name) const;
  // All facts of that name, joined by commas.
  std::string Value(std::string_view name) const;
  // A fact that is a version, as a number; 0 when it is not there.
  int64_t Version(std::string_view name) const;
};

// Reads one file. `file` is its name, for messages. INVALID_ARGUMENT names file, line and remedy.
absl::StatusOr<Target> ParseTarget(std::string_view text, std::string_view file);

// The targets in this program, the oldest release first. Live for the whole program.
const std::vector<Target>& BuiltInTargets();

// The target that a person means: "8.0.3", or "8.0" for the newest 8.0 that is known. NOT_FOUND
// lists what is known.
absl::StatusOr<const Target*> FindTarget(const std::vector<Target>& targets, std::string_view name);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_TARGET_H_
