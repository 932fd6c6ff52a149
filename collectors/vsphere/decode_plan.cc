#include "collectors/vsphere/decode_plan.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_split.h"

namespace sitrep::collectors {
namespace {

using tables::Catalog;
using tables::Column;
using tables::Path;
using tables::Step;
using tables::Table;

// Heavy objects come in small pages, so that an answer stays at a few MB.
constexpr int kDefaultPage = 100;
constexpr int kHostPage = 20;

bool IsPart(std::string_view path, std::string_view of) {
  return path.size() > of.size() && path.starts_with(of) && path[of.size()] == '.';
}

// What the unit reads, without what it reads of it.
TypePlan MakeUnit(const std::string& type, const Table& table) {
  const Catalog& catalog = Catalog::Get();
  TypePlan plan;
  plan.type = type;
  plan.root_only = table.root_only;
  plan.page_objects = type == "HostSystem" ? kHostPage : kDefaultPage;
  if (!table.references_table.empty()) {
    plan.reference_table = catalog.Find(table.references_table);
    plan.reference_column = catalog.table(table.references_table).Find(table.references_column);
  }
  plan.via_type = table.via_type;
  plan.via_property = table.via_property;
  plan.method = table.method;
  plan.arguments = table.arguments;
  return plan;
}

bool SameUnit(const TypePlan& a, const TypePlan& b) {
  const auto parts = [](const TypePlan& plan) {
    return std::tie(plan.type, plan.root_only, plan.reference_table, plan.reference_column,
                    plan.via_type, plan.via_property, plan.method, plan.arguments);
  };
  return parts(a) == parts(b);
}

const Omission* FindOmission(const Omissions& omissions, int table, size_t column) {
  const auto found = omissions.find({table, static_cast<int>(column)});
  return found == omissions.end() ? nullptr : &found->second;
}

void AddProperties(int index, const Table& table, const Omissions& omissions,
                   std::set<std::string>& properties) {
  if (!table.method.empty()) return;
  if (table.each) properties.insert(table.each->property);
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& property = table.columns[i].path.property;
    if (!property.empty() && FindOmission(omissions, index, i) == nullptr) {
      properties.insert(property);
    }
  }
}

std::vector<std::string> WithoutParts(const std::set<std::string>& properties) {
  std::vector<std::string> result;
  for (const std::string& path : properties) {
    const bool part = std::any_of(properties.begin(), properties.end(),
                                  [&](const std::string& other) { return IsPart(path, other); });
    if (!part) result.push_back(path);
  }
  return result;
}

// The property asked for may be a whole of which the path's own is a part; the difference becomes
// steps.
Origin Locate(const TypePlan& plan, const Path& path) {
  Origin origin;
  for (size_t i = 0; i < plan.properties.size(); ++i) {
    const std::string& asked = plan.properties[i];
    if (path.property == asked) {
      origin.property = static_cast<int>(i);
      origin.array = path.steps.empty() || path.steps.front().kind == Step::Kind::kType ||
                     path.steps.front().kind == Step::Kind::kHasChild ||
                     path.steps.front().kind == Step::Kind::kEquals;
    } else if (IsPart(path.property, asked)) {
      origin.property = static_cast<int>(i);
      for (absl::string_view name : absl::StrSplit(path.property.substr(asked.size() + 1), '.')) {
        Step step;
        step.name = std::string(name);
        origin.steps.push_back(std::move(step));
      }
    }
  }
  origin.steps.insert(origin.steps.end(), path.steps.begin(), path.steps.end());
  return origin;
}

using From = ColumnPlan::From;

From SpecialOrigin(const std::string& special) {
  if (special == "@source") return From::kSource;
  if (special == "@ref") return From::kReference;
  if (special == "@type") return From::kType;
  if (special == "@index") return From::kIndex;
  if (special == "@text") return From::kText;
  return From::kNothing;
}

ColumnPlan CompileColumn(const TypePlan& plan, const Table& table, const Column& column) {
  ColumnPlan result;
  result.declared = &column;
  result.decode = column.decode;
  result.type = column.type;
  result.time = column.type == tables::ColumnType::kText && column.decode == tables::VALUE &&
                column.name.ends_with("_at");
  if (column.path_text.empty()) return result;
  if (!column.path.special.empty()) {
    result.from = SpecialOrigin(column.path.special);
  } else if (table.relative()) {
    result.from = From::kElement;
    result.origin.steps = column.path.steps;
  } else {
    result.from = From::kProperty;
    result.origin = Locate(plan, column.path);
    // A single value is the property's value itself, not a child of it.
    const bool several = column.decode == tables::COUNT || column.decode == tables::SUM ||
                         column.decode == tables::LIST;
    if (!several && column.path.steps.empty()) result.origin.array = false;
  }
  return result;
}

TablePlan CompileTable(const TypePlan& plan, int index, const Omissions& omissions) {
  const Table& table = Catalog::Get().tables()[static_cast<size_t>(index)];
  TablePlan result;
  result.table = index;
  result.recurse = table.recurse;
  result.child = table.relative();
  if (table.each) result.each = Locate(plan, *table.each);
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Omission* omitted = FindOmission(omissions, index, i);
    result.columns.push_back(CompileColumn(plan, table, table.columns[i]));
    if (omitted == nullptr) continue;
    result.columns.back().from = From::kNothing;
    result.columns.back().omitted = omitted;
  }
  for (const int key : table.key) result.columns[static_cast<size_t>(key)].key = true;
  return result;
}

// ServiceInstance is known from the session.
bool IsReadByPlan(const Table& table) {
  return table.reader.empty() && !table.objects.empty() &&
         table.objects.front() != "ServiceInstance";
}

struct Unit {
  TypePlan plan;
  std::vector<int> members;
};

std::vector<Unit> GatherUnits(const std::vector<int>& tables) {
  std::vector<Unit> units;
  for (const int index : tables) {
    const Table& table = Catalog::Get().tables()[static_cast<size_t>(index)];
    if (!IsReadByPlan(table)) continue;
    for (const std::string& type : table.objects) {
      TypePlan plan = MakeUnit(type, table);
      auto found = std::find_if(units.begin(), units.end(),
                                [&](const Unit& unit) { return SameUnit(unit.plan, plan); });
      if (found == units.end()) found = units.insert(units.end(), Unit{std::move(plan), {}});
      found->members.push_back(index);
    }
  }
  return units;
}

}  // namespace

std::vector<TypePlan> CompilePlans(const std::vector<int>& tables, const WholeProperties& whole,
                                   const Omissions& omissions) {
  const std::vector<Table>& declared = Catalog::Get().tables();
  std::vector<TypePlan> plans;
  for (Unit& unit : GatherUnits(tables)) {
    TypePlan& plan = unit.plan;
    std::set<std::string> properties;
    for (const int index : unit.members) {
      AddProperties(index, declared[static_cast<size_t>(index)], omissions, properties);
    }
    if (const auto asked = whole.find(plan.type); asked != whole.end() && plan.method.empty()) {
      properties.insert(asked->second.begin(), asked->second.end());
    }
    plan.properties = WithoutParts(properties);
    for (const int index : unit.members) {
      plan.tables.push_back(CompileTable(plan, index, omissions));
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

TypePlan CompileReturned(int table) {
  const Table& declared = Catalog::Get().tables()[static_cast<size_t>(table)];
  TypePlan plan = MakeUnit(declared.objects.front(), declared);
  plan.method = declared.reader;
  plan.tables.push_back(CompileTable(plan, table, {}));
  return plan;
}

bool IsInventoryType(std::string_view type) {
  static constexpr std::string_view kTypes[] = {"ClusterComputeResource",
                                                "ComputeResource",
                                                "Datacenter",
                                                "Datastore",
                                                "DistributedVirtualPortgroup",
                                                "DistributedVirtualSwitch",
                                                "Folder",
                                                "HostSystem",
                                                "ManagedEntity",
                                                "Network",
                                                "OpaqueNetwork",
                                                "ResourcePool",
                                                "StoragePod",
                                                "VirtualApp",
                                                "VirtualMachine",
                                                "VmwareDistributedVirtualSwitch"};
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

bool Concerns(std::string_view a, std::string_view b) {
  return a == b || IsPart(a, b) || IsPart(b, a);
}

int FindConcerned(const TypePlan& plan, std::string_view path, int from) {
  for (size_t i = static_cast<size_t>(from); i < plan.properties.size(); ++i) {
    if (Concerns(plan.properties[i], path)) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace sitrep::collectors
