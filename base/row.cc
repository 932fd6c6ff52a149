#include "base/row.h"

namespace sitrep::base {

bool operator==(const Cell& a, const Cell& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Cell::Kind::kNull:
      return true;
    case Cell::Kind::kInteger:
      return a.integer == b.integer;
    case Cell::Kind::kReal:
      return a.real == b.real;
    case Cell::Kind::kText:
      return a.text == b.text;
  }
  return false;
}

}  // namespace sitrep::base
