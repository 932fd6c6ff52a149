#include "checks/reference.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"

namespace sitrep::checks {
namespace {

TEST(ChecksReference, IsThePageInDocs) {
  const std::string path = SITREP_SOURCE_DIR "/docs/reference/checks.md";
  const std::string page = ChecksReference(BuiltInPack());
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    const absl::Status status = base::WriteFileAtomically(path, page, 0644);
    ASSERT_TRUE(status.ok()) << status;
  }
  const auto text = base::ReadFile(path);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, page) << "run this test with SITREP_UPDATE=1 to write the page anew";
}

}  // namespace
}  // namespace sitrep::checks
