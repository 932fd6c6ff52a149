#include "collectors/vsphere/cell_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace sitrep::collectors {
namespace {

std::string Time(std::string_view text) {
  std::string out;
  switch (ReadWireTime(text, out)) {
    case TimeReading::kTime:
      return out;
    case TimeReading::kUnset:
      return "unset";
    case TimeReading::kMalformed:
      return "malformed";
  }
  return "";
}

TEST(ReadWireTime, BringsEverySpellingToOurs) {
  EXPECT_EQ(Time("2026-11-22T13:38:06Z"), "2026-11-22T13:38:06.000Z");
  EXPECT_EQ(Time("2026-11-22T13:38:06.6Z"), "2026-11-22T13:38:06.600Z");
  EXPECT_EQ(Time("2026-11-22T13:38:06.653285026Z"), "2026-11-22T13:38:06.653Z");
  EXPECT_EQ(Time("2026-11-22T13:38:06+00:00"), "2026-11-22T13:38:06.000Z");
  EXPECT_EQ(Time("2026-11-22T01:30:00.5-08:00"), "2026-11-22T09:30:00.500Z");
  EXPECT_EQ(Time("2024-02-29T00:00:00Z"), "2024-02-29T00:00:00.000Z");
  EXPECT_EQ(Time("2026-12-31T23:59:59Z"), "2026-12-31T23:59:59.000Z");
}

TEST(ReadWireTime, KnowsUnsetFromMalformed) {
  EXPECT_EQ(Time("0001-01-01T00:00:00Z"), "unset");
  for (const char* bad : {"", "Z", "2026-11-22", "2026-13-22T00:00:00Z", "2026-02-30T00:00:00Z",
                          "2026-11-22T24:61:00Z", "2026-11-22T13:38:06.Z", "2026-11-22T13:38:06.xZ",
                          "2026-11-22T13:38:06"}) {
    EXPECT_EQ(Time(bad), "malformed") << bad;
  }
}

TEST(ReadNumbers, TakeWholeTextsOnly) {
  EXPECT_EQ(ReadInteger("-7"), -7);
  EXPECT_EQ(ReadInteger("9223372036854775807"), std::numeric_limits<int64_t>::max());
  EXPECT_FALSE(ReadInteger("9223372036854775808"));
  EXPECT_FALSE(ReadInteger("7 "));
  EXPECT_FALSE(ReadInteger("1.0"));
  EXPECT_FALSE(ReadInteger(""));
  EXPECT_EQ(ReadReal("1.5e3"), 1500.0);
  EXPECT_FALSE(ReadReal("x"));
  EXPECT_EQ(ReadBoolean("true"), true);
  EXPECT_EQ(ReadBoolean("0"), false);
  EXPECT_FALSE(ReadBoolean("TRUE"));
}

TEST(ReadNumbers, TrailingDigitsAreTheVersion) {
  EXPECT_EQ(ReadTrailingNumber("vmx-19"), 19);
  EXPECT_EQ(ReadTrailingNumber("7"), 7);
  EXPECT_FALSE(ReadTrailingNumber("vmx-"));
  EXPECT_FALSE(ReadTrailingNumber(""));
}

TEST(ReadNumbers, AProductThatOverflowsIsNone) {
  EXPECT_EQ(Multiply(-3, 1024), -3072);
  EXPECT_FALSE(Multiply(std::numeric_limits<int64_t>::max(), 2));
}

}  // namespace
}  // namespace sitrep::collectors
