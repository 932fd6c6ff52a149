#ifndef SITREP_COLLECTORS_VSPHERE_DECODE_PLAN_H_
#define SITREP_COLLECTORS_VSPHERE_DECODE_PLAN_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/vsphere/omission.h"
#include "tables/catalog.h"

namespace sitrep::collectors {

// Where a value begins: one of the properties asked for, or what the program knows without asking.
struct Origin {
  int property = -1;   // index into TypePlan::properties; -1: none
  bool array = false;  // walk from the children of the property's value, which is an ArrayOf...
  std::vector<tables::Step> steps;
};

struct ColumnPlan {
  // kElement: walk from the element of a child table; kIndex, kText: its place and its own text
  enum class From { kNothing, kSource, kReference, kType, kProperty, kElement, kIndex, kText };
  From from = From::kNothing;
  Origin origin;
  tables::Decode decode = tables::VALUE;
  tables::ColumnType type = tables::ColumnType::kText;
  bool time = false;  // text that is a point in time
  bool key = false;
  const tables::Column* declared = nullptr;
  const Omission* omitted = nullptr;  // set: left out of this run on purpose
};

struct TablePlan {
  int table = -1;  // index into the catalog
  bool child = false;
  Origin each;  // of a child table
  std::string recurse;
  std::vector<ColumnPlan> columns;
};

// One unit of reading: a managed object type, the properties to ask, and the tables its objects
// fill.
struct TypePlan {
  std::string type;
  bool root_only = false;
  int reference_table = -1;  // set: objects are those that this column of an earlier table names
  int reference_column = -1;
  std::string via_type;  // set: objects are those that via_property of the one such object names
  std::string via_property;
  std::string method;  // set: rows are what it returns for each object, and there are no properties
  std::string arguments;
  std::vector<std::string> properties;  // none is a part of another
  std::vector<TablePlan> tables;
  int page_objects = 100;
};

// Properties to ask for whole, by type, beside those that are declared: what is declared below them
// is then taken from them.
using WholeProperties = std::map<std::string, std::vector<std::string>>;

// Compiles the declarations of `tables` (catalog indexes, declared order) into units, in the order
// to read them. Tables that are filled without asking (source, coverage, ...) or by a reader of
// their own give none. Columns of `omissions`, which must outlive the plans, are not asked for.
std::vector<TypePlan> CompilePlans(const std::vector<int>& tables,
                                   const WholeProperties& whole = {},
                                   const Omissions& omissions = {});
// The plan of one table whose rows a reader of its own finds: each is one <returnval> of an answer.
TypePlan CompileReturned(int table);

// True for a type that container views list; others are found by name, reference or property.
bool IsInventoryType(std::string_view type);

// True when one path is the other, or a part of it.
bool Concerns(std::string_view a, std::string_view b);

// Index of the property that `path` is, lies in, or has parts of; -1 when none is concerned. From
// `from` on.
int FindConcerned(const TypePlan& plan, std::string_view path, int from = 0);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DECODE_PLAN_H_
