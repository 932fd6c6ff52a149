// The fuzz target over its seeds and over every prefix of them, in every test run.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace sitrep::collectors {
namespace {

TEST(JsonFuzz, SeedsAndAllTheirBeginningsAreReadOrRefused) {
  int seeds = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           absl::StrCat(SITREP_SOURCE_DIR, "/collectors/appliance/testdata/fuzz_seeds"))) {
    const auto text = base::ReadFile(entry.path().string());
    ASSERT_TRUE(text.ok()) << text.status();
    for (size_t size = 0; size <= text->size(); ++size) {
      LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text->data()), size);
    }
    ++seeds;
  }
  EXPECT_GE(seeds, 8);
}

}  // namespace
}  // namespace sitrep::collectors
