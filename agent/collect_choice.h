#ifndef SITREP_AGENT_COLLECT_CHOICE_H_
#define SITREP_AGENT_COLLECT_CHOICE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/config.h"
#include "agent/source_run.h"

namespace sitrep::agent {

// Options that say how much of a source is read, as a person gave them. What is not given comes
// from the source's settings in the configuration, and what is not there either has its default.
struct CollectFlags {
  std::string profile{};
  std::vector<std::string> tables{};
  std::vector<std::string> scope{};
  std::string events{};
  std::string performance{};
  bool raw_performance = false;
  std::string deadline{};
  std::string in_flight{};
};

// Fills in what is wanted of `plan.choice`: a pure decision. `settings`: of the source in the
// configuration; nullptr for a URL. UsageError names the option that is wrong, and what it takes.
absl::Status ChooseCollection(const CollectFlags& flags, const SourceConfig* settings,
                              SourcePlan& plan);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_COLLECT_CHOICE_H_
