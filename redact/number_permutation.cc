#include "redact/number_permutation.h"

#include <algorithm>
#include <bit>

namespace sitrep::redact {
namespace {

constexpr int kRounds = 10;

}  // namespace

uint64_t NumberPermutation::Round(uint64_t half, int round, std::string_view tweak) const {
  base::AesBlock::Block block{};
  std::copy_n(tweak.begin(), std::min<size_t>(tweak.size(), 10), block.begin());
  block[10] = static_cast<uint8_t>(round);
  for (size_t i = 0; i < 5; ++i) block[11 + i] = static_cast<uint8_t>(half >> (8 * i));
  const base::AesBlock::Block result = aes_.Encrypt(block);
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = value << 8 | result[i];
  return value;
}

uint64_t NumberPermutation::Permute(uint64_t value, uint64_t limit, std::string_view tweak) const {
  if (limit < 2) return value;
  const int half_bits = (std::bit_width(limit - 1) + 1) / 2;
  const uint64_t mask = (uint64_t{1} << half_bits) - 1;
  do {
    uint64_t left = value >> half_bits;
    uint64_t right = value & mask;
    for (int round = 0; round < kRounds; ++round) {
      const uint64_t next = left ^ (Round(right, round, tweak) & mask);
      left = right;
      right = next;
    }
    value = left << half_bits | right;
  } while (value >= limit);
  return value;
}

}  // namespace sitrep::redact
