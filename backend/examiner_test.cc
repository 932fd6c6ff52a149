#include "backend/examiner.h"

#include <gtest/gtest.h>

#include "backend/test_site.h"
#include "backend/upload.h"
#include "base/file.h"

namespace sitrep::backend {
namespace {

class ExaminerTest : public ::testing::Test {
 protected:
  ExaminerTest() : clock_(TestNow()), store_(*Store::Open(folder_.path() + "/data")) {
    acme_ = AddTenant(*store_, "acme");
  }
  // What a server that was killed right after the upload leaves.
  int64_t Receive() {
    const std::string text = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
    UploadOptions options;
    options.clock = &clock_;
    const auto upload =
        Upload::Open(*store_, options, acme_.agent, Announce(text, SNAPSHOT, acme_.request));
    EXPECT_TRUE((*upload)->Append(0, text).ok());
    EXPECT_TRUE((*upload)->Finish([] { return absl::OkStatus(); }).ok());
    path_ = Artifacts(*store_).FilePath((*upload)->artifact());
    return (*upload)->artifact().number;
  }
  Examination Examine(int64_t artifact) {
    Examiner(*store_, clock_).WaitUntilIdle();
    return **Artifacts(*store_).GetExamination(artifact);
  }

  TestFolder folder_;
  base::ManualClock clock_;
  std::unique_ptr<Store> store_;
  TestTenant acme_;
  std::string path_;
};

TEST_F(ExaminerTest, DoesAtItsStartWhatAnEarlierOneLeft) {
  const Examination examination = Examine(Receive());
  EXPECT_EQ(examination.problem, "");
  bool found = false;
  for (const CheckResult& result : examination.findings.results()) {
    found = found || (result.check() == "host-disconnected" && result.verdict() == FAIL);
  }
  EXPECT_TRUE(found);
}

TEST_F(ExaminerTest, KeepsTheReasonWhenASnapshotCannotBeEvaluated) {
  const int64_t artifact = Receive();
  ASSERT_TRUE(base::WriteFileAtomically(path_, "rotten").ok());
  EXPECT_NE(Examine(artifact).problem, "");
  EXPECT_TRUE(Artifacts(*store_).Unexamined()->empty());
}

TEST_F(ExaminerTest, LeavesASnapshotAloneThatEndedTheProgramTwice) {
  const int64_t artifact = Receive();
  // What two programs leave that were killed while they examined it.
  ASSERT_EQ(*Artifacts(*store_).BeginExamination(artifact), 1);
  ASSERT_EQ(*Artifacts(*store_).BeginExamination(artifact), 2);
  EXPECT_NE(Examine(artifact).problem.find("could not be examined"), std::string::npos);
  EXPECT_TRUE(Artifacts(*store_).Unexamined()->empty());
}

TEST_F(ExaminerTest, TriesAgainASnapshotThatEndedTheProgramOnce) {
  const int64_t artifact = Receive();
  ASSERT_TRUE(Artifacts(*store_).BeginExamination(artifact).ok());
  EXPECT_EQ(Examine(artifact).problem, "");
}

}  // namespace
}  // namespace sitrep::backend
