// Several sources in one run: each apart from the others, whatever befalls one of them.

#include <signal.h>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/many_labs.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kHangEverywhere[] = R"({"method": "RetrievePropertiesEx", "kind": "hang",
                                       "skip": 4, "count": 0})";

class ManySources : public testing::Test {
 protected:
  ManySources() : labs_("many_sources") {
    labs_.Add("one", {"--seed", "1"});
    labs_.Add("two", {"--seed", "2"});
  }

  std::string Rows(const std::string& snapshot, const std::string& table,
                   const std::string& source) {
    return labs_.Query(
        snapshot, absl::StrCat("select count(*) from ", table, " t join source s on s.source = ",
                               "t.source where s.address = '", Address(source), "'"));
  }
  std::string Address(const std::string& source) {
    return collectors::ParseSourceUrl(labs_.lab(source).source().url)->HostAndPort();
  }
  void ExpectNothingLeft(const std::string& source) {
    ASSERT_TRUE(labs_.lab(source).Post("clear", "{}").ok());
    EXPECT_EQ(labs_.lab(source).State("sessions"), 0) << source;
    EXPECT_EQ(labs_.lab(source).State("views"), 0) << source;
  }

  ManyLabs labs_;
};

TEST_F(ManySources, FillOneFileEachWithItsOwnRows) {
  const ProcessResult taken = labs_.Sitrep({"snapshot", "one", "two", "-o", "both.sitrep"});
  EXPECT_EQ(taken.exit_code, 0) << taken.out << taken.err;
  ASSERT_EQ(labs_.Sitrep({"snapshot", "one", "-o", "one.sitrep"}).exit_code, 0);
  for (const char* table : {"vm", "host", "vm_disk", "cost"}) {
    EXPECT_EQ(Rows("both.sitrep", table, "one"), Rows("one.sitrep", table, "one")) << table;
  }
  EXPECT_EQ(labs_.Query("both.sitrep", "select count(distinct source) from vm"), "2");
  ExpectNothingLeft("one");
  ExpectNothingLeft("two");
}

TEST_F(ManySources, ASourceThatWaitsDoesNotHoldUpTheOther) {
  ASSERT_TRUE(labs_.lab("one").Post("rule", kHangEverywhere).ok());
  const auto process = labs_.Start({"snapshot", "one", "two", "-o", "a.sitrep"});
  labs_.Await([&] { return labs_.lab("two").State("logouts") == 1; });
  EXPECT_TRUE(process->running());
  EXPECT_EQ(labs_.lab("one").State("sessions"), 1);
  process->Signal(SIGINT);
  const auto result = process->Wait(absl::Seconds(60));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->exit_code, 5) << result->err;
  EXPECT_EQ(labs_.Query("a.sitrep", "select partial from snapshot_info"), "1");
  EXPECT_NE(Rows("a.sitrep", "vm", "two"), "0");
  ExpectNothingLeft("one");
}

TEST_F(ManySources, ASourceThatDiesHalfWayKeepsWhatWasReadAndLeavesTheOtherWhole) {
  ASSERT_TRUE(labs_.lab("one").Post("rule", kHangEverywhere).ok());
  const std::string address = Address("one");
  const auto process = labs_.Start({"snapshot", "one", "two", "-o", "a.sitrep"});
  labs_.Await([&] { return labs_.lab("one").Calls("RetrievePropertiesEx") > 4; });
  labs_.Kill("one");
  const auto result = process->Wait(absl::Seconds(90));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->exit_code, 5) << result->out << result->err;
  EXPECT_THAT(result->err, HasSubstr("again in"));
  EXPECT_EQ(labs_.Query("a.sitrep", absl::StrCat("select count(*) from coverage c join source s on "
                                                 "s.source = c.source where s.address = '",
                                                 Address("two"), "' and status != 'not_asked'")),
            "0");
  EXPECT_EQ(
      labs_.Query("a.sitrep",
                  absl::StrCat("select count(*) > 0 from coverage c join source s on s.source "
                               "= c.source where s.address = '",
                               address, "' and status = 'unreachable'")),
      "1");
  EXPECT_EQ(labs_.Query("a.sitrep", "select partial from snapshot_info"), "0");
}

TEST_F(ManySources, ASourceThatHangsAtTheLoginEndsAtItsDeadline) {
  ASSERT_TRUE(
      labs_.lab("one").Post("rule", R"({"method": "Login", "kind": "hang", "count": 0})").ok());
  const ProcessResult taken =
      labs_.Sitrep({"snapshot", "one", "two", "-o", "a.sitrep", "--deadline", "3s"});
  EXPECT_EQ(taken.exit_code, 5) << taken.out << taken.err;
  EXPECT_THAT(taken.err, HasSubstr("one: not done within 3s"));
  EXPECT_EQ(
      labs_.Query("a.sitrep", absl::StrCat("select distinct reason from coverage where source "
                                           "= '",
                                           Address("one"), "'")),
      "deadline");
  EXPECT_NE(Rows("a.sitrep", "vm", "two"), "0");
}

TEST_F(ManySources, ASourceThatHangsHalfWayEndsAtItsDeadlineWithWhatItHas) {
  ASSERT_TRUE(labs_.lab("one").Post("rule", kHangEverywhere).ok());
  const ProcessResult taken =
      labs_.Sitrep({"snapshot", "one", "two", "-o", "a.sitrep", "--deadline", "4s"});
  EXPECT_EQ(taken.exit_code, 5) << taken.out << taken.err;
  EXPECT_EQ(labs_.Query("a.sitrep", "select count(*) > 0 from coverage where reason = 'deadline'"),
            "1");
  EXPECT_EQ(labs_.Query("a.sitrep", "select partial from snapshot_info"), "0");
  EXPECT_NE(Rows("a.sitrep", "vm", "two"), "0");
  ExpectNothingLeft("one");
}

TEST_F(ManySources, WhenNoneCanBeReadEachSaysWhyAndNoFileIsLeft) {
  labs_.WritePassword("one", "wrong");
  labs_.WritePassword("two", "wrong");
  const ProcessResult taken = labs_.Sitrep({"snapshot", "one", "two", "-o", "a.sitrep"});
  EXPECT_EQ(taken.exit_code, 1) << taken.out << taken.err;
  EXPECT_THAT(taken.err, HasSubstr("one: "));
  EXPECT_THAT(taken.err, HasSubstr("two: "));
  EXPECT_FALSE(base::FileExists(labs_.Path("a.sitrep")));
  EXPECT_FALSE(base::FileExists(labs_.Path("a.sitrep.partial")));
}

TEST_F(ManySources, OneAtATimeIsPossible) {
  EXPECT_EQ(labs_.Sitrep({"snapshot", "one", "two", "--at-once", "1", "-o", "a.sitrep"}).exit_code,
            0);
  EXPECT_EQ(labs_.Sitrep({"snapshot", "one", "--at-once", "0"}).exit_code, 2);
}

TEST_F(ManySources, TwoNamesOfOneAddressAreAMistake) {
  labs_.AddAnotherName("again", "one", "127.0.0.1");
  const ProcessResult twice = labs_.Sitrep({"snapshot", "one", "again"});
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("one and again are the same source"));
  EXPECT_EQ(labs_.lab("one").State("logins"), 0);
}

TEST_F(ManySources, TwoAddressesOfOneInstanceAreReadOnce) {
  labs_.AddAnotherName("alias", "one", "localhost");
  const ProcessResult taken = labs_.Sitrep({"snapshot", "one", "alias", "-o", "a.sitrep"});
  EXPECT_EQ(taken.exit_code, 0) << taken.out << taken.err;
  EXPECT_THAT(taken.err, HasSubstr("is the same source as"));
  EXPECT_EQ(labs_.Query("a.sitrep", "select count(*) from source"), "1");
  EXPECT_EQ(labs_.Query("a.sitrep", "select count(*) from coverage where status != 'not_asked'"),
            "0");
  EXPECT_EQ(labs_.lab("one").State("logins"), 2);
  ExpectNothingLeft("one");
}

TEST_F(ManySources, ASecondRunIsToldWhoReadsTheSource) {
  ASSERT_TRUE(labs_.lab("one").Post("rule", kHangEverywhere).ok());
  const auto first = labs_.Start({"snapshot", "one", "-o", "first.sitrep"});
  labs_.Await([&] { return labs_.lab("one").Calls("RetrievePropertiesEx") > 4; });
  for (const auto& command :
       std::vector<std::vector<std::string>>{{"snapshot", "one", "-o", "second.sitrep"},
                                             {"check", "one"},
                                             {"bundle", "create", "one", "--hosts", "esx-01"}}) {
    const ProcessResult second = labs_.Sitrep(command);
    EXPECT_EQ(second.exit_code, 1) << second.err;
    EXPECT_THAT(second.err, HasSubstr(absl::StrCat("pid ", first->pid())));
    EXPECT_THAT(second.err, HasSubstr("snapshot, since 20"));
  }
  EXPECT_EQ(labs_.lab("one").State("logins"), 1);
  // Beside another source it is a gap.
  const ProcessResult both = labs_.Sitrep({"snapshot", "one", "two", "-o", "both.sitrep"});
  EXPECT_EQ(both.exit_code, 5) << both.err;
  EXPECT_EQ(labs_.Query("both.sitrep",
                        "select distinct reason from coverage where status = "
                        "'unreachable'"),
            "another run");
  // A lock dies with its process, however that ends.
  first->Signal(SIGKILL);
  ASSERT_TRUE(first->Wait(absl::Seconds(30)).ok());
  ASSERT_TRUE(labs_.lab("one").Post("clear", "{}").ok());
  EXPECT_EQ(labs_.Sitrep({"snapshot", "one", "-o", "third.sitrep"}).exit_code, 0);
}

TEST_F(ManySources, TheLockHoldsForEveryNameOfTheInstance) {
  labs_.AddAnotherName("alias", "one", "localhost");
  ASSERT_TRUE(labs_.lab("one").Post("rule", kHangEverywhere).ok());
  const auto first = labs_.Start({"snapshot", "one", "-o", "first.sitrep"});
  labs_.Await([&] { return labs_.lab("one").Calls("RetrievePropertiesEx") > 4; });
  const ProcessResult second = labs_.Sitrep({"snapshot", "alias", "-o", "second.sitrep"});
  EXPECT_EQ(second.exit_code, 1) << second.err;
  EXPECT_THAT(second.err, HasSubstr("another run"));
  EXPECT_EQ(labs_.lab("one").State("sessions"), 1);
  first->Signal(SIGINT);
  ASSERT_TRUE(first->Wait(absl::Seconds(60)).ok());
}

}  // namespace
}  // namespace sitrep::tests
