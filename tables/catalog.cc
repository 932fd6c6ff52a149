#include "tables/catalog.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "proto/tables/administration.pb.h"
#include "proto/tables/appliance.pb.h"
#include "proto/tables/cluster.pb.h"
#include "proto/tables/cluster_rule.pb.h"
#include "proto/tables/cluster_state.pb.h"
#include "proto/tables/datastore_file.pb.h"
#include "proto/tables/dvportgroup.pb.h"
#include "proto/tables/dvswitch.pb.h"
#include "proto/tables/dvswitch_part.pb.h"
#include "proto/tables/history.pb.h"
#include "proto/tables/host.pb.h"
#include "proto/tables/host_hardware.pb.h"
#include "proto/tables/host_network.pb.h"
#include "proto/tables/host_storage.pb.h"
#include "proto/tables/host_switch.pb.h"
#include "proto/tables/host_system.pb.h"
#include "proto/tables/host_volume.pb.h"
#include "proto/tables/inventory.pb.h"
#include "proto/tables/license.pb.h"
#include "proto/tables/network.pb.h"
#include "proto/tables/performance.pb.h"
#include "proto/tables/pool.pb.h"
#include "proto/tables/run.pb.h"
#include "proto/tables/storage.pb.h"
#include "proto/tables/storage_pod.pb.h"
#include "proto/tables/tag.pb.h"
#include "proto/tables/vm.pb.h"
#include "proto/tables/vm_device.pb.h"
#include "proto/tables/vm_file.pb.h"
#include "proto/tables/vm_guest.pb.h"
#include "proto/tables/vm_setting.pb.h"
#include "proto/tables/vsan_health.pb.h"

namespace sitrep::tables {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// The order of tables in every snapshot, page and run. A table that refers to another comes after
// it.
std::vector<const Descriptor*> Declarations() {
  return {SnapshotInfo::descriptor(),
          Source::descriptor(),
          Datacenter::descriptor(),
          Folder::descriptor(),
          ComputeResource::descriptor(),
          Cluster::descriptor(),
          ClusterRule::descriptor(),
          ClusterRuleVm::descriptor(),
          ClusterGroup::descriptor(),
          ClusterGroupVm::descriptor(),
          ClusterGroupHost::descriptor(),
          ClusterHaOverride::descriptor(),
          ClusterDrsOverride::descriptor(),
          ClusterReadinessOverride::descriptor(),
          ClusterDpmOverride::descriptor(),
          ClusterHaOption::descriptor(),
          ClusterDrsOption::descriptor(),
          ClusterHaDatastore::descriptor(),
          ClusterFailoverHost::descriptor(),
          ClusterHaRuntime::descriptor(),
          ClusterHaHostSlot::descriptor(),
          ClusterHaLargeVm::descriptor(),
          ClusterHaHeartbeat::descriptor(),
          ClusterFault::descriptor(),
          ClusterRecommendation::descriptor(),
          ClusterIssue::descriptor(),
          VsanCluster::descriptor(),
          Host::descriptor(),
          HostService::descriptor(),
          HostSensor::descriptor(),
          HostHardwareStatus::descriptor(),
          HostCpuPackage::descriptor(),
          HostNumaNode::descriptor(),
          HostPciDevice::descriptor(),
          HostGraphics::descriptor(),
          HostFeatureCapability::descriptor(),
          HostNic::descriptor(),
          HostVmknic::descriptor(),
          HostVmknicIpv6::descriptor(),
          HostVmknicService::descriptor(),
          HostNetstack::descriptor(),
          HostRoute::descriptor(),
          HostDnsServer::descriptor(),
          HostDnsSearchDomain::descriptor(),
          HostDomain::descriptor(),
          HostVswitch::descriptor(),
          HostVswitchUplink::descriptor(),
          HostPortgroup::descriptor(),
          HostProxySwitch::descriptor(),
          HostProxySwitchUplink::descriptor(),
          HostProxySwitchPort::descriptor(),
          HostHba::descriptor(),
          HostLun::descriptor(),
          HostMultipath::descriptor(),
          HostPath::descriptor(),
          HostMount::descriptor(),
          HostVmfsExtent::descriptor(),
          VsanHost::descriptor(),
          VsanDiskGroup::descriptor(),
          VsanDisk::descriptor(),
          HostTime::descriptor(),
          HostNtpServer::descriptor(),
          HostOption::descriptor(),
          HostFirewallRuleset::descriptor(),
          HostAuthentication::descriptor(),
          HostIssue::descriptor(),
          HostIoFilter::descriptor(),
          HostAutostart::descriptor(),
          HostCertificate::descriptor(),
          HostProfile::descriptor(),
          HostProfileEntity::descriptor(),
          ResourcePool::descriptor(),
          Vapp::descriptor(),
          VappEntity::descriptor(),
          Vm::descriptor(),
          VmExtraConfig::descriptor(),
          VmFeatureRequirement::descriptor(),
          VmIssue::descriptor(),
          VmDisk::descriptor(),
          VmNic::descriptor(),
          VmCdrom::descriptor(),
          VmUsb::descriptor(),
          VmDevice::descriptor(),
          VmSnapshot::descriptor(),
          VmSnapshotLayout::descriptor(),
          VmSnapshotFile::descriptor(),
          VmDiskFile::descriptor(),
          VmFile::descriptor(),
          VmDatastoreUsage::descriptor(),
          VmPartition::descriptor(),
          VmGuestNic::descriptor(),
          VmGuestAddress::descriptor(),
          Datastore::descriptor(),
          DatastoreExtent::descriptor(),
          DatastoreMount::descriptor(),
          DatastoreCluster::descriptor(),
          DatastoreClusterRule::descriptor(),
          DatastoreClusterRuleVm::descriptor(),
          DatastoreClusterOverride::descriptor(),
          DatastoreClusterOption::descriptor(),
          Network::descriptor(),
          OpaqueNetwork::descriptor(),
          Dvswitch::descriptor(),
          DvswitchHost::descriptor(),
          DvswitchHostNic::descriptor(),
          DvswitchHostRuntime::descriptor(),
          DvswitchHostHealth::descriptor(),
          DvswitchHealthCheck::descriptor(),
          DvswitchLacp::descriptor(),
          DvswitchPvlan::descriptor(),
          DvswitchMirror::descriptor(),
          DvswitchTraffic::descriptor(),
          Dvportgroup::descriptor(),
          DvportgroupVlanRange::descriptor(),
          Dvport::descriptor(),
          TriggeredAlarm::descriptor(),
          Alarm::descriptor(),
          License::descriptor(),
          LicenseFeature::descriptor(),
          LicenseEvaluation::descriptor(),
          LicenseAssignment::descriptor(),
          Permission::descriptor(),
          Role::descriptor(),
          RolePrivilege::descriptor(),
          Session::descriptor(),
          Extension::descriptor(),
          ScheduledTask::descriptor(),
          Setting::descriptor(),
          CustomAttribute::descriptor(),
          CustomAttributeValue::descriptor(),
          Event::descriptor(),
          Task::descriptor(),
          HistoryGap::descriptor(),
          Performance::descriptor(),
          PerformanceCounter::descriptor(),
          PerformanceSample::descriptor(),
          ApplianceVersion::descriptor(),
          ApplianceHealth::descriptor(),
          ApplianceUpdateState::descriptor(),
          ApplianceUpdate::descriptor(),
          ApplianceCertificate::descriptor(),
          ApplianceService::descriptor(),
          ApplianceStorage::descriptor(),
          ApplianceBackup::descriptor(),
          ApplianceBackupSchedule::descriptor(),
          ApplianceTime::descriptor(),
          ApplianceNtp::descriptor(),
          ApplianceNetwork::descriptor(),
          ApplianceDns::descriptor(),
          ApplianceAccess::descriptor(),
          TagCategory::descriptor(),
          Tag::descriptor(),
          TagAssignment::descriptor(),
          VsanClusterHealth::descriptor(),
          VsanHealth::descriptor(),
          DatastoreFile::descriptor(),
          Coverage::descriptor(),
          CoverageObject::descriptor(),
          Cost::descriptor()};
}

std::vector<std::string> SplitList(const std::string& text) {
  std::vector<std::string> parts;
  for (absl::string_view part : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    parts.emplace_back(absl::StripAsciiWhitespace(part));
  }
  return parts;
}

absl::StatusOr<ColumnType> TypeOf(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return ColumnType::kText;
    case FieldDescriptor::CPPTYPE_INT64:
      return ColumnType::kInteger;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return ColumnType::kReal;
    case FieldDescriptor::CPPTYPE_BOOL:
      return ColumnType::kBoolean;
    default:
      return absl::InvalidArgumentError("a column is string, int64, double or bool");
  }
}

absl::StatusOr<Column> ReadColumn(const FieldDescriptor& field, bool child_table) {
  const ColumnOptions& options = field.options().GetExtension(column);
  Column result;
  result.name = field.name();
  ASSIGN_OR_RETURN(result.type, TypeOf(field));
  result.path_text = options.path();
  if (!options.path().empty()) {
    ASSIGN_OR_RETURN(result.path, ParsePath(options.path(), child_table));
  }
  result.expression = options.expression();
  result.unit = options.unit();
  result.redaction = options.class_();
  result.change = options.change();
  result.decode = options.decode();
  result.multiply = options.multiply() == 0 ? 1 : options.multiply();
  if (options.has_absent_when()) result.absent_when = options.absent_when();
  result.lab_absent = options.lab_absent();
  result.privilege = options.privilege();
  result.profile = options.profile();
  result.public_like.assign(options.public_like().begin(), options.public_like().end());
  return result;
}

// "Type.property" or "table.column" in two.
absl::Status SplitAtDot(const std::string& text, const char* what, std::string& first,
                        std::string& second) {
  if (text.empty()) return absl::OkStatus();
  const std::vector<std::string> parts = absl::StrSplit(text, absl::MaxSplits('.', 1));
  if (parts.size() != 2) return absl::InvalidArgumentError(absl::StrCat(what, " has two parts"));
  first = parts[0];
  second = parts[1];
  return absl::OkStatus();
}

// Parts of hosts and machines are many; all else is light.
Profile ProfileOf(const TableOptions& options, const Table& table) {
  if (options.profile() != BY_KIND) return options.profile();
  const bool part =
      table.each && !table.objects.empty() &&
      (table.objects.front() == "HostSystem" || table.objects.front() == "VirtualMachine");
  return part ? FULL : LIGHT;
}

absl::Status ReadKey(const TableOptions& options, Table& table) {
  for (const std::string& name : SplitList(options.key())) {
    const int index = table.Find(name);
    if (index < 0)
      return absl::InvalidArgumentError(absl::StrCat("key column ", name, " is not declared"));
    table.key.push_back(index);
  }
  if (table.key.empty()) return absl::InvalidArgumentError("it has no key");
  return absl::OkStatus();
}

absl::StatusOr<Table> ReadTable(const Descriptor& message) {
  const TableOptions& options = message.options().GetExtension(tables::table);
  Table table;
  table.name = options.name();
  table.objects = SplitList(options.object());
  if (!options.each().empty()) {
    ASSIGN_OR_RETURN(table.each, ParsePath(options.each(), /*relative=*/false));
  }
  table.recurse = options.recurse();
  table.root_only = options.root_only();
  RETURN_IF_ERROR(SplitAtDot(options.references(), "references", table.references_table,
                             table.references_column));
  RETURN_IF_ERROR(SplitAtDot(options.via(), "via", table.via_type, table.via_property));
  table.method = options.method();
  table.arguments = options.arguments();
  table.reader = options.reader();
  table.privilege = options.privilege();
  table.profile = ProfileOf(options, table);
  table.vcenter_only = options.vcenter_only();
  for (int i = 0; i < message.field_count(); ++i) {
    absl::StatusOr<Column> column = ReadColumn(*message.field(i), table.relative());
    if (!column.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat(message.field(i)->name(), ": ", column.status().message()));
    }
    table.columns.push_back(*std::move(column));
  }
  RETURN_IF_ERROR(ReadKey(options, table));
  return table;
}

}  // namespace

int Table::Find(std::string_view column) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == column) return static_cast<int>(i);
  }
  return -1;
}

Catalog::Catalog() {
  for (const Descriptor* message : Declarations()) {
    absl::StatusOr<Table> table = ReadTable(*message);
    if (!table.ok()) {
      std::fprintf(stderr, "table declaration %s: %s\n", message->full_name().c_str(),
                   std::string(table.status().message()).c_str());
      std::abort();
    }
    tables_.push_back(*std::move(table));
  }
}

const Catalog& Catalog::Get() {
  static const Catalog* catalog = new Catalog;
  return *catalog;
}

int Catalog::Find(std::string_view table) const {
  for (size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i].name == table) return static_cast<int>(i);
  }
  return -1;
}

const Table& Catalog::table(std::string_view name) const {
  return tables_.at(static_cast<size_t>(Find(name)));
}

std::string_view SqlType(ColumnType type) {
  switch (type) {
    case ColumnType::kText:
      return "TEXT";
    case ColumnType::kInteger:
    case ColumnType::kBoolean:
      return "INTEGER";
    case ColumnType::kReal:
      return "REAL";
  }
  return "TEXT";
}

std::string CreateTableSql(const Table& table) {
  std::vector<std::string> lines;
  for (const Column& column : table.columns) {
    const std::string_view type = SqlType(column.type);
    lines.push_back(
        absl::StrCat("  ", column.name, " ", absl::string_view(type.data(), type.size())));
  }
  std::vector<std::string> key;
  for (const int index : table.key) key.push_back(table.columns[static_cast<size_t>(index)].name);
  lines.push_back(absl::StrCat("  PRIMARY KEY (", absl::StrJoin(key, ", "), ")"));
  return absl::StrCat("CREATE TABLE ", table.name, " (\n", absl::StrJoin(lines, ",\n"),
                      "\n) STRICT, WITHOUT ROWID");
}

}  // namespace sitrep::tables
