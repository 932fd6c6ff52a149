#include "agent/scratch_file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <utime.h>

#include "base/file.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

TEST(ScratchFile, IsGoneAfterUseAndTakesWhatAKilledProgramLeftWithIt) {
  std::string pattern = testing::TempDir() + "/scratchXXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  base::ManualClock clock(absl::FromUnixSeconds(1'000'000'000));
  const auto write = [&](const std::string& name, int64_t seconds) {
    const std::string path = folder + "/" + name;
    ASSERT_TRUE(base::WriteFileAtomically(path, "x").ok());
    const utimbuf times{seconds, seconds};
    ASSERT_EQ(utime(path.c_str(), &times), 0);
  };
  write("scratch-old.sitrep", 1'000'000'000 - 90'000);
  write("scratch-of-another.sitrep", 1'000'000'000 - 60);
  write("site.key", 1);
  std::string path;
  {
    const ScratchFile scratch(folder, ".sitrep", clock);
    path = scratch.path();
    ASSERT_TRUE(base::WriteFileAtomically(path, "x").ok());
  }
  EXPECT_FALSE(base::FileExists(path));
  const auto left = base::ListDirectory(folder);
  ASSERT_TRUE(left.ok()) << left.status();
  EXPECT_EQ(*left, (std::vector<std::string>{"scratch-of-another.sitrep", "site.key"}));
}

}  // namespace
}  // namespace sitrep::agent
