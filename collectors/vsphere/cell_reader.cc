#include "collectors/vsphere/cell_reader.h"

#include <optional>
#include <pugixml.hpp>
#include <utility>

#include "absl/strings/escaping.h"
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
      // Some servers write an unset text as an empty one; a key may well be empty.
      if (text.empty() && !column.key) return true;
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

int64_t Count(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope) {
  int64_t count = 0;
  WalkOrigin(value, column.origin, scope, [&](const pugi::xml_node&) {
    ++count;
    return true;
  });
  return count;
}

bool ReadSum(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
             Cell& cell) {
  std::optional<int64_t> sum;
  bool good = true;
  std::string scratch;
  WalkOrigin(value, column.origin, scope, [&](const pugi::xml_node& node) {
    const std::optional<int64_t> part = ReadInteger(TextIn(node, scope, scratch));
    int64_t total = 0;
    good = part && !__builtin_add_overflow(sum.value_or(0), *part, &total);
    if (good) sum = total;
    return good;
  });
  if (!good || !sum) return good;
  const std::optional<int64_t> product = Multiply(*sum, column.declared->multiply);
  if (product) cell = Cell::Integer(*product);
  return product.has_value();
}

bool ReadList(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
              std::string& list, Cell& cell) {
  list.clear();
  bool any = false;
  std::string scratch;
  WalkOrigin(value, column.origin, scope, [&](const pugi::xml_node& node) {
    if (any) list += ", ";
    any = true;
    list += TextIn(node, scope, scratch);
    return true;
  });
  if (any) cell = Cell::Text(list);
  return true;
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

std::string CertificateText(const base::CertificateFacts& facts, tables::Decode decode) {
  switch (decode) {
    case tables::CERTIFICATE_NOT_BEFORE:
      return base::TimeToText(facts.not_before);
    case tables::CERTIFICATE_ISSUER:
      return facts.issuer;
    case tables::CERTIFICATE_SUBJECT:
      return facts.subject;
    case tables::CERTIFICATE_THUMBPRINT:
      return facts.sha256_thumbprint;
    default:
      return base::TimeToText(facts.not_after);
  }
}

}  // namespace

bool CellReader::ReadFirst(const ColumnPlan& column, const pugi::xml_node& value,
                           const XmlScope& scope, std::string& scratch, Cell& cell) {
  const pugi::xml_node node = index_.First(value, column.origin, scope);
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

// Several columns tell of one certificate, and reading it costs more than all else in a row.
bool CellReader::ReadCertificateCell(const ColumnPlan& column, const pugi::xml_node& value,
                                     const XmlScope& scope, std::string& scratch, Cell& cell) {
  const pugi::xml_node node = FirstOf(value, column.origin, scope);
  std::string bytes = ReadBytes(node, scope);
  if (bytes.empty()) return true;
  if (bytes != certificate_) {
    facts_ = base::ReadCertificate(bytes);
    certificate_ = std::move(bytes);
  }
  if (!facts_.ok()) return false;
  scratch = CertificateText(*facts_, column.decode);
  cell = Cell::Text(scratch);
  return true;
}

bool CellReader::Read(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
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
      cell = Cell::Boolean(!index_.First(value, column.origin, scope).empty());
      return true;
    case tables::NUMBER:
      return ReadNumber(column, value, scope, cell);
    case tables::SUM:
      return ReadSum(column, value, scope, cell);
    case tables::LIST:
      return ReadList(column, value, scope, scratch, cell);
    case tables::CERTIFICATE_NOT_AFTER:
    case tables::CERTIFICATE_NOT_BEFORE:
    case tables::CERTIFICATE_ISSUER:
    case tables::CERTIFICATE_SUBJECT:
    case tables::CERTIFICATE_THUMBPRINT:
      return ReadCertificateCell(column, value, scope, scratch, cell);
    default:
      return ReadFirst(column, value, scope, scratch, cell);
  }
}

}  // namespace sitrep::collectors
