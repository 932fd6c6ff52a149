#include "collectors/vsphere/vsan_reader.h"

#include <algorithm>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/status_macros.h"
#include "collectors/vsphere/cell_text.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/vsan_endpoint.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using base::Cell;

constexpr size_t kClustersAtOnce = 20;
constexpr int kMostSilent = 2;

bool IsFailing(const VsanTest& test) { return test.health == "yellow" || test.health == "red"; }

std::string_view StatusOfTransport(const absl::Status& status) {
  if (absl::IsPermissionDenied(status)) return "denied";
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ? "unreachable" : "failed";
}

// The service itself is not there, for this cluster or any other.
bool IsNoService(const absl::Status& status) {
  return absl::IsUnimplemented(status) && !FaultOf(status);
}

// One run over the clusters.
class VsanRun {
 public:
  VsanRun(ReaderContext& context, const VsanFreshness& freshness)
      : context_(context), freshness_(freshness), endpoint_(context.session) {}

  absl::Status Go();

 private:
  absl::StatusOr<std::vector<Reference>> ClustersWithVsan();
  absl::Status ReadCluster(const Reference& cluster);
  absl::StatusOr<VsanSummary> Ask(const Reference& cluster, bool& kept);
  absl::Status Write(const Reference& cluster, const VsanSummary& summary, bool kept);
  absl::Status WriteTests(const Reference& cluster, const VsanSummary& summary);
  void NoteCluster(const absl::Status& status, const std::string& moid);
  void NoteAll(std::string_view status, std::string_view reason);

  ReaderContext& context_;
  const VsanFreshness freshness_;
  VsanEndpoint endpoint_;
  int fresh_ = 0;
  int silent_ = 0;  // clusters in a row for which no answer came in time
};

void VsanRun::NoteAll(std::string_view status, std::string_view reason) {
  for (const int table : context_.tables) context_.gaps.AddWhole(table, -1, status, reason);
}

void VsanRun::NoteCluster(const absl::Status& status, const std::string& moid) {
  const std::optional<Fault> fault = FaultOf(status);
  const std::string reason = fault ? fault->type : absl::StatusCodeToString(status.code());
  const std::string privilege = fault ? fault->privilege : "";
  const std::string_view kind = fault ? StatusOf(*fault) : StatusOfTransport(status);
  for (const int table : context_.tables) {
    context_.gaps.AddObject(table, -1, kind, reason, privilege, moid);
  }
}

absl::StatusOr<std::vector<Reference>> VsanRun::ClustersWithVsan() {
  ASSIGN_OR_RETURN(const std::vector<Reference> all, context_.objects("ClusterComputeResource"));
  std::vector<Reference> clusters;
  for (size_t at = 0; at < all.size(); at += kClustersAtOnce) {
    RetrieveSpec spec;
    spec.type = "ClusterComputeResource";
    spec.paths = {"configurationEx"};
    const size_t end = std::min(all.size(), at + kClustersAtOnce);
    spec.objects.assign(all.begin() + static_cast<std::ptrdiff_t>(at),
                        all.begin() + static_cast<std::ptrdiff_t>(end));
    RETURN_IF_ERROR(ReadProperties(context_.session, spec, [&](const PropertyValue& property) {
      if (property.missing != nullptr) {
        NoteCluster(FaultStatus(*property.missing, "RetrievePropertiesEx"), property.object.value);
      }
      if (property.value == nullptr) return;
      const std::string enabled = TextOf(Descend(*property.value, {"vsanConfigInfo", "enabled"}));
      if (ReadBoolean(enabled).value_or(false)) clusters.push_back(property.object);
    }));
  }
  return clusters;
}

absl::StatusOr<VsanSummary> VsanRun::Ask(const Reference& cluster, bool& kept) {
  absl::StatusOr<VsanSummary> summary = endpoint_.Kept(cluster);
  kept = true;
  if (!summary.ok() || !summary->empty() || fresh_ >= freshness_.most) return summary;
  ++fresh_;
  kept = false;
  return endpoint_.Fresh(cluster, freshness_.pause);
}

absl::Status VsanRun::Write(const Reference& cluster, const VsanSummary& summary, bool kept) {
  std::string tested_at;
  const bool timed = ReadWireTime(summary.tested_at, tested_at) == TimeReading::kTime;
  int64_t failing = 0;
  for (const VsanTest& test : summary.tests) failing += IsFailing(test) ? 1 : 0;
  const Cell cells[] = {Cell::Text(context_.session.source_key()),
                        Cell::Text(cluster.value),
                        Cell::Text(summary.health),
                        timed ? Cell::Text(tested_at) : Cell::Null(),
                        Cell::Boolean(kept),
                        Cell::Integer(static_cast<int64_t>(summary.tests.size())),
                        Cell::Integer(failing),
                        Cell::TextOrNull(summary.description)};
  return context_.sink.Append(tables::Catalog::Get().Find("vsan_cluster_health"), cells);
}

absl::Status VsanRun::WriteTests(const Reference& cluster, const VsanSummary& summary) {
  const int table = tables::Catalog::Get().Find("vsan_health");
  for (const VsanTest& test : summary.tests) {
    const Cell cells[] = {Cell::Text(context_.session.source_key()),
                          Cell::Text(cluster.value),
                          Cell::Text(test.group_id),
                          Cell::Text(test.test_id),
                          Cell::Text(test.health),
                          Cell::Text(test.group_health),
                          Cell::TextOrNull(test.group_label),
                          Cell::TextOrNull(test.label),
                          Cell::TextOrNull(test.description)};
    RETURN_IF_ERROR(context_.sink.Append(table, cells));
  }
  return absl::OkStatus();
}

absl::Status VsanRun::ReadCluster(const Reference& cluster) {
  bool kept = true;
  absl::StatusOr<VsanSummary> summary = absl::DeadlineExceededError("not asked any more");
  if (silent_ < kMostSilent) summary = Ask(cluster, kept);
  const absl::Status& status = summary.status();
  // These concern the source or the session, not this cluster.
  if (absl::IsCancelled(status) || IsSessionLoss(status) || IsNoService(status)) return status;
  silent_ = absl::IsDeadlineExceeded(status) ? silent_ + 1 : 0;
  if (!status.ok()) {
    NoteCluster(status, cluster.value);
    return absl::OkStatus();
  }
  if (context_.Wants("vsan_cluster_health")) RETURN_IF_ERROR(Write(cluster, *summary, kept));
  if (context_.Wants("vsan_health")) RETURN_IF_ERROR(WriteTests(cluster, *summary));
  return absl::OkStatus();
}

absl::Status VsanRun::Go() {
  ASSIGN_OR_RETURN(const std::vector<Reference> clusters, ClustersWithVsan());
  int64_t done = 0;
  for (const Reference& cluster : clusters) {
    const absl::Status status = ReadCluster(cluster);
    if (IsNoService(status)) {
      NoteAll("not_supported", "vsanHealth");
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(status);
    context_.progress(++done);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadVsanHealth(ReaderContext& context, const VsanFreshness& freshness) {
  return VsanRun(context, freshness).Go();
}

absl::Status ReadVsan(ReaderContext& context) { return ReadVsanHealth(context, {}); }

}  // namespace sitrep::collectors
