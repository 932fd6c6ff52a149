#include "redact/sample_snapshot.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/row.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::redact {
namespace {

constexpr char kSource[] = "5f0a1b2c-1111-4222-8333-444455556666";

void MustBeOk(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "sample snapshot: %s\n", status.ToString().c_str());
  std::abort();
}

void AppendRow(snapshot::SnapshotWriter& writer, const SampleRow& row) {
  const int index = tables::Catalog::Get().Find(row.table);
  const tables::Table& table = tables::Catalog::Get().tables()[static_cast<size_t>(index)];
  std::vector<base::Cell> cells(table.columns.size());
  for (const auto& [name, value] : row.cells) {
    const size_t column = static_cast<size_t>(table.Find(name));
    const bool text = table.columns[column].type == tables::ColumnType::kText;
    cells.at(column) = text ? base::Cell::Text(value) : base::Cell::Integer(std::stoll(value));
  }
  MustBeOk(writer.Append(index, cells));
}

}  // namespace

void WriteSampleSnapshot(const std::string& path, const std::vector<SampleRow>& rows) {
  auto writer = snapshot::SnapshotWriter::Create(path);
  MustBeOk(writer.status());
  AppendRow(
      **writer,
      {"snapshot_info",
       {{"source", "snapshot"}, {"format_version", "1"}, {"redacted", "0"}, {"partial", "0"}}});
  for (const SampleRow& row : rows) AppendRow(**writer, row);
  MustBeOk((*writer)->Seal());
}

std::vector<SampleRow> SampleSite() {
  const std::string s = kSource;
  return {
      {"source",
       {{"source", s}, {"address", "vcsa01.corp.acme-site.com:443"}, {"version", "8.0.3"}}},
      {"folder", {{"source", s}, {"moid", "group-v3"}, {"name", "Finance %2f Payroll"}}},
      {"cluster", {{"source", s}, {"moid", "domain-c7"}, {"name", "Prod Cluster"}}},
      {"host",
       {{"source", s},
        {"moid", "host-12"},
        {"name", "esx01.corp.acme-site.com"},
        {"cluster_moid", "domain-c7"},
        {"hardware_uuid", "30393137-3436-584d-5131-323430324b31"},
        {"dns_host_name", "esx01"},
        {"dns_domain_name", "corp.acme-site.com"}}},
      {"host", {{"source", s}, {"moid", "host-13"}, {"name", "esx02.corp.acme-site.com"}}},
      {"vm",
       {{"source", s},
        {"moid", "vm-101"},
        {"name", "payroll-db"},
        {"host_moid", "host-12"},
        {"annotation", "owner Jane Roe, password=hunter2"},
        {"ip_address", "10.20.30.40"},
        {"guest_host_name", "payroll-db.corp.acme-site.com"},
        {"instance_uuid", "5014aaaa-bbbb-4ccc-8ddd-eeeeffff0001"}}},
      {"vm",
       {{"source", s}, {"moid", "vm-102"}, {"name", "Build Agent 7"}, {"host_moid", "host-13"}}},
      {"vm_disk",
       {{"source", s},
        {"vm_moid", "vm-101"},
        {"device_key", "2000"},
        {"label", "Hard disk 1"},
        {"file", "[san-gold] payroll-db/payroll-db-000002.vmdk"},
        {"datastore_moid", "datastore-5"}}},
      {"vm_nic",
       {{"source", s},
        {"vm_moid", "vm-101"},
        {"device_key", "4000"},
        {"mac_address", "00:50:56:9a:11:22"}}},
      {"datastore",
       {{"source", s},
        {"moid", "datastore-5"},
        {"name", "san-gold"},
        {"url", "ds:///vmfs/volumes/5f3e2c1a-12345678-abcd-0123456789ab/"}}},
      {"triggered_alarm",
       {{"source", s},
        {"alarm_key", "alarm-1.host-12"},
        {"alarm_moid", "alarm-1"},
        {"entity_moid", "host-12"},
        {"acknowledged_by", "CORP\\jroe"}}},
  };
}

}  // namespace sitrep::redact
