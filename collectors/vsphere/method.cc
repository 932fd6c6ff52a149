#include "collectors/vsphere/method.h"

namespace sitrep::collectors {
namespace {

// All of them read, end something of ours, have files listed, or ask for a log bundle. A lost view
// dies with the session.
constexpr MethodRule kAllowed[] = {
    {"RetrieveServiceContent", true},
    {"Login", false},
    {"Logout", true},
    {"CurrentTime", true},
    {"HasPrivilegeOnEntities", true},
    {"CreateContainerView", true},
    {"DestroyView", true},
    {"RetrievePropertiesEx", true},
    {"ContinueRetrievePropertiesEx", true},
    {"CancelRetrievePropertiesEx", true},
    {"CreatePropertyCollector", true},
    {"DestroyPropertyCollector", true},
    {"CreateFilter", false},  // a second one would tell of everything twice
    {"DestroyPropertyFilter", true},
    {"WaitForUpdatesEx", true},
    {"CancelWaitForUpdates", true},
    {"FetchDVPorts", true},
    {"RetrieveDasAdvancedRuntimeInfo", true},
    {"QueryOptions", true},
    {"QueryPerf", true},
    {"RetrieveAllPermissions", true},
    {"QueryAssignedLicenses", true},
    {"CreateCollectorForEvents", true},
    {"CreateCollectorForTasks", true},
    {"ReadNextEvents", false},  // reads on: a page whose answer is lost would be skipped
    {"ReadNextTasks", false},
    {"SetCollectorPageSize", true},
    {"DestroyCollector", true},
    {"VsanQueryVcClusterHealthSummary", true},
    {"SearchDatastoreSubFolders_Task", false},
    {"GenerateLogBundles_Task", false},
    {"CancelTask", true},
};

}  // namespace

absl::Span<const MethodRule> AllowedMethods() { return kAllowed; }

const MethodRule* FindMethod(std::string_view name) {
  for (const MethodRule& rule : kAllowed) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

}  // namespace sitrep::collectors
