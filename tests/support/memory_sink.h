#ifndef SITREP_TESTS_SUPPORT_MEMORY_SINK_H_
#define SITREP_TESTS_SUPPORT_MEMORY_SINK_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/row.h"

namespace sitrep::tests {

// MemorySink keeps rows as text, by key, as a snapshot would: a row replaces an earlier one with
// the same key. NULL is kNull. Threads: one at a time.
class MemorySink : public base::RowSink {
 public:
  static constexpr char kNull[] = "NULL";
  using TextRow = std::vector<std::string>;
  using Rows = std::map<TextRow, TextRow>;  // by key cells

  absl::Status Append(int table, base::Row row) override;

  const Rows& rows(const std::string& table) const;
  int64_t count(const std::string& table) const;
  // The cell of the row whose `key_column` holds `key`; "no row" when there is none.
  std::string Cell(const std::string& table, const std::string& key_column, const std::string& key,
                   const std::string& column) const;
  // The column's values, in the order of the keys.
  std::vector<std::string> Column(const std::string& table, const std::string& column) const;
  // The first difference to another sink's inventory, in words; empty when there is none.
  std::string DifferenceTo(const MemorySink& other) const;

 private:
  std::map<int, Rows> tables_;
};

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_SUPPORT_MEMORY_SINK_H_
