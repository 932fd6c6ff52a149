// tables/rvtools.tsv says where each column of an RVTools workbook comes from in a snapshot, or why
// it cannot. This test holds the file to the workbook's shape and to the declared tables, makes
// docs/reference/rvtools.md of it and compares; with SITREP_UPDATE=1 it writes the page.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <regex>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/file.h"
#include "tables/catalog.h"

namespace sitrep::tables {
namespace {

struct Line {
  std::string tab;
  std::string column;
  std::string origin;

  bool cannot() const { return origin.starts_with("- "); }
  std::string place() const { return absl::StrCat(tab, ", ", column, ": ", origin); }
};

std::vector<Line> ReadMapping() {
  auto text = base::ReadFile(absl::StrCat(SITREP_SOURCE_DIR, "/tables/rvtools.tsv"));
  EXPECT_TRUE(text.ok()) << text.status();
  std::vector<Line> lines;
  if (!text.ok()) return lines;
  for (absl::string_view row : absl::StrSplit(*text, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> parts = absl::StrSplit(row, '\t');
    EXPECT_EQ(parts.size(), 3u) << row;
    if (parts.size() == 3) lines.push_back({parts[0], parts[1], parts[2]});
  }
  EXPECT_FALSE(lines.empty());
  if (!lines.empty()) lines.erase(lines.begin());  // the headings
  return lines;
}

// Each table.column that a text names.
std::vector<std::pair<std::string, std::string>> ColumnsNamed(const std::string& text) {
  static const std::regex name("\\b([a-z][a-z0-9_]*)\\.([a-z][a-z0-9_]*)\\b");
  std::vector<std::pair<std::string, std::string>> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), name); at != std::sregex_iterator();
       ++at) {
    found.emplace_back((*at)[1], (*at)[2]);
  }
  return found;
}

TEST(RvtoolsReference, EveryColumnOfEveryTabIsThereOnceInTheOrderOfTheWorkbook) {
  const std::vector<std::pair<std::string, int>> tabs = {
      {"vInfo", 90},      {"vCPU", 29},       {"vMemory", 33},    {"vDisk", 40},
      {"vPartition", 22}, {"vNetwork", 27},   {"vCD", 20},        {"vUSB", 25},
      {"vSnapshot", 21},  {"vTools", 29},     {"vSource", 14},    {"vRP", 49},
      {"vCluster", 34},   {"vHost", 70},      {"vHBA", 13},       {"vNIC", 14},
      {"vSwitch", 23},    {"vPort", 22},      {"dvSwitch", 30},   {"dvPort", 41},
      {"vSC_VMK", 15},    {"vDatastore", 30}, {"vMultiPath", 35}, {"vLicense", 10},
      {"vFileInfo", 8},   {"vHealth", 5},     {"vMetaData", 4}};
  std::vector<std::pair<std::string, int>> found;
  std::set<std::string> seen;
  for (const Line& line : ReadMapping()) {
    if (found.empty() || found.back().first != line.tab) found.emplace_back(line.tab, 0);
    ++found.back().second;
    EXPECT_TRUE(seen.insert(absl::StrCat(line.tab, "\t", line.column)).second) << line.place();
  }
  EXPECT_EQ(found, tabs);
}

TEST(RvtoolsReference, EveryColumnNamedIsDeclared) {
  const Catalog& catalog = Catalog::Get();
  for (const Line& line : ReadMapping()) {
    const auto columns = ColumnsNamed(line.origin);
    EXPECT_TRUE(line.cannot() || !columns.empty()) << line.place();
    for (const auto& [table, column] : columns) {
      ASSERT_GE(catalog.Find(table), 0) << line.place();
      EXPECT_GE(catalog.table(table).Find(column), 0) << line.place();
    }
  }
}

TEST(RvtoolsReference, WhatCannotBeGivenHasAReason) {
  for (const Line& line : ReadMapping()) {
    if (line.origin.starts_with("-")) {
      EXPECT_TRUE(line.cannot() && line.origin.size() > 20) << line.place();
    }
  }
}

constexpr char kIntroduction[] =
    "# Columns of an RVTools workbook\n\n"
    "Made from `tables/rvtools.tsv` by `tests/reference`; do not edit. Where each column of the 27 "
    "tabs comes from in a\n"
    "[snapshot](tables.md), or why it cannot be given.\n\n"
    "`A.x via B.y` is column x of the row of A that B.y names. Every join is within one `source`, "
    "and of parts of a machine or host\n"
    "within that machine or host. Of several values a workbook shows a list. Sizes are stored in "
    "bytes; 1048576 is a MiB. Truth values are 0\n"
    "and 1, times UTC text.\n\n"
    "Custom attributes, which RVTools inserts as columns of their own, are "
    "`custom_attribute_value.value` of the object, headed by\n"
    "`custom_attribute.name`.\n";

std::string Cell(const std::string& text) { return absl::StrReplaceAll(text, {{"|", "\\|"}}); }

TEST(RvtoolsReference, ThePageIsWhatTheMappingSays) {
  std::string page = kIntroduction;
  std::string tab;
  for (const Line& line : ReadMapping()) {
    if (line.tab != tab) {
      tab = line.tab;
      absl::StrAppend(&page, "\n## ", tab, "\n\n| column | from |\n|---|---|\n");
    }
    std::string origin = line.origin;
    if (line.cannot()) origin = absl::StrCat("cannot be given: ", origin.substr(2));
    absl::StrAppend(&page, "| ", Cell(line.column), " | ", Cell(origin), " |\n");
  }
  const std::string path = absl::StrCat(SITREP_SOURCE_DIR, "/docs/reference/rvtools.md");
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    ASSERT_TRUE(base::WriteFileAtomically(path, page, 0644).ok());
  }
  auto committed = base::ReadFile(path);
  ASSERT_TRUE(committed.ok()) << committed.status();
  EXPECT_TRUE(*committed == page) << "docs/reference/rvtools.md is stale: run SITREP_UPDATE=1 "
                                     "build/dev/bin/tests_reference_rvtools_test";
}

}  // namespace
}  // namespace sitrep::tables
