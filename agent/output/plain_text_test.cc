#include "agent/output/plain_text.h"

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

TEST(PlainText, ControlCharactersCannotReachTheTerminal) {
  EXPECT_EQ(ForTerminal("a\x1b[31mb\r\nc\x7f"), "a\\x1b[31mb\\x0d\\x0ac\\x7f");
  EXPECT_EQ(ForTerminal("\xC2\x9B"
                        "31m"),
            "\\x9b31m");
  EXPECT_EQ(ForTerminal("h\xC3\xB6st"), "h\xC3\xB6st");
}

TEST(PlainText, BytesThatAreNoTextAreReplaced) {
  EXPECT_EQ(ReplaceInvalidUtf8("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(ReplaceInvalidUtf8("\xE0\x80\x80").substr(0, 3), "\xEF\xBF\xBD");
  EXPECT_EQ(ReplaceInvalidUtf8("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80");
}

TEST(PlainText, WidthCountsCharacters) { EXPECT_EQ(Width("h\xC3\xB6st"), 4u); }

TEST(PlainText, BytesHaveTheUnitPeopleRead) {
  EXPECT_EQ(BytesText(0), "0 B");
  EXPECT_EQ(BytesText(1023), "1023 B");
  EXPECT_EQ(BytesText(1536), "1.5 KiB");
  EXPECT_EQ(BytesText(int64_t{1} << 20), "1.0 MiB");
  EXPECT_EQ(BytesText((int64_t{1} << 20) - 1), "1.0 MiB");
  EXPECT_EQ(BytesText(int64_t{5} << 50), "5120.0 TiB");
}

TEST(PlainText, DurationsToo) {
  EXPECT_EQ(DurationText(absl::Milliseconds(850)), "850 ms");
  EXPECT_EQ(DurationText(absl::Milliseconds(12300)), "12.3 s");
  EXPECT_EQ(DurationText(absl::Seconds(245)), "4 min 5 s");
}

TEST(PlainText, WrapsAtSpaces) {
  EXPECT_EQ(Wrapped("one two three", 2, 9), "  one two\n  three\n");
  EXPECT_EQ(Wrapped("a-very-long-word b", 2, 8), "  a-very-long-word\n  b\n");
  EXPECT_EQ(Wrapped("", 2, 8), "");
}

TEST(PlainText, CountsAgreeWithTheirNoun) {
  EXPECT_EQ(CountText(1, "gap", "gaps"), "1 gap");
  EXPECT_EQ(CountText(0, "gap", "gaps"), "0 gaps");
}

}  // namespace
}  // namespace sitrep::agent
