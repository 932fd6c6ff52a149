#ifndef SITREP_BASE_ROW_H_
#define SITREP_BASE_ROW_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace sitrep::base {

// Cell is one typed value of a row, or NULL. A view: the text must outlive the cell. Cheap to copy.
struct Cell {
  enum class Kind : uint8_t { kNull, kInteger, kReal, kText };

  static Cell Null() { return Cell{}; }
  static Cell Integer(int64_t value) {
    Cell cell;
    cell.kind = Kind::kInteger;
    cell.integer = value;
    return cell;
  }
  static Cell Boolean(bool value) { return Integer(value ? 1 : 0); }
  static Cell Real(double value) {
    Cell cell;
    cell.kind = Kind::kReal;
    cell.real = value;
    return cell;
  }
  static Cell Text(std::string_view value) {
    Cell cell;
    cell.kind = Kind::kText;
    cell.text = value;
    return cell;
  }

  // NULL for an empty text.
  static Cell TextOrNull(std::string_view value) { return value.empty() ? Null() : Text(value); }

  bool is_null() const { return kind == Kind::kNull; }

  Kind kind = Kind::kNull;
  union {
    int64_t integer = 0;
    double real;
  };
  std::string_view text;  // when kText
};

bool operator==(const Cell& a, const Cell& b);

// A row: one cell per column, in declared order. Expression columns are NULL on the way in.
using Row = absl::Span<const Cell>;

// RowSink takes complete rows; whoever fills a snapshot meets whoever keeps it here.
//
// Lifecycle: Append() any number of times; the sink's owner ends it. Ownership: cells are read
// during the call only. Threads: one at a time. Failure: a row is kept whole or not at all; after
// an error the sink takes no more rows.
class RowSink {
 public:
  virtual ~RowSink() = default;
  // `table` is an index into tables::Catalog::Get().tables().
  virtual absl::Status Append(int table, Row row) = 0;
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_ROW_H_
