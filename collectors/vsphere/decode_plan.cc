#include "collectors/vsphere/decode_plan.h"

#include <algorithm>
#include <set>

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

bool Concerns(std::string_view a, std::string_view b) {
  return a == b || IsPart(a, b) || IsPart(b, a);
}

bool SameUnit(const TypePlan& plan, const std::string& type, const Table& table) {
  const Catalog& catalog = Catalog::Get();
  const int references = table.references_table.empty() ? -1 : catalog.Find(table.references_table);
  return plan.type == type && plan.root_only == table.root_only &&
         plan.reference_table == references;
}

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
  return plan;
}

void AddProperties(const Table& table, std::set<std::string>& properties) {
  if (table.each) properties.insert(table.each->property);
  for (const Column& column : table.columns) {
    if (!column.path.property.empty()) properties.insert(column.path.property);
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

ColumnPlan CompileColumn(const TypePlan& plan, const Table& table, const Column& column) {
  ColumnPlan result;
  result.declared = &column;
  result.decode = column.decode;
  result.type = column.type;
  result.time = column.type == tables::ColumnType::kText && column.decode == tables::VALUE &&
                column.name.ends_with("_at");
  if (column.path_text.empty()) return result;
  if (column.path.special == "@source") {
    result.from = ColumnPlan::From::kSource;
  } else if (column.path.special == "@ref") {
    result.from = ColumnPlan::From::kReference;
  } else if (column.path.special == "@type") {
    result.from = ColumnPlan::From::kType;
  } else if (table.each) {
    result.from = ColumnPlan::From::kElement;
    result.origin.steps = column.path.steps;
  } else {
    result.from = ColumnPlan::From::kProperty;
    result.origin = Locate(plan, column.path);
    // A single value is the property's value itself, not a child of it.
    if (column.decode != tables::COUNT && column.path.steps.empty()) result.origin.array = false;
  }
  return result;
}

TablePlan CompileTable(const TypePlan& plan, int index) {
  const Table& table = Catalog::Get().tables()[static_cast<size_t>(index)];
  TablePlan result;
  result.table = index;
  result.recurse = table.recurse;
  if (table.each) {
    result.child = true;
    result.each = Locate(plan, *table.each);
  }
  for (const Column& column : table.columns) {
    result.columns.push_back(CompileColumn(plan, table, column));
  }
  for (const int key : table.key) result.columns[static_cast<size_t>(key)].key = true;
  return result;
}

}  // namespace

std::vector<TypePlan> CompilePlans(const std::vector<int>& tables, const WholeProperties& whole) {
  const std::vector<Table>& declared = Catalog::Get().tables();
  std::vector<TypePlan> plans;
  std::vector<std::vector<int>> members;
  for (const int index : tables) {
    const Table& table = declared[static_cast<size_t>(index)];
    for (const std::string& type : table.objects) {
      if (type == "ServiceInstance") continue;  // known from the session
      auto found = std::find_if(plans.begin(), plans.end(),
                                [&](const TypePlan& plan) { return SameUnit(plan, type, table); });
      if (found == plans.end()) {
        plans.push_back(MakeUnit(type, table));
        members.emplace_back();
        found = plans.end() - 1;
      }
      members[static_cast<size_t>(found - plans.begin())].push_back(index);
    }
  }
  for (size_t i = 0; i < plans.size(); ++i) {
    std::set<std::string> properties;
    for (const int index : members[i]) {
      AddProperties(declared[static_cast<size_t>(index)], properties);
    }
    if (const auto asked = whole.find(plans[i].type); asked != whole.end()) {
      properties.insert(asked->second.begin(), asked->second.end());
    }
    plans[i].properties = WithoutParts(properties);
    for (const int index : members[i]) plans[i].tables.push_back(CompileTable(plans[i], index));
  }
  return plans;
}

int FindConcerned(const TypePlan& plan, std::string_view path, int from) {
  for (size_t i = static_cast<size_t>(from); i < plan.properties.size(); ++i) {
    if (Concerns(plan.properties[i], path)) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace sitrep::collectors
