#include "backend/test_site.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <vector>

#include "backend/contracts.h"
#include "backend/plan.h"
#include "backend/requests.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::backend {
namespace {

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << std::endl;
  std::abort();
}

template <typename T>
T Value(absl::StatusOr<T> value) {
  Check(value.status());
  return *std::move(value);
}

using Cells = std::map<std::string, base::Cell>;

void AppendRow(snapshot::SnapshotWriter& writer, const std::string& table_name,
               const Cells& cells) {
  const tables::Catalog& catalog = tables::Catalog::Get();
  const int index = catalog.Find(table_name);
  std::vector<base::Cell> row;
  for (const tables::Column& column : catalog.tables()[static_cast<size_t>(index)].columns) {
    const auto cell = cells.find(column.name);
    row.push_back(cell == cells.end() ? base::Cell::Null() : cell->second);
  }
  Check(writer.Append(index, row));
}

// A table with a DROP column, a row with a value in it, and keys.
void AppendDropped(snapshot::SnapshotWriter& writer) {
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    for (const tables::Column& column : table.columns) {
      if (column.redaction != tables::DROP || column.type != tables::ColumnType::kText) continue;
      Cells cells = {{column.name, base::Cell::Text("secret")}};
      for (const int key : table.key) {
        const tables::Column& part = table.columns[static_cast<size_t>(key)];
        const bool text = part.type == tables::ColumnType::kText;
        cells[part.name] = text ? base::Cell::Text("key") : base::Cell::Integer(1);
      }
      return AppendRow(writer, table.name, cells);
    }
  }
  std::abort();
}

}  // namespace

TestFolder::TestFolder()
    : path_(absl::StrCat(std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "/tmp",
                         "/sitrep-backend-test.XXXXXX")) {
  if (mkdtemp(path_.data()) == nullptr) std::abort();
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

absl::Time TestNow() { return absl::FromUnixSeconds(1'795'428'000); }

TestTenant AddTenant(Store& store, const std::string& name, absl::Time now) {
  Contract contract;
  contract.tenant = name;
  contract.time_zone = "Europe/Berlin";
  Check(Contracts(store).Put(contract, now));
  Agents agents(store);
  const std::string token = Value(agents.IssueToken(name, now + absl::Hours(1), now));
  TestTenant tenant;
  tenant.agent.id = base::RandomUuid();
  tenant.agent.tenant = name;
  tenant.agent.name = absl::StrCat("agent of ", name);
  tenant.agent.enrolled_at = base::TimeToText(now);
  Check(agents.Enrol(token, tenant.agent, now));
  tenant.request = OpenRequest(store, tenant.agent, "first", now);
  return tenant;
}

std::string OpenRequest(Store& store, const Agent& agent, const std::string& client_token,
                        absl::Time now) {
  OpenRequestRequest request;
  request.set_title("hosts lose their datastore");
  request.set_severity(1);
  request.set_client_token(client_token);
  const Contract contract = Value(Contracts(store).Get(agent.tenant));
  return Value(Requests(store).Open(agent, request, contract, Plans::BuiltIn(), now)).id();
}

sitrep::Open Announce(const std::string& text, ArtifactKind kind, const std::string& request) {
  sitrep::Open open;
  open.set_sha256(base::Sha256Hex(text));
  open.set_size(static_cast<int64_t>(text.size()));
  open.set_kind(kind);
  open.set_request(request);
  open.set_name("evidence");
  return open;
}

std::string SomeBytes(size_t size, uint32_t seed) {
  std::mt19937 generator(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(generator());
  return bytes;
}

std::string MakeSnapshot(const std::string& folder, TestSnapshot kind) {
  const std::string path = absl::StrCat(folder, "/made.sitrep");
  Check(base::RemoveFile(path));
  auto writer = Value(snapshot::SnapshotWriter::Create(path));
  Cells info = {{"source", base::Cell::Text("snapshot")},
                {"format_version", base::Cell::Integer(tables::Catalog::kFormatVersion)},
                {"redacted", base::Cell::Boolean(kind != TestSnapshot::kRaw)},
                {"partial", base::Cell::Boolean(false)}};
  if (kind != TestSnapshot::kWithoutKey)
    info["alias_key_id"] = base::Cell::Text("0123456789abcdef");
  AppendRow(*writer, "snapshot_info", info);
  AppendRow(*writer, "source",
            {{"source", base::Cell::Text("11111111-2222-4333-8444-555555555555")},
             {"observed_at", base::Cell::Text("2026-11-22T12:00:00.000Z")},
             {"version", base::Cell::Text("8.0.3")}});
  AppendRow(*writer, "host",
            {{"source", base::Cell::Text("11111111-2222-4333-8444-555555555555")},
             {"moid", base::Cell::Text("host-17")},
             {"name", base::Cell::Text("h-abcdef.x-123456.example")},
             {"connection_state", base::Cell::Text("notResponding")}});
  if (kind == TestSnapshot::kWithDroppedValue) AppendDropped(*writer);
  Check(writer->Seal());
  if (kind == TestSnapshot::kWithAnotherTable) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    auto database = Value(base::Database::Open(path, base::Database::Mode::kReadWrite));
    Check(
        database.Execute("CREATE TABLE smuggled(name TEXT); INSERT INTO smuggled VALUES('esx1')"));
  }
  return Value(base::ReadFile(path));
}

}  // namespace sitrep::backend
