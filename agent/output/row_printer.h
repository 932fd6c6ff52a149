#ifndef SITREP_AGENT_OUTPUT_ROW_PRINTER_H_
#define SITREP_AGENT_OUTPUT_ROW_PRINTER_H_

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "agent/format.h"
#include "base/row.h"

namespace sitrep::agent {

// RowPrinter prints rows as an aligned table, as CSV (RFC 4180, with a header) or as a JSON array
// of objects.
//
// Lifecycle: Columns() once, Row() any number of times, Finish() once. CSV and JSON are printed as
// rows come; the table keeps them until Finish(), to know its widths. Ownership: `out` must outlive
// it. Threads: one.
class RowPrinter {
 public:
  static std::unique_ptr<RowPrinter> Make(Format format, std::ostream& out);
  virtual ~RowPrinter() = default;
  virtual void Columns(const std::vector<std::string>& names) = 0;
  virtual void Row(base::Row cells) = 0;
  virtual void Finish() = 0;
};

// A small result as rows, for commands whose result is a list.
struct ResultTable {
  using Value = std::variant<std::monostate, int64_t, double, std::string>;
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;

  void Print(Format format, std::ostream& out) const;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_ROW_PRINTER_H_
