#ifndef SITREP_CHECKS_CROSS_REFERENCE_H_
#define SITREP_CHECKS_CROSS_REFERENCE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"

namespace sitrep::checks {

// What the tools of the field check, and what of ours answers it.
struct CrossReference {
  struct Condition {
    std::string name;                  // "vcheck 30 Host/57 Hosts with reboot required"
    std::vector<std::string> answers;  // ids of checks
    std::string reason;                // why no check does; empty when one does
  };
  std::vector<Condition> conditions;  // as listed
  std::vector<std::string> troubles;  // what does not fit together; empty: all is well
};

// `known`: lines "tool TAB name" (checks/conditions.tsv); `not_answered`: lines "tool name TAB
// reason". Lines that begin with # are skipped. INVALID_ARGUMENT names the line.
absl::StatusOr<CrossReference> BuildCrossReference(const Pack& pack, std::string_view known,
                                                   std::string_view not_answered);

// As a page of docs/reference.
std::string CrossReferencePage(const CrossReference& reference);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_CROSS_REFERENCE_H_
