#include "collectors/vsphere/vsan_answer.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

constexpr size_t kLongestId = 128;
constexpr size_t kLongestWord = 20;

// The columns are public: only a word can be one.
std::string HealthWord(const pugi::xml_node& node) {
  const std::string text = absl::AsciiStrToLower(TextOf(node));
  const bool word = !text.empty() && text.size() <= kLongestWord &&
                    std::all_of(text.begin(), text.end(), absl::ascii_islower);
  return word ? text : "unknown";
}

bool IsPlainId(const std::string& text) {
  return !text.empty() && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
         });
}

// The id, or a place for one that is missing, no plain word, or there already.
std::string UniqueId(const pugi::xml_node& node, const char* kind, std::set<std::string>& taken) {
  std::string id = TextOf(node);
  if (!IsPlainId(id) || taken.contains(id)) id = absl::StrCat(kind, taken.size());
  taken.insert(id);
  return id;
}

void ReadGroup(const pugi::xml_node& group, std::set<std::string>& groups, VsanSummary& summary) {
  VsanTest test;
  test.group_id = UniqueId(ChildNamed(group, "groupId"), "group", groups);
  test.group_health = HealthWord(ChildNamed(group, "groupHealth"));
  test.group_label = TextOf(ChildNamed(group, "groupName"));
  std::set<std::string> tests;
  for (const pugi::xml_node node : group.children()) {
    if (LocalName(node.name()) != "groupTests") continue;
    test.test_id = UniqueId(ChildNamed(node, "testId"), "test", tests);
    test.health = HealthWord(ChildNamed(node, "testHealth"));
    test.label = TextOf(ChildNamed(node, "testName"));
    test.description = TextOf(ChildNamed(node, "testShortDescription"));
    summary.tests.push_back(test);
  }
}

}  // namespace

absl::StatusOr<VsanSummary> ReadVsanSummary(std::string_view answer) {
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const pugi::xml_node response =
      Descend(document, {"Envelope", "Body", "VsanQueryVcClusterHealthSummaryResponse"});
  if (!response) {
    return absl::DataLossError("VsanQueryVcClusterHealthSummary: the answer is none");
  }
  const pugi::xml_node value = ChildNamed(response, "returnval");
  VsanSummary summary;
  summary.health = HealthWord(ChildNamed(value, "overallHealth"));
  summary.description = TextOf(ChildNamed(value, "overallHealthDescription"));
  summary.tested_at = TextOf(ChildNamed(value, "timestamp"));
  std::set<std::string> groups;
  for (const pugi::xml_node node : value.children()) {
    if (LocalName(node.name()) == "groups") ReadGroup(node, groups, summary);
  }
  return summary;
}

}  // namespace sitrep::collectors
