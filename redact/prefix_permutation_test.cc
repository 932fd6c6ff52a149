#include "redact/prefix_permutation.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <set>

#include "redact/number_permutation.h"

namespace sitrep::redact {
namespace {

constexpr uint64_t kSeed = 20261122;

PrefixPermutation Make() { return PrefixPermutation(std::string(32, 'a'), std::string(32, 'b')); }

std::string V4(std::string_view text) { return FormatIpv4(Make().Permute(*ParseIpv4(text))); }
std::string V6(std::string_view text) { return FormatIpv6(Make().Permute(*ParseIpv6(text))); }

int CommonPrefix(const Ipv6Address& a, const Ipv6Address& b) {
  for (int bit = 0; bit < 128; ++bit) {
    const size_t byte = static_cast<size_t>(bit / 8);
    if (((a[byte] ^ b[byte]) >> (7 - bit % 8) & 1) != 0) return bit;
  }
  return 128;
}

Ipv6Address RandomAddress(std::mt19937_64& random) {
  Ipv6Address address;
  for (uint8_t& byte : address) byte = static_cast<uint8_t>(random());
  return address;
}

TEST(PrefixPermutation, KeepsTheLengthOfTheCommonPrefixOfAnyTwoIpv4Addresses) {
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  std::mt19937_64 random(kSeed);
  const PrefixPermutation permutation = Make();
  for (int i = 0; i < 5000; ++i) {
    const uint32_t a = static_cast<uint32_t>(random());
    const uint32_t b = a ^ (static_cast<uint32_t>(random()) >> (random() % 32));
    ASSERT_EQ(std::countl_zero(permutation.Permute(a) ^ permutation.Permute(b)),
              std::countl_zero(a ^ b))
        << FormatIpv4(a) << " " << FormatIpv4(b);
  }
}

TEST(PrefixPermutation, KeepsTheLengthOfTheCommonPrefixOfAnyTwoIpv6Addresses) {
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  std::mt19937_64 random(kSeed);
  const PrefixPermutation permutation = Make();
  for (int i = 0; i < 2000; ++i) {
    Ipv6Address a = RandomAddress(random);
    if (i % 4 == 0) a[0] = 0x20;
    if (i % 4 == 1) a[0] = 0xfd;
    if (i % 4 == 2) a[0] = 0xff;
    Ipv6Address b = RandomAddress(random);
    std::copy_n(a.begin(), random() % 16, b.begin());
    ASSERT_EQ(CommonPrefix(permutation.Permute(a), permutation.Permute(b)), CommonPrefix(a, b))
        << FormatIpv6(a) << " " << FormatIpv6(b);
  }
}

TEST(PrefixPermutation, LeavesRangesWithAMeaningInTheirClass) {
  EXPECT_EQ(V4("10.1.2.3").substr(0, 3), "10.");
  EXPECT_NE(V4("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(*ParseIpv4(V4("172.20.1.1")) >> 20, 0xac1u);
  EXPECT_EQ(V4("192.168.7.9").substr(0, 8), "192.168.");
  EXPECT_EQ(V4("169.254.9.9").substr(0, 8), "169.254.");
  EXPECT_EQ(*ParseIpv4(V4("239.1.2.3")) >> 28, 0xeu);
  EXPECT_EQ(V6("fe80::1:2").substr(0, 6), "fe80::");
  EXPECT_EQ(V6("fd12:3456::1").substr(0, 2), "fd");
  EXPECT_EQ(V6("ff05::1:3:7").substr(0, 4), "ff05");
  EXPECT_EQ(V6("::ffff:10.1.2.3"), "::ffff:" + V4("10.1.2.3"));
}

TEST(PrefixPermutation, LeavesAddressesOfNobodyAsTheyAre) {
  for (const char* address : {"127.0.0.1", "127.1.2.3", "0.0.0.0", "255.255.255.255",
                              "255.255.255.0", "255.255.240.0", "224.0.0.251"}) {
    EXPECT_EQ(V4(address), address);
  }
  for (const char* address : {"::", "::1", "ff02::1", "ff02::fb"}) EXPECT_EQ(V6(address), address);
}

TEST(PrefixPermutation, NeverLeadsAPublicAddressIntoAPrivateRange) {
  std::mt19937_64 random(kSeed);
  const PrefixPermutation permutation = Make();
  for (int i = 0; i < 20000; ++i) {
    const uint32_t address = static_cast<uint32_t>(random());
    const uint32_t alias = permutation.Permute(address);
    EXPECT_EQ(address >> 24 == 10, alias >> 24 == 10);
    EXPECT_EQ(address >> 16 == 0xc0a8, alias >> 16 == 0xc0a8);
    EXPECT_EQ(address >> 24 == 127, alias >> 24 == 127);
  }
}

TEST(NumberPermutation, IsOneToOneBelowItsLimit) {
  const NumberPermutation permutation(std::string(32, 'k'));
  std::set<uint64_t> seen;
  for (uint64_t value = 0; value < 1000; ++value)
    seen.insert(permutation.Permute(value, 1000, "vm-"));
  EXPECT_EQ(seen.size(), 1000u);
  EXPECT_EQ(*seen.rbegin(), 999u);
  EXPECT_NE(permutation.Permute(5, 1'000'000'000'000, "vm-"),
            permutation.Permute(5, 1'000'000'000'000, "host-"));
}

}  // namespace
}  // namespace sitrep::redact
