#ifndef SITREP_REVIEW_CHANGE_GROUPS_H_
#define SITREP_REVIEW_CHANGE_GROUPS_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "review/change.h"

namespace sitrep::review {

// Equal changes of many objects.
struct ChangeGroup {
  const tables::Table* table = nullptr;
  RowState state = RowState::kChanged;
  const tables::Column* column = nullptr;  // when changed
  std::string before;                      // as a person reads it; empty with `various`
  std::string after;
  bool various = false;            // the column has too many different changes to tell each
  int64_t count = 0;               // rows
  std::vector<std::string> names;  // the first few
};

// ChangeGroups brings equal changes together: same table, same column, same values before and
// after.
//
// Lifecycle: Add any number of changes, then Take. Memory: bounded, however many changes there are.
// Threads: one.
class ChangeGroups {
 public:
  static constexpr size_t kNames = 3;    // told of a group
  static constexpr size_t kValues = 12;  // groups of one column; more are told as one

  void Add(const RowChange& change);
  // By table in the order of the declarations; what came and went first, then by column, the
  // largest group first.
  std::vector<ChangeGroup> Take();

 private:
  using Place = std::tuple<int, int, int>;  // table, state, column
  using Values = std::pair<std::string, std::string>;
  struct Column {
    std::map<Values, ChangeGroup> groups;
    ChangeGroup rest;  // all of them, for when there are too many
  };
  static constexpr size_t kMostValues = 1000;  // kept of one column until then

  void Count(const RowChange& change, const ColumnChange* column);
  std::map<Place, Column> columns_;
};

// The value as a person reads it: an object by its name, where it has one.
std::string ChangedText(const Datum& value, const std::string& name);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_CHANGE_GROUPS_H_
