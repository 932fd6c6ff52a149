// The appliance's file systems: partitions from one resource, sizes from its monitoring.
#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "collectors/appliance/appliance_reader.h"

namespace sitrep::collectors {
namespace {

constexpr RestPart kPartitions = {"", "appliance/system/storage"};
constexpr RestPart kMonitored = {"", "appliance/monitoring"};
constexpr std::string_view kQuery = "appliance/monitoring/query";
// Values come every five or thirty minutes.
constexpr absl::Duration kLookBack = absl::Hours(1);

}  // namespace

std::string ApplianceReader::MonitoringQuery(const std::vector<std::string>& items) const {
  const bool rest = rest_.family() == RestFamily::kRest;
  const char* prefix = rest ? "item." : "";
  const std::string& end = context_.session.observed_at();
  const auto time = base::TimeFromText(end);
  const std::string begin = time.ok() ? base::TimeToText(*time - kLookBack) : end;
  std::string query = absl::StrCat(absl::string_view(kQuery.data(), kQuery.size()), "?", prefix,
                                   "interval=MINUTES30&", prefix, "function=MAX&", prefix,
                                   "start_time=", begin, "&", prefix, "end_time=", end);
  for (size_t i = 0; i < items.size(); ++i) {
    absl::StrAppend(&query, "&", prefix, "names", rest ? absl::StrCat(".", i + 1) : "", "=",
                    PathSegment(items[i]));
  }
  return query;
}

absl::StatusOr<Json> ApplianceReader::QueryFileSystems() {
  ASSIGN_OR_RETURN(const Json monitored, Ask(kMonitored));
  const std::vector<std::string> items = FileSystemItems(monitored);
  if (items.empty()) return absl::UnimplementedError("no file system is monitored");
  return rest_.Get(MonitoringQuery(items), CostName(kQuery));
}

absl::Status ApplianceReader::ReadStorage() {
  if (!context_.Wants("appliance_storage")) return absl::OkStatus();
  JsonTable table = Table("appliance_storage");
  const absl::StatusOr<Json> partitions = Ask(kPartitions);
  if (Ends(partitions.status())) return partitions.status();
  const absl::StatusOr<Json> series = QueryFileSystems();
  if (Ends(series.status())) return series.status();
  if (!partitions.ok() && !series.ok()) {
    table.NoteMissing(RestCoverage(series.status()), RestReason(series.status()));
    return absl::OkStatus();
  }
  if (!partitions.ok()) {
    table.NoteMissing("disk", RestCoverage(partitions.status()), RestReason(partitions.status()));
  }
  if (!series.ok()) {
    for (const std::string_view member : {"totalsize", "used"}) {
      table.NoteMissing(member, RestCoverage(series.status()), RestReason(series.status()));
    }
  }
  return Append(
      table, FileSystems(partitions.ok() ? *partitions : Json(), series.ok() ? *series : Json()));
}

}  // namespace sitrep::collectors
