// Architecture as a test: reads layers.txt and every #include of the tree, and prints the reason
// for each forbidden one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace sitrep {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SITREP_SOURCE_DIR;

struct Layers {
  std::map<std::string, std::set<std::string>> allowed;    // room -> rooms
  std::map<std::string, std::set<std::string>> headers;    // room -> single headers
  std::vector<std::array<std::string, 3>> forbidden;       // from, to, reason
  std::map<std::string, std::set<std::string>> libraries;  // header prefix -> rooms
};

std::vector<std::string> Words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Layers ReadLayers() {
  Layers layers;
  std::ifstream file(kRoot / "layers.txt");
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> words = Words(line);
    if (words.empty() || words[0][0] == '#') continue;
    const std::set<std::string> rest(words.begin() + 2, words.end());
    if (words[0] == "allow") layers.allowed[words[1]] = rest;
    if (words[0] == "allow-include") layers.headers[words[1]].insert(rest.begin(), rest.end());
    if (words[0] == "library") layers.libraries[words[1]] = rest;
    if (words[0] == "forbid") {
      const size_t reason =
          line.find(words[2], line.find(words[1]) + words[1].size()) + words[2].size();
      layers.forbidden.push_back({words[1], words[2], line.substr(reason)});
    }
  }
  return layers;
}

std::string Reason(const Layers& layers, const std::string& from, const std::string& to) {
  for (const auto& [a, b, reason] : layers.forbidden) {
    if ((a == from || a == "*") && (b == to || b == "*")) return reason;
  }
  return "";
}

struct Include {
  std::string file;  // relative to the root
  std::string room;
  std::string header;
};

bool IsTest(const std::string& file) {
  return file.find("_test.cc") != std::string::npos || file.find("_fuzz.cc") != std::string::npos ||
         file.find("/testing/") != std::string::npos;
}

std::vector<Include> ReadIncludes(const Layers& layers) {
  std::vector<Include> includes;
  const std::regex pattern("^\\s*#include\\s+[<\"]([^>\"]+)[>\"].*");
  for (const auto& [room, unused] : layers.allowed) {
    if (!fs::exists(kRoot / room)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / room)) {
      const std::string extension = entry.path().extension();
      if (extension != ".h" && extension != ".cc") continue;
      const std::string file = fs::relative(entry.path(), kRoot);
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) {
        std::smatch match;
        if (std::regex_match(line, match, pattern)) includes.push_back({file, room, match[1]});
      }
    }
  }
  return includes;
}

TEST(Layers, EveryRoomListedExistsAndEveryRoomIsListed) {
  const Layers layers = ReadLayers();
  for (const auto& [room, unused] : layers.allowed) EXPECT_TRUE(fs::exists(kRoot / room)) << room;
  const std::set<std::string> not_rooms = {"cmake", "docs", "deploy", "build"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename();
    if (!entry.is_directory() || name[0] == '.' || not_rooms.contains(name)) continue;
    if (!fs::exists(entry.path() / "CMakeLists.txt")) continue;
    EXPECT_TRUE(layers.allowed.contains(name)) << name;
  }
}

TEST(Layers, NoFileIncludesARoomItMustNotKnow) {
  const Layers layers = ReadLayers();
  int seen = 0;
  for (const Include& include : ReadIncludes(layers)) {
    const std::string to = include.header.substr(0, include.header.find('/'));
    if (!layers.allowed.contains(to) || include.header.find('/') == std::string::npos) continue;
    ++seen;
    if (to == include.room || IsTest(include.file)) continue;
    const auto headers = layers.headers.find(include.room);
    const bool single = headers != layers.headers.end() && headers->second.contains(include.header);
    EXPECT_TRUE(single || layers.allowed.at(include.room).contains(to))
        << include.file << " includes " << include.header << ":"
        << Reason(layers, include.room, to);
  }
  EXPECT_GT(seen, 50) << "the scan found hardly any include; it is not looking at the tree";
}

TEST(Layers, EachHeavyLibraryIsIncludedByItsOwnRoomsOnly) {
  const Layers layers = ReadLayers();
  for (const Include& include : ReadIncludes(layers)) {
    if (include.room == "tests" || IsTest(include.file)) continue;
    for (const auto& [prefix, rooms] : layers.libraries) {
      if (include.header.rfind(prefix, 0) != 0) continue;
      EXPECT_TRUE(rooms.contains(include.room))
          << include.file << " includes <" << include.header << ">";
    }
  }
}

TEST(Layers, EveryEdgeThatIsNotAllowedHasAReason) {
  const Layers layers = ReadLayers();
  for (const auto& [from, allowed] : layers.allowed) {
    for (const auto& [to, unused] : layers.allowed) {
      if (from == to || from == "tests" || allowed.contains(to)) continue;
      EXPECT_NE(Reason(layers, from, to), "") << from << " -> " << to;
    }
  }
}

TEST(Layers, DataNeverFlowsBack) {
  const Layers layers = ReadLayers();
  const std::vector<std::string> order = {"collectors", "snapshot", "checks", "redact", "uploader"};
  for (size_t left = 0; left < order.size(); ++left) {
    for (size_t right = left + 1; right < order.size(); ++right) {
      EXPECT_FALSE(layers.allowed.at(order[left]).contains(order[right]))
          << order[left] << " -> " << order[right];
    }
  }
}

TEST(Names, NothingIsCalledUtilHelperManagerOrCommon) {
  const std::regex bad(".*(^|_|/)(util|utils|helper|helpers|manager|common|misc)(_|\\.|/).*");
  for (const Include& include : ReadIncludes(ReadLayers())) {
    EXPECT_FALSE(std::regex_match(include.file, bad)) << include.file;
  }
}

TEST(Tests, NeverSleep) {
  const std::regex sleeping(
      ".*\\b(sleep_for|sleep_until|usleep|nanosleep|absl::SleepFor|SleepFor)\\b *\\(.*");
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    const std::string file = fs::relative(entry.path(), kRoot);
    if (file.rfind("build", 0) == 0 || !file.ends_with("_test.cc")) continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      EXPECT_FALSE(std::regex_match(line, sleeping)) << file << ": " << line;
    }
  }
}

}  // namespace
}  // namespace sitrep
