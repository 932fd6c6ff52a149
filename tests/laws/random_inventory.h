#ifndef SITREP_TESTS_LAWS_RANDOM_INVENTORY_H_
#define SITREP_TESTS_LAWS_RANDOM_INVENTORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "checks/pack.h"

namespace sitrep::testing {

struct InventoryOptions {
  uint64_t seed = 1;
  int rows = 12;         // per table
  bool reverse = false;  // append rows in the opposite order: same content, other file
  bool gaps = true;      // plant coverage gaps
};

// Seals a raw snapshot of a made-up site at `path`: every declared table, references that meet,
// values that checks look for (the literals of the pack's own SQL) among values they do not, NULLs,
// and gaps. Same seed, same content.
absl::Status WriteRandomInventory(const std::string& path, const checks::Pack& pack,
                                  const InventoryOptions& options);

}  // namespace sitrep::testing

#endif  // SITREP_TESTS_LAWS_RANDOM_INVENTORY_H_
