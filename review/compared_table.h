#ifndef SITREP_REVIEW_COMPARED_TABLE_H_
#define SITREP_REVIEW_COMPARED_TABLE_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "review/datum.h"
#include "tables/catalog.h"

namespace sitrep::review {

// What kind of identifier a column holds: it is another in another source, for the same thing.
enum class Referent { kNone, kSource, kObject, kTag, kCategory, kRole, kAttribute, kSwitch };
Referent ReferentOf(std::string_view column);
// A reference to an object that has no mark or name by which another source could know it.
bool IsNameless(std::string_view column);

// How far a key column names its row from one snapshot to the next.
enum class KeyKind {
  kSteady,    // it names the row
  kNumber,    // a number or reference the source gave: it names the row unless the row shifted
  kPosition,  // the place in a list: it names nothing
};

// How a table is compared, from its declaration.
struct ComparedTable {
  const tables::Table* table = nullptr;
  bool tells_rows = true;           // that a row came or went is a change
  std::vector<int> columns;         // those that are read: the key first, then what is compared
  std::vector<Referent> referents;  // one for each of `columns`
  std::vector<KeyKind> key_kinds;   // one for each column of the key
  size_t group = 1;     // leading key columns that name the object that rows are parts of
  bool across = false;  // numbers are another source's

  size_t key_size() const { return key_kinds.size(); }
  const tables::Column& column(size_t i) const { return table->columns[columns[i]]; }
  // Rows belong to objects that coverage names by the second column.
  bool of_objects() const;
  // Place in `columns` of what a person calls the row by; -1: nothing.
  int name_column() const;
};

// How the table is compared; nothing when it is not: tables about the run, records of what
// happened, and tables that say nothing of the classes asked for.
std::optional<ComparedTable> CompareHow(const tables::Table& table, bool across, bool runtime);

// A row of a compared table, in the order of its columns.
struct ComparedRow {
  std::vector<Datum> raw;
  std::vector<Datum> mapped;  // identifiers replaced by what both sides share; empty: as raw

  const Datum& at(size_t i) const { return mapped.empty() ? raw[i] : mapped[i]; }
};

// Which row of one side is which of the other. Indexes into the two lists.
struct Pairing {
  std::vector<std::pair<size_t, size_t>> pairs;
  std::vector<size_t> removed;
  std::vector<size_t> added;
};

// Matches the rows of one object, by the declared key first. What is left is matched, where the key
// holds a place or a number, by equal contents, then by name, and places by their order.
Pairing MatchRows(const ComparedTable& table, const std::vector<ComparedRow>& before,
                  const std::vector<ComparedRow>& after);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_COMPARED_TABLE_H_
