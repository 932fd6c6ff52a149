#include "redact/kept_names.h"

#include <string>
#include <unordered_map>

#include "absl/strings/ascii.h"

namespace sitrep::redact {
namespace {

// What VMware and the operating systems ship under these names everywhere.
constexpr std::string_view kNames[] = {
    // Accounts.
    "root", "vpxuser", "dcui", "nobody", "daemon", "SYSTEM",
    // The machine itself.
    "localhost", "localdomain", "local",
    // Root folders and the standalone host's own objects.
    "Datacenters", "vm", "host", "network", "datastore", "ha-datacenter", "ha-host",
    "ha-folder-root", "ha-folder-vm", "ha-folder-host", "ha-folder-network", "ha-folder-datastore",
    "ha-root-pool", "ha-compute-res", "Resources",
    // Parts of every path.
    "vmfs", "volumes", "vmimages", "vsan", "vvol", "vmware", ".sdd.sf", ".dvsData", ".vSphere-HA"};

std::unordered_map<std::string, std::string_view> ByLowerCase() {
  std::unordered_map<std::string, std::string_view> names;
  for (const std::string_view name : kNames) {
    names.emplace(absl::AsciiStrToLower(absl::string_view(name.data(), name.size())), name);
  }
  return names;
}

}  // namespace

std::string_view KeptName(std::string_view lower) {
  static const auto* const names =
      new std::unordered_map<std::string, std::string_view>(ByLowerCase());
  if (lower.size() > 32) return {};
  const auto found = names->find(std::string(lower));
  return found == names->end() ? std::string_view() : found->second;
}

}  // namespace sitrep::redact
