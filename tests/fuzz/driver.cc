// Drives a fuzz target without an engine: every seed file, then mutations of seeds from a fixed
// random seed, bounded in count and time. Coverage-guided runs use the fuzz preset instead.
//
//   TARGET SEEDS-FOLDER...     SITREP_FUZZ_RUNS (20000) and SITREP_FUZZ_SECONDS (10) bound the
//   mutations
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr uint64_t kSeed = 20261122;

void Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

long FromEnvironment(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atol(text);
}

std::vector<std::string> ReadSeeds(int count, char** folders) {
  std::vector<std::string> seeds;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folders[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
  }
  return seeds;
}

// One small change: a bit, a byte, a cut, a repeat, or a splice with another seed.
void Mutate(std::string& input, const std::vector<std::string>& seeds, std::mt19937_64& random) {
  const auto below = [&random](size_t limit) {
    return limit == 0 ? 0 : static_cast<size_t>(random() % limit);
  };
  if (input.empty()) input = "x";
  const size_t at = below(input.size());
  switch (random() % 6) {
    case 0:
      input[at] = static_cast<char>(input[at] ^ (1 << (random() % 8)));
      return;
    case 1:
      input[at] = static_cast<char>(random());
      return;
    case 2:
      input.erase(at, 1 + below(16));
      return;
    case 3:
      input.insert(at, input.substr(below(input.size()), 1 + below(64)));
      return;
    case 4:
      input.resize(at);
      return;
    default:
      const std::string& other = seeds[below(seeds.size())];
      if (!other.empty())
        input.replace(at, below(64), other.substr(below(other.size()), 1 + below(64)));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> seeds = ReadSeeds(argc, argv);
  if (seeds.empty()) {
    std::fprintf(stderr, "no seed file under the folders named\n");
    return 1;
  }
  for (const std::string& seed : seeds) Run(seed);
  std::mt19937_64 random(kSeed);
  const long runs = FromEnvironment("SITREP_FUZZ_RUNS", 20'000);
  const auto end = std::chrono::steady_clock::now() +
                   std::chrono::seconds(FromEnvironment("SITREP_FUZZ_SECONDS", 10));
  long done = 0;
  for (; done < runs && std::chrono::steady_clock::now() < end; ++done) {
    std::string input = seeds[random() % seeds.size()];
    for (uint64_t i = 1 + random() % 8; i > 0; --i) Mutate(input, seeds, random);
    Run(input);
  }
  std::printf("seed %llu: %zu seed files, %ld mutations\n", static_cast<unsigned long long>(kSeed),
              seeds.size(), done);
  return 0;
}
