#ifndef SITREP_AGENT_SITE_FILE_H_
#define SITREP_AGENT_SITE_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "agent/house_rules.h"
#include "checks/pack.h"
#include "snapshot/reader.h"

namespace sitrep::agent {

// Reads a site file (docs/formats/site_file.md), which may be empty. `file` is its name, for
// messages; `pack` has the checks that it may speak of. INVALID_ARGUMENT names file, line and
// remedy of every error.
absl::StatusOr<HouseRules> ParseSiteFile(std::string_view text, const std::string& file,
                                         const checks::Pack& pack);
absl::StatusOr<HouseRules> ReadSiteFile(const std::string& path, const checks::Pack& pack);

// Looks up in a snapshot what the rules call by name.
absl::StatusOr<SnapshotNames> FindNames(const HouseRules& rules, snapshot::SnapshotReader& reader);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SITE_FILE_H_
