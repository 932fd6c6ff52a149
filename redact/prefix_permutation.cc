#include "redact/prefix_permutation.h"

#include <algorithm>

namespace sitrep::redact {
namespace {

struct Range4 {
  uint32_t prefix;
  int length;
  bool unchanged;
};

constexpr Range4 kRanges4[] = {
    {0x00000000, 8, true},   // "this" network, unspecified
    {0x7f000000, 8, true},   // loopback
    {0xff000000, 8, true},   // netmasks, broadcast
    {0xe0000000, 24, true},  // routing protocols' multicast groups
    {0x0a000000, 8, false},  // private
    {0xac100000, 12, false}, {0xc0a80000, 16, false}, {0xa9fe0000, 16, false},  // link-local
    {0x64400000, 10, false},                                                    // carrier's private
    {0xe0000000, 4, false},                                                     // multicast
    {0xf0000000, 4, false},                                                     // reserved
};

struct Range6 {
  uint8_t prefix[8];
  int length;
};

constexpr Range6 kRanges6[] = {
    {{0x20}, 3},                      // global
    {{0xfe, 0x80}, 64},               // link-local as it is used
    {{0xfe, 0x80}, 10},               // link-local
    {{0xfc}, 8},                      // unique local
    {{0xfd}, 8},        {{0xff}, 8},  // multicast
};

bool SharesPrefix(uint32_t a, uint32_t b, int bits) {
  return bits == 0 || ((a ^ b) >> (32 - bits)) == 0;
}

bool BitOf(const Ipv6Address& address, int bit) {
  return (address[static_cast<size_t>(bit / 8)] >> (7 - bit % 8) & 1) != 0;
}

bool SharesPrefix(const Ipv6Address& address, const Range6& range, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const bool wanted = bit < 64 && (range.prefix[bit / 8] >> (7 - bit % 8) & 1) != 0;
    if (BitOf(address, bit) != wanted) return false;
  }
  return true;
}

bool ZeroBetween(const Ipv6Address& address, int from, int to) {
  for (int bit = from; bit < to; ++bit) {
    if (BitOf(address, bit)) return false;
  }
  return true;
}

// A bit on the way into a range must stay, or the range would move.
bool LeadsIntoRange(uint32_t address, int bit) {
  return std::any_of(std::begin(kRanges4), std::end(kRanges4), [&](const Range4& range) {
    return bit < range.length && SharesPrefix(address, range.prefix, bit);
  });
}

// ::, ::1 and ::ffff:0:0/96 lie below 80 bits of zero; flags and scope of a multicast address stay,
// and so do groups with a number alone (ff02::1).
bool LeadsIntoRange(const Ipv6Address& address, int bit) {
  if (ZeroBetween(address, 0, bit)) return true;
  if (bit >= 80 && bit < 96 && ZeroBetween(address, 0, 80)) return true;
  if (address[0] == 0xff && bit >= 8 && bit < 112 && (bit < 16 || ZeroBetween(address, 16, bit))) {
    return true;
  }
  return std::any_of(std::begin(kRanges6), std::end(kRanges6), [&](const Range6& range) {
    return bit < range.length && SharesPrefix(address, range, bit);
  });
}

bool IsMappedIpv4(const Ipv6Address& address) {
  return ZeroBetween(address, 0, 80) && address[10] == 0xff && address[11] == 0xff;
}

bool StaysAsItIs(const Ipv6Address& address) {
  return ZeroBetween(address, 0, 127) || (address[0] == 0xff && ZeroBetween(address, 16, 112));
}

}  // namespace

bool PrefixPermutation::Flip(uint32_t address, int bit) const {
  const uint32_t prefix = bit == 0 ? 0 : address >> (32 - bit) << (32 - bit);
  base::AesBlock::Block block{};
  block[0] = static_cast<uint8_t>(bit);
  for (size_t i = 0; i < 4; ++i) block[1 + i] = static_cast<uint8_t>(prefix >> (24 - 8 * i));
  return (aes4_.Encrypt(block)[0] & 1) != 0;
}

bool PrefixPermutation::Flip(const Ipv6Address& address, int bit) const {
  // The prefix, a one, zeros: no two prefixes make the same block.
  base::AesBlock::Block block{};
  const size_t whole = static_cast<size_t>(bit / 8);
  std::copy_n(address.begin(), whole, block.begin());
  const int rest = bit % 8;
  block[whole] = static_cast<uint8_t>((address[whole] & (0xff00 >> rest)) | (0x80 >> rest));
  return (aes6_.Encrypt(block)[0] & 1) != 0;
}

uint32_t PrefixPermutation::Permute(uint32_t address) const {
  for (const Range4& range : kRanges4) {
    if (range.unchanged && SharesPrefix(address, range.prefix, range.length)) return address;
  }
  uint32_t result = address;
  for (int bit = 0; bit < 32; ++bit) {
    if (!LeadsIntoRange(address, bit) && Flip(address, bit)) result ^= uint32_t{1} << (31 - bit);
  }
  return result;
}

Ipv6Address PrefixPermutation::Permute(const Ipv6Address& address) const {
  if (StaysAsItIs(address)) return address;
  Ipv6Address result = address;
  if (IsMappedIpv4(address)) {
    uint32_t inner = 0;
    for (size_t i = 12; i < 16; ++i) inner = inner << 8 | address[i];
    inner = Permute(inner);
    for (size_t i = 0; i < 4; ++i) result[12 + i] = static_cast<uint8_t>(inner >> (24 - 8 * i));
    return result;
  }
  for (int bit = 0; bit < 128; ++bit) {
    if (LeadsIntoRange(address, bit) || !Flip(address, bit)) continue;
    uint8_t& byte = result[static_cast<size_t>(bit / 8)];
    byte = static_cast<uint8_t>(byte ^ (0x80 >> (bit % 8)));
  }
  return result;
}

}  // namespace sitrep::redact
