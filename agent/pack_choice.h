#ifndef SITREP_AGENT_PACK_CHOICE_H_
#define SITREP_AGENT_PACK_CHOICE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/config.pb.h"
#include "checks/pack.h"

namespace sitrep::agent {

// What the command line says of packs.
struct PackFlags {
  std::vector<std::string> packs;  // folders and files, besides those of the configuration
  bool allow_unsigned = false;     // takes folders, and files that no configured key has signed
};

// The program's own pack, with those of the site. Errors are usage errors, and name the pack and
// the remedy.
absl::StatusOr<checks::Pack> ChoosePack(const CheckConfig& config, const PackFlags& flags);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_PACK_CHOICE_H_
