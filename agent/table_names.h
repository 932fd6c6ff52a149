#ifndef SITREP_AGENT_TABLE_NAMES_H_
#define SITREP_AGENT_TABLE_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::agent {

// The tables that a run reads for these names: indexes into the catalog; the profile's when there
// is none. UsageError for a name that is no table or cannot be asked for, with the nearest one.
absl::StatusOr<std::vector<int>> AskableTables(const std::vector<std::string>& names, bool light);

// The candidate that a mistyped word was probably meant to be; empty when none is near.
std::string NearestName(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_TABLE_NAMES_H_
