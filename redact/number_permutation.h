#ifndef SITREP_REDACT_NUMBER_PERMUTATION_H_
#define SITREP_REDACT_NUMBER_PERMUTATION_H_

#include <cstdint>
#include <string_view>

#include "base/aes.h"

namespace sitrep::redact {

// NumberPermutation maps the numbers below a limit one to one onto themselves, by key: a Feistel
// network that is run again until it falls below the limit.
//
// Threads: one at a time. Failure: none.
class NumberPermutation {
 public:
  explicit NumberPermutation(std::string_view key) : aes_(key) {}

  // `value` < `limit` <= 2^60. Each `tweak` (its first 10 bytes count) is another permutation.
  uint64_t Permute(uint64_t value, uint64_t limit, std::string_view tweak) const;

 private:
  uint64_t Round(uint64_t half, int round, std::string_view tweak) const;

  base::AesBlock aes_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_NUMBER_PERMUTATION_H_
