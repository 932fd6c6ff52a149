#include "collectors/appliance/rest_resource.h"

#include <algorithm>

#include "absl/strings/str_replace.h"

namespace sitrep::collectors {
namespace {

constexpr RestResource Health(std::string_view component, std::string_view path) {
  return {.table = "appliance_health", .id = component, .parts = {{{"value", path}}}};
}

constexpr RestResource kResources[] = {
    {.table = "appliance_version",
     .parts = {{{"", "appliance/system/version"},
                {"uptime", "appliance/system/uptime"},
                {"hostname", "appliance/networking/dns/hostname"}}}},
    {.table = "appliance_health",
     .id = "system",
     .parts = {{{"value", "appliance/health/system"},
                {"checked", "appliance/health/system/lastcheck"}}}},
    Health("load", "appliance/health/load"),
    Health("mem", "appliance/health/mem"),
    Health("storage", "appliance/health/storage"),
    Health("swap", "appliance/health/swap"),
    Health("database-storage", "appliance/health/database-storage"),
    Health("applmgmt", "appliance/health/applmgmt"),
    Health("software-packages", "appliance/health/software-packages"),
    {.table = "appliance_update_state", .parts = {{{"", "appliance/update"}}}},
    // What the last check found: no check of our own, which would go out to the vendor.
    {.table = "appliance_update",
     .shape = RestShape::kList,
     .parts = {{{"", "appliance/update/pending?source_type=LAST_CHECK"}}},
     .none_is_not_found = true},
    {.table = "appliance_service",
     .shape = RestShape::kMap,
     .parts = {{{"", "vcenter/services", "", "appliance/vmon/service"}}}},
    {.table = "appliance_backup",
     .shape = RestShape::kMap,
     .parts = {{{"", "appliance/recovery/backup/job/details"}}}},
    {.table = "appliance_backup_schedule",
     .shape = RestShape::kMap,
     .parts = {{{"", "appliance/recovery/backup/schedules"}}}},
    {.table = "appliance_time",
     .parts = {{{"mode", "appliance/timesync"}, {"time", "appliance/system/time"}}}},
    {.table = "appliance_ntp", .shape = RestShape::kList, .parts = {{{"", "appliance/ntp"}}}},
    {.table = "appliance_network",
     .shape = RestShape::kList,
     .parts = {{{"", "appliance/networking/interfaces"}}}},
    {.table = "appliance_dns",
     .shape = RestShape::kList,
     .parts = {{{"", "appliance/networking/dns/servers"}}},
     .at = "servers"},
    {.table = "appliance_access", .id = "ssh", .parts = {{{"enabled", "appliance/access/ssh"}}}},
    {.table = "appliance_access", .id = "shell", .parts = {{{"", "appliance/access/shell"}}}},
    {.table = "appliance_access", .id = "dcui", .parts = {{{"enabled", "appliance/access/dcui"}}}},
    {.table = "appliance_access",
     .id = "consolecli",
     .parts = {{{"enabled", "appliance/access/consolecli"}}}},
    {.table = "tag_category",
     .shape = RestShape::kEach,
     .parts = {{{"", "cis/tagging/category", "com/vmware/cis/tagging/category"},
                {"", "cis/tagging/category/{}", "com/vmware/cis/tagging/category/id:{}"}}}},
    {.table = "tag",
     .shape = RestShape::kEach,
     .parts = {{{"", "cis/tagging/tag", "com/vmware/cis/tagging/tag"},
                {"", "cis/tagging/tag/{}", "com/vmware/cis/tagging/tag/id:{}"}}}},
};

}  // namespace

absl::Span<const RestResource> RestResources() { return kResources; }

std::string_view PathOf(const RestPart& part, RestFamily family) {
  const bool differs = family == RestFamily::kRest && !part.rest_path.empty();
  return differs ? part.rest_path : part.path;
}

std::string CostName(std::string_view path) {
  const absl::string_view plain(path.data(), std::min(path.size(), path.find('?')));
  return absl::StrReplaceAll(plain,
                             {{"com/vmware/", ""}, {"/id:{}", ".id"}, {"/{}", ".id"}, {"/", "."}});
}

}  // namespace sitrep::collectors
