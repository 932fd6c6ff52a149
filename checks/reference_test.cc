#include "checks/reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"
#include "checks/cross_reference.h"

namespace sitrep::checks {
namespace {

void ExpectPage(const std::string& path, const std::string& page) {
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    const absl::Status status = base::WriteFileAtomically(path, page, 0644);
    ASSERT_TRUE(status.ok()) << status;
  }
  const auto text = base::ReadFile(path);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, page) << "run this test with SITREP_UPDATE=1 to write the page anew";
}

TEST(ChecksReference, IsThePageInDocs) {
  ExpectPage(SITREP_SOURCE_DIR "/docs/reference/checks.md", ChecksReference(BuiltInPack()));
}

std::string NotAnswered() {
  const std::string directory = SITREP_SOURCE_DIR "/checks/not_answered";
  std::string text;
  const auto names = base::ListDirectory(directory);
  EXPECT_TRUE(names.ok()) << names.status();
  for (const std::string& name : *names) {
    const auto part = base::ReadFile(directory + "/" + name);
    EXPECT_TRUE(part.ok()) << part.status();
    text += *part + "\n";
  }
  return text;
}

TEST(ChecksReference, AnswersOrExplainsEveryConditionOfOtherTools) {
  const auto known = base::ReadFile(SITREP_SOURCE_DIR "/checks/conditions.tsv");
  ASSERT_TRUE(known.ok()) << known.status();
  const auto reference = BuildCrossReference(BuiltInPack(), *known, NotAnswered());
  ASSERT_TRUE(reference.ok()) << reference.status();
  EXPECT_THAT(reference->troubles, testing::IsEmpty());
  ExpectPage(SITREP_SOURCE_DIR "/docs/reference/check_sources.md", CrossReferencePage(*reference));
}

}  // namespace
}  // namespace sitrep::checks
