#include "collectors/vsphere/api_version.h"

#include <optional>
#include <pugixml.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace sitrep::collectors {
namespace {

// 6.7.1 and 6.7.1.0 are the same version.
std::optional<std::vector<int>> Numbers(std::string_view version) {
  std::vector<int> numbers;
  for (absl::string_view part :
       absl::StrSplit(absl::string_view(version.data(), version.size()), '.')) {
    int number = 0;
    if (!absl::SimpleAtoi(part, &number) || number < 0) return std::nullopt;
    numbers.push_back(number);
  }
  while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
  return numbers;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadApiVersions(std::string_view document) {
  pugi::xml_document parsed;
  if (!parsed.load_buffer(document.data(), document.size())) {
    return absl::DataLossError("vimServiceVersions.xml is not XML");
  }
  std::vector<std::string> versions;
  for (const pugi::xml_node space : parsed.child("namespaces").children("namespace")) {
    if (std::string_view(space.child_value("name")) != "urn:vim25") continue;
    versions.emplace_back(space.child_value("version"));
    for (const pugi::xml_node prior : space.child("priorVersions").children("version")) {
      versions.emplace_back(prior.child_value());
    }
  }
  if (versions.empty()) return absl::DataLossError("vimServiceVersions.xml names no urn:vim25");
  return versions;
}

std::string ChooseApiVersion(const std::vector<std::string>& server) {
  const auto highest = Numbers(kHighestApiVersion);
  auto best = Numbers(kLowestApiVersion);
  std::string chosen(kLowestApiVersion);
  for (const std::string& version : server) {
    const auto numbers = Numbers(version);
    if (!numbers || *numbers > *highest || *numbers <= *best) continue;
    best = numbers;
    chosen = version;
  }
  return chosen;
}

}  // namespace sitrep::collectors
