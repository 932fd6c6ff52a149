#ifndef SITREP_REVIEW_DATUM_H_
#define SITREP_REVIEW_DATUM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/row.h"

namespace sitrep::review {

// A cell that owns its text; the first alternative is NULL. Ordered and compared by value.
using Datum = std::variant<std::monostate, int64_t, double, std::string>;

Datum ToDatum(const base::Cell& cell);
// The value alone; "NULL" when it is absent.
std::string DatumText(const Datum& datum);
inline bool IsNull(const Datum& datum) { return datum.index() == 0; }

// As SQLite orders keys: NULL, numbers, then text by its bytes. Negative, zero or positive.
int CompareCells(const base::Cell& a, const base::Cell& b);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_DATUM_H_
