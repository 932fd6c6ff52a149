#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/datastore_search.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectReport;
using collectors::Gap;
using testing::Contains;
using testing::Each;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char kMethod[] = "SearchDatastoreSubFolders_Task";

// Requests the interrupt after so long by its own reckoning: while a search is waited for.
class InterruptingClock : public base::ManualClock {
 public:
  InterruptingClock(base::Interrupt& interrupt, absl::Duration after)
      : ManualClock(absl::FromUnixSeconds(1700000000)), interrupt_(interrupt), left_(after) {}
  void Sleep(absl::Duration duration) override {
    ManualClock::Sleep(duration);
    left_ -= duration;
    if (left_ <= absl::ZeroDuration()) interrupt_.Request();
  }

 private:
  base::Interrupt& interrupt_;
  absl::Duration left_;
};

class DatastoreFileTest : public testing::Test {
 protected:
  void Start(std::vector<std::string> flags = {}) {
    flags.insert(flags.end(), {"--now", "2026-11-22T12:00:00Z"});
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    source_ = lab_->source();
    ASSERT_TRUE(lab_->Post("grant", R"({"privilege": "Datastore.Browse"})").ok());
  }

  void Read(base::Clock& clock) {
    sink_ = MemorySink();
    auto report =
        Collect(source_, {.tables = {"datastore_file", "datastore"}}, sink_, {}, clock, interrupt_);
    ASSERT_TRUE(report.ok()) << report.status();
    report_ = *std::move(report);
    EXPECT_EQ(lab_->State("sessions"), 0);
  }
  void Read() { Read(base::Clock::Real()); }

  std::vector<std::string> GapTexts() const {
    std::vector<std::string> texts;
    for (const Gap& gap : report_.gaps) {
      texts.push_back(absl::StrCat(gap.table, " ", gap.status, " ", gap.reason, " ", gap.missing));
    }
    return texts;
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions source_;
  MemorySink sink_;
  CollectReport report_;
  base::Interrupt interrupt_;
};

TEST_F(DatastoreFileTest, FilesAreListedOneDatastoreAfterTheOther) {
  Start();
  Read();
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_EQ(lab_->Calls(kMethod), sink_.count("datastore"));
  EXPECT_EQ(lab_->State("tasks_running"), 0);
  EXPECT_GT(sink_.count("datastore_file"), 40);
  EXPECT_THAT(sink_.Column("datastore_file", "path"), Each(StartsWith("[")));
  const std::string image = "[nfs-iso-01] images/debian-12.iso";
  EXPECT_EQ(sink_.Cell("datastore_file", "path", image, "type"), "IsoImageFileInfo");
  EXPECT_EQ(sink_.Cell("datastore_file", "path", image, "size_bytes"), "661651456");
  EXPECT_EQ(sink_.Cell("datastore_file", "path", image, "modified_at"), "2026-11-19T12:00:00.000Z");
  EXPECT_EQ(sink_.Cell("datastore_file", "path", image, "owner"), "root");
  EXPECT_EQ(sink_.Cell("datastore_file", "path", "[nfs-iso-01] images", "type"), "FolderFileInfo");
  EXPECT_THAT(sink_.Column("datastore_file", "type"), Contains("VmDiskFileInfo"));
}

TEST_F(DatastoreFileTest, NobodyWhoDidNotAskGetsIt) {
  Start();
  MemorySink sink;
  ASSERT_TRUE(Collect(source_, {}, sink, {}, base::Clock::Real(), interrupt_).ok());
  EXPECT_EQ(sink.count("datastore_file"), 0);
  EXPECT_EQ(lab_->Calls(kMethod), 0);
}

TEST_F(DatastoreFileTest, AnInaccessibleDatastoreIsAGapOfItsOwn) {
  Start({"--scenario", "sick"});
  Read();
  EXPECT_THAT(GapTexts(), Contains("datastore_file failed inaccessible 1"));
  EXPECT_GT(sink_.count("datastore_file"), 40);
}

TEST_F(DatastoreFileTest, ASearchThatFailsLeavesTheOthersWhole) {
  Start();
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "SearchDatastoreSubFolders_Task", "kind": "fault",
      "fault": "InvalidDatastore", "count": 1})")
                  .ok());
  Read();
  EXPECT_THAT(GapTexts(), Contains("datastore_file failed InvalidDatastore 1"));
  EXPECT_EQ(lab_->Calls(kMethod), sink_.count("datastore"));
}

TEST_F(DatastoreFileTest, WithoutThePrivilegeItIsDenied) {
  Start();
  ASSERT_TRUE(lab_->Post("deny", R"({"privilege": "Datastore.Browse"})").ok());
  Read();
  EXPECT_EQ(sink_.count("datastore_file"), 0);
  ASSERT_THAT(report_.gaps, Not(IsEmpty()));
  EXPECT_EQ(report_.gaps.front().status, "denied");
  EXPECT_EQ(report_.gaps.front().privilege, "Datastore.Browse");
}

TEST_F(DatastoreFileTest, AnInterruptCancelsTheSearch) {
  Start();
  ASSERT_TRUE(lab_->Post("set", R"({"search_seconds": 600})").ok());
  InterruptingClock clock(interrupt_, absl::Seconds(2));
  Read(clock);
  EXPECT_TRUE(report_.interrupted);
  EXPECT_EQ(lab_->Calls(kMethod), 1);
  EXPECT_EQ(lab_->Calls("CancelTask"), 1);
  EXPECT_EQ(lab_->State("searches_cancelled"), 1);
}

TEST_F(DatastoreFileTest, ASearchThatTakesTooLongIsCancelledAndLeavesTheNext) {
  Start({"--datastores", "2"});
  ASSERT_TRUE(lab_->Post("set", R"({"search_seconds": 600})").ok());
  base::ManualClock clock(absl::FromUnixSeconds(1700000000));
  Read(clock);
  EXPECT_EQ(lab_->Calls(kMethod), 2);
  EXPECT_EQ(lab_->Calls("CancelTask"), 2);
  EXPECT_THAT(GapTexts(), Contains("datastore_file failed timeout 2"));
}

TEST(FilePath, IsSpelledAsMachinesSpellIt) {
  EXPECT_EQ(collectors::FilePath("[ds] vm/", "vm.vmx"), "[ds] vm/vm.vmx");
  EXPECT_EQ(collectors::FilePath("[ds]", "vm"), "[ds] vm");
  EXPECT_EQ(collectors::FilePath("[ds] ", "vm"), "[ds] vm");
  EXPECT_EQ(collectors::FilePath("[ds] vm", "vm.vmx"), "[ds] vm/vm.vmx");
}

}  // namespace
}  // namespace sitrep::tests
