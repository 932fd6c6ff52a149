#ifndef SITREP_TABLES_CATALOG_H_
#define SITREP_TABLES_CATALOG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/tables/options.pb.h"
#include "tables/path.h"

namespace sitrep::tables {

enum class ColumnType { kText, kInteger, kReal, kBoolean };

struct Column {
  std::string name;
  ColumnType type = ColumnType::kText;
  std::string path_text;  // empty for an expression or a column the program fills
  Path path;
  std::string expression;  // SQL over this row's other columns
  std::string unit;
  Redaction redaction = DROP;
  Change change = IDENTITY;
  Decode decode = VALUE;
  int64_t multiply = 1;
  std::optional<int64_t> absent_when;
  std::string lab_absent;
  std::string privilege;                 // needed beside the table's; empty: none
  Profile profile = BY_KIND;             // BY_KIND: whenever the table is read
  std::vector<std::string> public_like;  // of PUBLIC text: only what matches one leaves as it is
};

struct Table {
  std::string name;
  std::vector<std::string>
      objects;               // managed object types; empty: the program writes the rows itself
  std::optional<Path> each;  // set for a child table
  std::string recurse;
  std::vector<int> key;  // column indexes
  bool root_only = false;
  std::string references_table;  // set: objects are those named by that column of that table
  std::string references_column;
  std::string via_type;  // set: objects are those that via_property of the source's one such names
  std::string via_property;
  std::string method;     // set: rows are what it returns for each object
  std::string arguments;  // of the method, XML
  std::string reader;     // set: filled by code of that name
  std::string privilege;  // needed beyond System.View and System.Read; empty: none
  Profile profile = LIGHT;
  bool vcenter_only = false;
  std::vector<Column> columns;

  // Index of the column, or -1.
  int Find(std::string_view column) const;
  // Paths of columns begin at an element, not at the object.
  bool relative() const { return each.has_value() || !method.empty() || !reader.empty(); }
};

// Catalog is what proto/tables declares, read once from the descriptors; every room asks it, none
// repeats it.
//
// Threads: any. Failure: a declaration that contradicts itself ends the program at start with the
// place; a test over the whole catalog keeps that from happening to users.
class Catalog {
 public:
  static const Catalog& Get();
  const std::vector<Table>& tables() const { return tables_; }
  // Index of the table, or -1.
  int Find(std::string_view table) const;
  // The table; the name must exist.
  const Table& table(std::string_view name) const;

  // Version of the model: grows when tables or columns are added (changes are additive only).
  static constexpr int64_t kFormatVersion = 2;

 private:
  Catalog();
  std::vector<Table> tables_;
};

// The SQLite type of a column: TEXT, INTEGER or REAL.
std::string_view SqlType(ColumnType type);
// CREATE TABLE for a STRICT table with its primary key.
std::string CreateTableSql(const Table& table);

}  // namespace sitrep::tables

#endif  // SITREP_TABLES_CATALOG_H_
