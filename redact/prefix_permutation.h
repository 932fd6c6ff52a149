#ifndef SITREP_REDACT_PREFIX_PERMUTATION_H_
#define SITREP_REDACT_PREFIX_PERMUTATION_H_

#include <cstdint>
#include <string_view>

#include "base/aes.h"
#include "redact/shape.h"

namespace sitrep::redact {

// PrefixPermutation maps addresses one to one, by key, so that two addresses with a common prefix
// have aliases with a common prefix of the same length (Crypto-PAn). Ranges with a meaning map onto
// themselves: private, link-local, multicast, reserved; loopback, unspecified, broadcast, netmasks
// and 224.0.0.x stay as they are.
//
// Threads: one at a time. Failure: none.
class PrefixPermutation {
 public:
  PrefixPermutation(std::string_view key4, std::string_view key6) : aes4_(key4), aes6_(key6) {}

  uint32_t Permute(uint32_t address) const;
  Ipv6Address Permute(const Ipv6Address& address) const;

 private:
  bool Flip(uint32_t address, int bit) const;
  bool Flip(const Ipv6Address& address, int bit) const;

  base::AesBlock aes4_;
  base::AesBlock aes6_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_PREFIX_PERMUTATION_H_
