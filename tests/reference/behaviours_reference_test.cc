// docs/vcenter_behaviours.md says which test holds us to what vCenter does. This test holds the
// page to the tests that there are.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/file.h"

namespace sitrep::tables {
namespace {

std::string Read(const std::string& path) {
  const auto text = base::ReadFile(path);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *text : "";
}

void AddMatches(const std::string& text, const std::regex& pattern, std::set<std::string>& names) {
  for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern);
       at != std::sregex_iterator(); ++at) {
    const std::smatch& match = *at;
    names.insert(match.size() > 2 ? absl::StrCat(match[1].str(), ".", match[2].str())
                                  : match[1].str());
  }
}

// Suite.Name of each test in C++, and the name of each in Go.
std::set<std::string> TestsOfTheTree() {
  static const std::regex in_cc("\\bTEST(?:_F|_P)?\\((\\w+),\\s*(\\w+)\\)");
  static const std::regex in_go("\\bfunc (Test\\w+)\\(");
  std::set<std::string> names;
  for (const char* room : {"collectors", "tests"}) {
    const std::string folder = absl::StrCat(SITREP_SOURCE_DIR, "/", room);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string path = entry.path().string();
      if (path.ends_with("_test.cc")) AddMatches(Read(path), in_cc, names);
      if (path.ends_with("_test.go")) AddMatches(Read(path), in_go, names);
    }
  }
  return names;
}

struct Behaviour {
  std::string text;
  std::set<std::string> tests;
};

std::vector<Behaviour> ReadBehaviours() {
  static const std::regex quoted("`(\\w+(?:\\.\\w+)?)`");
  std::vector<Behaviour> behaviours;
  const std::string page = Read(absl::StrCat(SITREP_SOURCE_DIR, "/docs/vcenter_behaviours.md"));
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(page, '\n'))) {
    if (!line.starts_with("| ") || line == "| behaviour | test |") continue;
    const std::vector<std::string> cells = absl::StrSplit(line, " | ");
    EXPECT_EQ(cells.size(), 2u) << line;
    if (cells.size() != 2) continue;
    Behaviour behaviour{.text = cells[0], .tests = {}};
    AddMatches(cells[1], quoted, behaviour.tests);
    behaviours.push_back(behaviour);
  }
  return behaviours;
}

TEST(BehavioursReference, EveryBehaviourHasATestAndEveryTestNamedExists) {
  const std::set<std::string> tests = TestsOfTheTree();
  const std::vector<Behaviour> behaviours = ReadBehaviours();
  EXPECT_GT(behaviours.size(), 60u);
  for (const Behaviour& behaviour : behaviours) {
    EXPECT_FALSE(behaviour.tests.empty()) << behaviour.text;
    for (const std::string& test : behaviour.tests) {
      EXPECT_TRUE(tests.contains(test)) << behaviour.text << ": there is no test " << test;
    }
  }
}

}  // namespace
}  // namespace sitrep::tables
