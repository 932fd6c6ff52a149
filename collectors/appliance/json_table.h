#ifndef SITREP_COLLECTORS_APPLIANCE_JSON_TABLE_H_
#define SITREP_COLLECTORS_APPLIANCE_JSON_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/row.h"
#include "collectors/appliance/json.h"
#include "collectors/vsphere/gap_ledger.h"
#include "tables/catalog.h"

namespace sitrep::collectors {

// One element that becomes one row.
struct JsonElement {
  std::string_view id;  // @ref; empty: none
  size_t index = 0;     // @index
  const Json* value = nullptr;
};

// JsonTable turns elements into rows of one table: the path of a column is the chain of members
// that leads to its value; @text is the element itself.
//
// Ownership: what it is given must outlive it. Threads: one. Failure: the sink's errors alone; a
// value that does not fit its column is NULL and noted as a gap `malformed`, and so is a row
// without its key.
class JsonTable {
 public:
  // `privilege` is what coverage names where the table is denied; empty: not known.
  JsonTable(std::string_view table, std::string_view source, std::string_view privilege,
            base::RowSink& sink, GapLedger& gaps);

  absl::Status Append(const JsonElement& element);
  // Columns below that member are missing from all rows.
  void NoteMissing(std::string_view member, std::string_view status, std::string_view reason);
  // The row of one id is missing, or the whole table.
  void NoteMissingRow(std::string_view id, std::string_view status, std::string_view reason);
  void NoteMissing(std::string_view status, std::string_view reason);

  int index() const { return index_; }

 private:
  base::Cell ReadCell(int column, const JsonElement& element);
  bool HasKey() const;
  std::string_view PrivilegeFor(std::string_view status) const;

  const int index_;
  const tables::Table& table_;
  const std::string source_;
  const std::string privilege_;
  base::RowSink& sink_;
  GapLedger& gaps_;
  std::vector<std::string> scratch_;  // by column
  std::vector<base::Cell> cells_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_JSON_TABLE_H_
