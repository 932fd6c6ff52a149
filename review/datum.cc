#include "review/datum.h"

#include "absl/strings/str_cat.h"

namespace sitrep::review {
namespace {

using Kind = base::Cell::Kind;

int Rank(Kind kind) {
  if (kind == Kind::kNull) return 0;
  return kind == Kind::kText ? 2 : 1;
}

double Number(const base::Cell& cell) {
  return cell.kind == Kind::kReal ? cell.real : static_cast<double>(cell.integer);
}

template <typename T>
int Compare(const T& a, const T& b) {
  if (a < b) return -1;
  return b < a ? 1 : 0;
}

}  // namespace

Datum ToDatum(const base::Cell& cell) {
  switch (cell.kind) {
    case Kind::kInteger:
      return cell.integer;
    case Kind::kReal:
      return cell.real;
    case Kind::kText:
      return std::string(cell.text);
    case Kind::kNull:
      break;
  }
  return std::monostate();
}

std::string DatumText(const Datum& datum) {
  if (const auto* text = std::get_if<std::string>(&datum)) return *text;
  if (const auto* integer = std::get_if<int64_t>(&datum)) return absl::StrCat(*integer);
  if (const auto* real = std::get_if<double>(&datum)) return absl::StrCat(*real);
  return "NULL";
}

int CompareCells(const base::Cell& a, const base::Cell& b) {
  if (Rank(a.kind) != Rank(b.kind)) return Compare(Rank(a.kind), Rank(b.kind));
  if (a.kind == Kind::kNull) return 0;
  if (a.kind == Kind::kText) return a.text.compare(b.text);
  if (a.kind == Kind::kInteger && b.kind == Kind::kInteger) return Compare(a.integer, b.integer);
  return Compare(Number(a), Number(b));
}

}  // namespace sitrep::review
