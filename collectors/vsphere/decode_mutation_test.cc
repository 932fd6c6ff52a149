#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace sitrep::collectors {
namespace {

constexpr char kSeeds[] = SITREP_SOURCE_DIR "/collectors/vsphere/testdata/fuzz_seeds";

std::vector<std::string> Seeds() {
  std::vector<std::string> texts;
  const auto names = base::ListDirectory(kSeeds);
  EXPECT_TRUE(names.ok()) << names.status();
  for (const std::string& name : *names) {
    texts.push_back(*base::ReadFile(std::string(kSeeds) + "/" + name));
  }
  return texts;
}

class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}
  size_t Below(size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  std::string Mutate(std::string text, const std::string& other) {
    static const std::vector<std::string> words = {"<objects>", "</objects>",
                                                   "<![CDATA[", "]]>",
                                                   "<!--",      "-->",
                                                   "<propSet>", "</val>",
                                                   "<val>",     "/>",
                                                   "&#0;",      "&amp;",
                                                   "\"",        "<missingSet>",
                                                   "xsi:type=", "<fault>",
                                                   "-1",        "99999999999999999999",
                                                   "\xff\xfe",  ""};
    for (size_t edits = 1 + Below(8); edits > 0; --edits) {
      const size_t at = Below(text.size());
      switch (Below(5)) {
        case 0:
          text.insert(at, words[Below(words.size())]);
          break;
        case 1:
          text.erase(at, 1 + Below(60));
          break;
        case 2:
          if (!text.empty()) text[at] = static_cast<char>(Below(256));
          break;
        case 3:
          text.insert(at, other.substr(Below(other.size()), Below(400)));
          break;
        default:
          text.resize(at);
          break;
      }
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

TEST(DecodeMutation, NoDamageToAnAnswerCrashesTheDecoder) {
  const char* chosen = std::getenv("SITREP_SEED");
  const unsigned seed = chosen != nullptr ? static_cast<unsigned>(std::atoi(chosen)) : 20261122;
  std::printf("SITREP_SEED=%u\n", seed);
  const std::vector<std::string> seeds = Seeds();
  ASSERT_FALSE(seeds.empty());
  Mutator mutator(seed);
  for (int i = 0; i < 3000; ++i) {
    const std::string& base = seeds[mutator.Below(seeds.size())];
    const std::string text = mutator.Mutate(base, seeds[mutator.Below(seeds.size())]);
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  }
}

}  // namespace
}  // namespace sitrep::collectors
