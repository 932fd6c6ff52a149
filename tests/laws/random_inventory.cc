#include "tests/laws/random_inventory.h"

#include <algorithm>
#include <deque>
#include <map>
#include <random>
#include <regex>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/row.h"
#include "base/status_macros.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::testing {
namespace {

using base::Cell;
using tables::Column;
using tables::ColumnType;
using tables::Table;

constexpr char kObservedAt[] = "2026-11-22T12:00:00.000Z";

// Prefix of the references of each table's objects, as vCenter writes them.
const std::map<std::string, std::string>& Prefixes() {
  static const auto* prefixes =
      new std::map<std::string, std::string>{{"host", "host-"},
                                             {"vm", "vm-"},
                                             {"datastore", "datastore-"},
                                             {"cluster", "domain-c"},
                                             {"resource_pool", "resgroup-"},
                                             {"network", "network-"},
                                             {"folder", "group-v"},
                                             {"datacenter", "datacenter-"},
                                             {"snapshot", "snapshot-"},
                                             {"alarm", "alarm-"}};
  return *prefixes;
}

class Generator {
 public:
  Generator(const checks::Pack& pack, const InventoryOptions& options)
      : options_(options), random_(options.seed) {
    const std::regex quoted("'([^']*)'");
    const std::regex word("[a-z_0-9]+");
    for (const checks::Check& check : pack.checks) {
      std::vector<std::string> literals;
      for (auto it = std::sregex_iterator(check.sql.begin(), check.sql.end(), quoted);
           it != std::sregex_iterator(); ++it) {
        literals.push_back((*it)[1]);
      }
      for (auto it = std::sregex_iterator(check.sql.begin(), check.sql.end(), word);
           it != std::sregex_iterator(); ++it) {
        auto& known = literals_[it->str()];
        known.insert(known.end(), literals.begin(), literals.end());
      }
    }
  }

  std::vector<Cell> Row(const Table& table, int number) {
    std::vector<Cell> row;
    for (const Column& column : table.columns) row.push_back(Value(table, column, number));
    for (const int key : table.key) {
      Cell& cell = row[static_cast<size_t>(key)];
      if (cell.is_null()) cell = Cell::Text(Keep(absl::StrCat("k", number)));
    }
    return row;
  }

  uint64_t Below(uint64_t limit) { return random_() % limit; }

 private:
  std::string_view Keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  // What a column such as host_moid refers to; `moid` is the row's own object.
  Cell ReferenceCell(const Table& table, const Column& column, int number) {
    if (column.name == "moid") {
      const auto own = Prefixes().find(table.name);
      return Cell::Text(
          Keep(absl::StrCat(own == Prefixes().end() ? "object-" : own->second, number + 1)));
    }
    const std::string target = column.name.substr(0, column.name.size() - 5);
    const auto prefix = Prefixes().find(target == "parent" || target == "owner" ? "cluster"
                                        : target == "entity"                    ? "host"
                                                                                : target);
    // Children crowd on few parents, so that joins and groups meet.
    const uint64_t spread =
        target == "cluster" || target == "parent" ? 3 : static_cast<uint64_t>(options_.rows);
    return Cell::Text(Keep(
        absl::StrCat(prefix == Prefixes().end() ? "object-" : prefix->second, 1 + Below(spread))));
  }

  Cell TextCell(const Table& table, const Column& column, int number) {
    const std::string& name = column.name;
    if (name == "source") return Cell::Text("4d9ae2a1-5b3f-4c1d-9e0a-7c5d8b1f2a3e");
    if (name == "observed_at") return Cell::Text(kObservedAt);
    if (absl::EndsWith(name, "moid")) return ReferenceCell(table, column, number);
    if (absl::EndsWith(name, "_at")) return Cell::Text(Keep(Time()));
    if (name == "configuration_file")
      return Cell::Text(Keep(absl::StrCat("[san-1] vm-", Below(4), "/vm.vmx")));
    if (name == "file")
      return Cell::Text(Keep(absl::StrCat("[san-1] vm-1/disk-00000", Below(3), ".vmdk")));
    if (absl::EndsWith(name, "uuid")) return Cell::Text(Keep(Uuid()));
    if (absl::EndsWith(name, "mac_address"))
      return Cell::Text(Keep(absl::StrCat("00:50:56:aa:bb:", 10 + number)));
    if (absl::EndsWith(name, "address"))
      return Cell::Text(Keep(absl::StrCat("10.1.2.", number + 1)));
    if (column.redaction == tables::ALIAS)
      return Cell::Text(Keep(absl::StrCat("name-", Below(20), ".example.com")));
    const std::vector<std::string>& known = literals_[name];
    if (known.empty() || Below(4) == 0) return Cell::Text(Keep(absl::StrCat("value ", Below(3))));
    return Cell::Text(known[Below(known.size())]);
  }

  Cell Value(const Table& table, const Column& column, int number) {
    if (!column.expression.empty()) return Cell::Null();
    const bool key = std::any_of(table.key.begin(), table.key.end(), [&](int index) {
      return table.columns[static_cast<size_t>(index)].name == column.name;
    });
    if (!key && Below(12) == 0 && column.name != "observed_at") return Cell::Null();
    switch (column.type) {
      case ColumnType::kText:
        return TextCell(table, column, number);
      case ColumnType::kBoolean:
        return Cell::Boolean(Below(2) == 0);
      case ColumnType::kInteger:
        return Cell::Integer(key ? number : Integers());
      case ColumnType::kReal:
        return Cell::Real(static_cast<double>(Below(1000)) / 10);
    }
    return Cell::Null();
  }

  int64_t Integers() {
    switch (Below(4)) {
      case 0:
        return 0;
      case 1:
        return static_cast<int64_t>(Below(20));
      default:
        return static_cast<int64_t>(Below(uint64_t{1} << 40));
    }
  }

  std::string Time() {
    const absl::Time now = *base::TimeFromText(kObservedAt);
    return base::TimeToText(now + absl::Hours(24) * (static_cast<int64_t>(Below(200)) - 100));
  }

  std::string Uuid() {
    char text[37];
    std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx",
                  static_cast<unsigned>(Below(1u << 31)), static_cast<unsigned>(Below(1 << 16)),
                  static_cast<unsigned>(Below(1 << 12)), static_cast<unsigned>(Below(1 << 12)),
                  static_cast<unsigned long long>(Below(uint64_t{1} << 48)));
    return text;
  }

  const InventoryOptions& options_;
  std::mt19937_64 random_;
  // By column name: what the checks that mention it compare with.
  std::map<std::string, std::vector<std::string>> literals_;
  std::deque<std::string> texts_;
};

bool IsAboutTheRun(const Table& table) {
  return table.name == "snapshot_info" || table.name == "coverage" ||
         table.name == "coverage_object" || table.name == "cost";
}

std::vector<Cell> RowOf(const Table& table, const std::map<std::string, Cell>& cells) {
  std::vector<Cell> row(table.columns.size());
  for (const auto& [name, cell] : cells) row.at(static_cast<size_t>(table.Find(name))) = cell;
  return row;
}

absl::Status AppendGaps(snapshot::SnapshotWriter& writer, Generator& generator) {
  const tables::Catalog& catalog = tables::Catalog::Get();
  const Cell source = Cell::Text("4d9ae2a1-5b3f-4c1d-9e0a-7c5d8b1f2a3e");
  for (const Table& table : catalog.tables()) {
    if (IsAboutTheRun(table) || generator.Below(2) == 0) continue;
    const Column& column = table.columns[generator.Below(table.columns.size())];
    RETURN_IF_ERROR(writer.Append(
        catalog.Find("coverage"),
        RowOf(catalog.table("coverage"), {{"source", source},
                                          {"table_name", Cell::Text(table.name)},
                                          {"column_name", Cell::Text(column.name)},
                                          {"status", Cell::Text("denied")},
                                          {"missing", Cell::Integer(1)},
                                          {"reason", Cell::Text("NoPermission")},
                                          {"privilege", Cell::Text("System.Read")}})));
    RETURN_IF_ERROR(writer.Append(
        catalog.Find("coverage_object"),
        RowOf(catalog.table("coverage_object"), {{"source", source},
                                                 {"table_name", Cell::Text(table.name)},
                                                 {"column_name", Cell::Text(column.name)},
                                                 {"moid", Cell::Text("host-2")}})));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteRandomInventory(const std::string& path, const checks::Pack& pack,
                                  const InventoryOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<snapshot::SnapshotWriter> writer,
                   snapshot::SnapshotWriter::Create(path));
  const tables::Catalog& catalog = tables::Catalog::Get();
  Generator generator(pack, options);
  std::vector<std::pair<int, std::vector<Cell>>> rows;
  for (const Table& table : catalog.tables()) {
    if (IsAboutTheRun(table)) continue;
    const int count = table.name == "source" ? 1 : options.rows;
    for (int i = 0; i < count; ++i)
      rows.emplace_back(catalog.Find(table.name), generator.Row(table, i));
  }
  // Rows that share a key replace one another: keep the first of each, so that order cannot matter.
  std::set<std::string> seen;
  std::erase_if(rows, [&](const auto& row) {
    const Table& table = catalog.tables()[static_cast<size_t>(row.first)];
    std::string key = table.name;
    for (const int index : table.key) {
      const Cell& cell = row.second[static_cast<size_t>(index)];
      absl::StrAppend(&key, "\n", cell.integer, " ",
                      absl::string_view(cell.text.data(), cell.text.size()));
    }
    return !seen.insert(key).second;
  });
  if (options.reverse) std::reverse(rows.begin(), rows.end());
  for (const auto& [table, row] : rows) RETURN_IF_ERROR(writer->Append(table, row));
  if (options.gaps) RETURN_IF_ERROR(AppendGaps(*writer, generator));
  RETURN_IF_ERROR(
      writer->Append(catalog.Find("snapshot_info"),
                     RowOf(catalog.table("snapshot_info"), {{"source", Cell::Text("snapshot")},
                                                            {"format_version", Cell::Integer(1)},
                                                            {"profile", Cell::Text("full")},
                                                            {"redacted", Cell::Boolean(false)}})));
  return writer->Seal();
}

}  // namespace sitrep::testing
