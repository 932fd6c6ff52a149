#ifndef SITREP_BACKEND_PLAN_H_
#define SITREP_BACKEND_PLAN_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/calendar.h"

namespace sitrep::backend {

inline constexpr int kHighestSeverity = 1;
inline constexpr int kLowestSeverity = 4;

// Target is the promise of a plan for one severity: a first answer within `duration` of the
// calendar's service time.
struct Target {
  Calendar calendar;
  absl::Duration duration;
  std::string words;  // "within 30 minutes, round the clock"
};

struct Plan {
  std::string name;                   // "production"; what a contract names
  std::string title;                  // "Production support"
  std::map<int, Target> targets;      // by severity; none: no promise
  std::vector<std::string> services;  // what else the plan holds, in words
};

// Plans is the support programme as data: a file that a vendor edits (deploy/plans.yaml says how).
// A plain value. Threads: any.
class Plans {
 public:
  // The programme that is built in: deploy/plans.yaml as it was when the program was built.
  static Plans BuiltIn();
  static std::string_view BuiltInText();
  // INVALID_ARGUMENT has one `file:line: message` for each mistake; NOT_FOUND when there is no such
  // file.
  static absl::StatusOr<Plans> Load(const std::string& path);
  static absl::StatusOr<Plans> Parse(std::string_view text, const std::string& file);

  // Null when there is no such plan.
  const Plan* Find(std::string_view name) const;
  const std::vector<Plan>& plans() const { return plans_; }
  // NOT_FOUND that names the plans there are.
  absl::Status Unknown(std::string_view name) const;

 private:
  std::vector<Plan> plans_;  // in the order of the file
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_PLAN_H_
