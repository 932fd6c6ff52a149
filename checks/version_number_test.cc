#include "checks/version_number.h"

#include <gtest/gtest.h>

namespace sitrep::checks {
namespace {

TEST(VersionNumber, ComparesAsVersionsDo) {
  EXPECT_EQ(VersionNumber("8.0.3"), 8000003);
  EXPECT_EQ(VersionNumber("8.0.3.00100"), 8000003);
  EXPECT_EQ(VersionNumber("8.0"), 8000000);
  EXPECT_LT(*VersionNumber("6.7.0"), *VersionNumber("6.10"));
  EXPECT_LT(*VersionNumber("9.0"), *VersionNumber("10.0"));
}

TEST(VersionNumber, IsNothingForWhatIsNoVersion) {
  for (const char* text :
       {"", "8", "8.", "8.x", "v8.0", "8.0.1000", "8.0.3.x", "-8.0", "8. 0", "99999999999.0"}) {
    EXPECT_FALSE(VersionNumber(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace sitrep::checks
