#include "collectors/vsphere/key_ranges.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace sitrep::collectors {
namespace {

KeyRanges Of(std::initializer_list<int64_t> keys) {
  KeyRanges ranges;
  for (const int64_t key : keys) ranges.Add(key);
  return ranges;
}

TEST(KeyRanges, KeysThatFollowEachOtherAreOneRangeInWhateverOrderTheyCome) {
  EXPECT_EQ(Of({3, 1, 2}).ToText(), "1-3");
  EXPECT_EQ(Of({5, 1, 3, 2}).ToText(), "1-3,5");
  EXPECT_EQ(KeyRanges().ToText(), "-");
}

TEST(KeyRanges, AKeyIsAddedOnce) {
  KeyRanges ranges = Of({7, 8});
  EXPECT_FALSE(ranges.Add(8));
  EXPECT_TRUE(ranges.Add(9));
  EXPECT_TRUE(ranges.Contains(9));
  EXPECT_FALSE(ranges.Contains(10));
}

TEST(KeyRanges, TheNextKeyAboveIsFoundInsideAndBetweenRanges) {
  const KeyRanges ranges = Of({3, 4, 9});
  EXPECT_EQ(ranges.Above(0), 3);
  EXPECT_EQ(ranges.Above(3), 4);
  EXPECT_EQ(ranges.Above(4), 9);
  EXPECT_EQ(ranges.Above(9), std::nullopt);
  EXPECT_EQ(ranges.Lowest(), 3);
}

TEST(KeyRanges, TextThatIsNoneIsRefused) {
  for (const char* text : {"", "x", "3-", "-3", "4-2", "1,,2", "9223372036854775807", "1-2-3"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(KeyRanges::FromText(text).status())) << text;
  }
}

TEST(KeyRanges, BehaveAsASetOfKeysDoes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::set<int64_t> keys;
    KeyRanges ranges;
    KeyRanges other;
    for (int i = 0; i < 40; ++i) {
      const int64_t key = static_cast<int64_t>(random() % 60);
      KeyRanges& into = random() % 2 == 0 ? ranges : other;
      into.Add(key);
      keys.insert(key);
    }
    ranges.Merge(other);
    for (int64_t key = 0; key < 61; ++key) {
      EXPECT_EQ(ranges.Contains(key), keys.count(key) == 1) << key;
      const auto above = keys.upper_bound(key);
      EXPECT_EQ(ranges.Above(key),
                above == keys.end() ? std::nullopt : std::optional<int64_t>(*above));
    }
    const auto read = KeyRanges::FromText(ranges.ToText());
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, ranges);
  }
}

}  // namespace
}  // namespace sitrep::collectors
