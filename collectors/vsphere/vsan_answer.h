#ifndef SITREP_COLLECTORS_VSPHERE_VSAN_ANSWER_H_
#define SITREP_COLLECTORS_VSPHERE_VSAN_ANSWER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::collectors {

// One test of a cluster's vSAN health.
struct VsanTest {
  std::string group_id;
  std::string group_health;
  std::string group_label;
  std::string test_id;
  std::string health;
  std::string label;
  std::string description;
};

// What the vSAN health service says of one cluster. Healths are one lower-case word each, `unknown`
// when the service does not say; ids are unique plain words.
struct VsanSummary {
  std::string health;
  std::string description;
  std::string tested_at;  // as the source spells it; empty when not given
  std::vector<VsanTest> tests;

  // The service keeps no result: neither a health nor a test.
  bool empty() const { return health == "unknown" && tests.empty(); }
};

// Reads the answer to VsanQueryVcClusterHealthSummary; what is not known in it is passed over.
// DATA_LOSS when it is no such answer.
absl::StatusOr<VsanSummary> ReadVsanSummary(std::string_view answer);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_VSAN_ANSWER_H_
