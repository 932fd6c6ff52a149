#include "agent/history_state.h"

#include <stdlib.h>

#include "base/file.h"
#include "collectors/vsphere/history_checkpoint.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kSource[] = "52fdfc07-2182-454f-963f-5f0f9a621d72";

std::string Checkpoint(const std::string& stream, int64_t key) {
  collectors::HistoryCheckpoint checkpoint;
  checkpoint.source = kSource;
  checkpoint.stream = stream;
  checkpoint.since = checkpoint.newest = absl::FromUnixSeconds(1'000'000'000);
  checkpoint.key = key;
  return ToText(checkpoint);
}

class HistoryState : public testing::Test {
 protected:
  HistoryState() {
    std::string pattern = testing::TempDir() + "/historyXXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  absl::Status Write(const std::string& stream, int64_t key) {
    collectors::HistoryResult result;
    result.stream = stream;
    result.checkpoint = Checkpoint(stream, key);
    return WriteHistoryState(folder_, kSource, {result});
  }
  std::vector<std::string> Read(const std::string& source = kSource) {
    const auto lines = ReadHistoryState(folder_, source);
    EXPECT_TRUE(lines.ok()) << lines.status();
    return lines.ok() ? *lines : std::vector<std::string>();
  }

  std::string folder_;
};

TEST_F(HistoryState, IsEmptyBeforeTheFirstRun) { EXPECT_THAT(Read(), IsEmpty()); }

TEST_F(HistoryState, KeepsTheLastCheckpointOfEachStream) {
  ASSERT_TRUE(Write("task", 7).ok());
  ASSERT_TRUE(Write("event", 1).ok());
  ASSERT_TRUE(Write("event", 2).ok());
  EXPECT_THAT(Read(), ElementsAre(Checkpoint("event", 2), Checkpoint("task", 7)));
  EXPECT_THAT(Read("another"), IsEmpty());
}

TEST_F(HistoryState, ARunWithoutHistoryChangesNothing) {
  ASSERT_TRUE(Write("event", 1).ok());
  ASSERT_TRUE(WriteHistoryState(folder_, kSource, {}).ok());
  EXPECT_THAT(Read(), ElementsAre(Checkpoint("event", 1)));
}

TEST_F(HistoryState, ASourceCannotNameAPath) {
  collectors::HistoryResult result;
  result.stream = "event";
  result.checkpoint = Checkpoint("event", 1);
  ASSERT_TRUE(WriteHistoryState(folder_, "../../escape", {result}).ok());
  EXPECT_THAT(*base::ListDirectory(folder_), ElementsAre("history"));
}

}  // namespace
}  // namespace sitrep::agent
