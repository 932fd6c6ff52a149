#include "collectors/appliance/json_cell.h"

#include <cmath>
#include <optional>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/cell_text.h"

namespace sitrep::collectors {
namespace {

using base::Cell;
using tables::Column;
using tables::ColumnType;

// 2048 and 2048.0 are the same number to whoever wrote it.
std::optional<int64_t> WholeNumber(const std::string& text) {
  if (const auto integer = ReadInteger(text)) return integer;
  const std::optional<double> real = ReadReal(text);
  constexpr double kLimit = 9.0e18;
  if (!real || !(*real > -kLimit && *real < kLimit)) return std::nullopt;
  return static_cast<int64_t>(std::llround(*real));
}

bool ReadIntegerCell(const Column& column, const Json& value, Cell& cell) {
  const std::optional<int64_t> number = WholeNumber(value.text);
  if (!number) return false;
  if (column.absent_when == *number) return true;
  const std::optional<int64_t> product = Multiply(*number, column.multiply);
  if (product) cell = Cell::Integer(*product);
  return product.has_value();
}

bool ReadTextCell(const Column& column, const Json& value, std::string& scratch, Cell& cell) {
  if (!column.name.ends_with("_at")) {
    scratch = value.text;
    if (!scratch.empty()) cell = Cell::Text(scratch);
    return true;
  }
  const TimeReading reading = ReadWireTime(value.text, scratch);
  if (reading == TimeReading::kTime) cell = Cell::Text(scratch);
  return reading != TimeReading::kMalformed;
}

bool ReadScalar(const Column& column, const Json& value, std::string& scratch, Cell& cell) {
  if (!value.is_scalar()) return false;
  switch (column.type) {
    case ColumnType::kText:
      return ReadTextCell(column, value, scratch, cell);
    case ColumnType::kInteger:
      return ReadIntegerCell(column, value, cell);
    case ColumnType::kBoolean: {
      const std::optional<bool> boolean = ReadBoolean(value.text);
      if (boolean) cell = Cell::Boolean(*boolean);
      return boolean.has_value();
    }
    case ColumnType::kReal: {
      const std::optional<double> real = ReadReal(value.text);
      if (real) cell = Cell::Real(*real);
      return real.has_value();
    }
  }
  return false;
}

bool ReadList(const Json& value, std::string& scratch, Cell& cell) {
  if (value.kind != Json::Kind::kArray) return false;
  scratch.clear();
  for (const Json& item : value.items) {
    if (item.is_scalar()) absl::StrAppend(&scratch, scratch.empty() ? "" : ", ", item.text);
  }
  if (!scratch.empty()) cell = Cell::Text(scratch);
  return true;
}

}  // namespace

const Json* WalkJson(const Json& element, const tables::Path& path) {
  const Json* at = &element;
  for (const tables::Step& step : path.steps) {
    if (step.kind != tables::Step::Kind::kChild) return nullptr;
    at = at->Find(step.name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

bool ReadJsonCell(const Column& column, const Json* value, std::string& scratch, Cell& cell) {
  cell = Cell::Null();
  if (column.decode == tables::EXISTS) {
    cell = Cell::Boolean(value != nullptr && value->kind != Json::Kind::kNull);
    return true;
  }
  if (value == nullptr || value->kind == Json::Kind::kNull) return true;
  if (column.decode == tables::COUNT) {
    cell = Cell::Integer(static_cast<int64_t>(value->items.size()));
    return value->kind == Json::Kind::kArray || value->kind == Json::Kind::kObject;
  }
  if (column.decode == tables::LIST) return ReadList(*value, scratch, cell);
  return ReadScalar(column, *value, scratch, cell);
}

}  // namespace sitrep::collectors
