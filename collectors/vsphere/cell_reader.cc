#include "collectors/vsphere/cell_reader.h"

#include <optional>
#include <pugixml.hpp>

#include "absl/strings/escaping.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "collectors/vsphere/cell_text.h"
#include "collectors/vsphere/element_walk.h"

namespace sitrep::collectors {
namespace {

using base::Cell;
using tables::ColumnType;

bool ReadIntegerCell(const ColumnPlan& column, std::string_view text, Cell& cell) {
  const std::optional<int64_t> value = ReadInteger(text);
  if (!value) return false;
  if (column.declared->absent_when == *value) return true;
  const std::optional<int64_t> product = Multiply(*value, column.declared->multiply);
  if (!product) return false;
  cell = Cell::Integer(*product);
  return true;
}

bool ReadTimeCell(std::string_view text, std::string& scratch, Cell& cell) {
  std::string rewritten;
  const TimeReading reading = ReadWireTime(text, rewritten);
  if (reading == TimeReading::kTime) {
    scratch = rewritten;
    cell = Cell::Text(scratch);
  }
  return reading != TimeReading::kMalformed;
}

bool ReadScalar(const ColumnPlan& column, std::string_view text, std::string& scratch, Cell& cell) {
  switch (column.type) {
    case ColumnType::kText:
      if (column.time) return ReadTimeCell(text, scratch, cell);
      cell = Cell::Text(text);
      return true;
    case ColumnType::kInteger:
      return ReadIntegerCell(column, text, cell);
    case ColumnType::kBoolean: {
      const std::optional<bool> value = ReadBoolean(text);
      if (value) cell = Cell::Boolean(*value);
      return value.has_value();
    }
    case ColumnType::kReal: {
      const std::optional<double> value = ReadReal(text);
      if (value) cell = Cell::Real(*value);
      return value.has_value();
    }
  }
  return false;
}

bool WantsType(const ColumnPlan& column) {
  return !column.origin.steps.empty() &&
         column.origin.steps.back().kind == tables::Step::Kind::kTypeName;
}

// A reference carries its type in the plain attribute; a structure in that of the schema instance.
Cell TypeCell(const pugi::xml_node& node, const XmlScope& scope) {
  const std::string_view type = InstanceType(node, scope);
  if (!type.empty() && type != "ManagedObjectReference") return Cell::Text(type);
  const std::string_view plain = PlainType(node);
  return plain.empty() ? Cell::Null() : Cell::Text(plain);
}

bool ReadFirst(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
               std::string& scratch, Cell& cell) {
  const pugi::xml_node node = FirstOf(value, column.origin, scope);
  if (!node) return true;
  if (WantsType(column)) {
    cell = TypeCell(node, scope);
    return true;
  }
  const std::string_view text = TextIn(node, scope, scratch);
  // A structure where one value was declared.
  if (text.empty() && HasElements(node)) return false;
  return ReadScalar(column, text, scratch, cell);
}

int64_t Count(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope) {
  int64_t count = 0;
  WalkOrigin(value, column.origin, scope, [&](const pugi::xml_node&) {
    ++count;
    return true;
  });
  return count;
}

bool ReadNumber(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
                Cell& cell) {
  const pugi::xml_node node = FirstOf(value, column.origin, scope);
  if (!node) return true;
  std::string scratch;
  const std::optional<int64_t> number = ReadTrailingNumber(TextIn(node, scope, scratch));
  if (number) cell = Cell::Integer(*number);
  return number.has_value();
}

// One signed number an element, or (from some servers) all the text in one element.
std::string ReadBytes(const pugi::xml_node& value, const XmlScope& scope) {
  std::string bytes;
  std::string scratch;
  for (const pugi::xml_node child : value.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      std::string decoded;
      if (absl::Base64Unescape(child.value(), &decoded)) bytes += decoded;
      continue;
    }
    const std::string_view text = TextIn(child, scope, scratch);
    const std::optional<int64_t> number = ReadInteger(text);
    if (number && *number >= -128 && *number <= 255) {
      bytes.push_back(static_cast<char>(*number));
    } else {
      bytes += text;
    }
  }
  return bytes;
}

bool ReadCertificateEnd(const ColumnPlan& column, const pugi::xml_node& value,
                        const XmlScope& scope, std::string& scratch, Cell& cell) {
  const pugi::xml_node node = FirstOf(value, column.origin, scope);
  const std::string bytes = ReadBytes(node, scope);
  if (bytes.empty()) return true;
  const auto facts = base::ReadCertificate(bytes);
  if (!facts.ok()) return false;
  scratch = base::TimeToText(facts->not_after);
  cell = Cell::Text(scratch);
  return true;
}

}  // namespace

bool ReadCell(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
              std::string& scratch, Cell& cell) {
  cell = Cell::Null();
  if (!value) {
    if (column.decode == tables::PRESENT) cell = Cell::Boolean(false);
    return true;
  }
  switch (column.decode) {
    case tables::COUNT:
      cell = Cell::Integer(Count(column, value, scope));
      return true;
    case tables::EXISTS:
    case tables::PRESENT:
      cell = Cell::Boolean(!FirstOf(value, column.origin, scope).empty());
      return true;
    case tables::NUMBER:
      return ReadNumber(column, value, scope, cell);
    case tables::CERTIFICATE_NOT_AFTER:
      return ReadCertificateEnd(column, value, scope, scratch, cell);
    default:
      return ReadFirst(column, value, scope, scratch, cell);
  }
}

}  // namespace sitrep::collectors
