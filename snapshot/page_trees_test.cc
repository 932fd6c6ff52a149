#include "snapshot/page_trees.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "snapshot/hostile_file.h"
#include "snapshot/step_limit.h"
#include "snapshot/writer.h"

namespace sitrep::snapshot {
namespace {

class PageTreesTest : public ::testing::Test {
 protected:
  PageTreesTest() {
    unlink(path_.c_str());
    auto writer = SnapshotWriter::Create(path_);
    EXPECT_TRUE(writer.ok() && (*writer)->Seal().ok());
  }
  ~PageTreesTest() override { unlink(path_.c_str()); }
  base::Database Database() {
    return *base::Database::Open(path_, base::Database::Mode::kImmutable);
  }

  const std::string path_ = testing::TempDir() + "/page-trees.sitrep";
};

TEST_F(PageTreesTest, AreSoundInWhatTheWriterMade) {
  base::Database database = Database();
  const absl::Status status = CheckPageTrees(database);
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(PageTreesTest, AreRefusedWhenAPageHasTwoParents) {
  for (const int levels : {1, 3}) {
    ASSERT_TRUE(MakeHostile(path_, levels).ok());
    base::Database database = Database();
    EXPECT_EQ(CheckPageTrees(database).code(), absl::StatusCode::kDataLoss);
    unlink(path_.c_str());
    ASSERT_TRUE((*SnapshotWriter::Create(path_))->Seal().ok());
  }
}

TEST_F(PageTreesTest, ThatAreReadForEverEndAtTheStepLimit) {
  ASSERT_TRUE(MakeHostile(path_, 8).ok());
  base::Database database = Database();
  StepLimit limit(database, 1'000'000);
  const absl::Status status =
      database.Integer("SELECT sum(length(status)) FROM coverage NOT INDEXED").status();
  EXPECT_EQ(limit.Explain(status).code(), absl::StatusCode::kDataLoss) << status;
  limit.Renew();
  EXPECT_TRUE(limit.Explain(database.Integer("SELECT 1").status()).ok());
}

}  // namespace
}  // namespace sitrep::snapshot
