#include "backend/output/table.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>

#include "absl/strings/str_replace.h"
#include "backend/output/plain_text.h"

namespace sitrep::backend {
namespace {

// Characters of UTF-8 text: every byte that does not go on with one.
size_t Width(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return "\"" + absl::StrReplaceAll(text, {{"\"", "\"\""}}) + "\"";
}

void PrintCsvRow(const std::vector<std::string>& row, std::ostream& out) {
  for (size_t i = 0; i < row.size(); ++i) out << (i == 0 ? "" : ",") << CsvField(row[i]);
  out << "\r\n";
}

}  // namespace

void Table::PrintText(std::ostream& out) const {
  std::vector<std::vector<std::string>> lines = {columns};
  for (const auto& row : rows) {
    lines.emplace_back();
    for (const std::string& cell : row) lines.back().push_back(ForTerminal(cell));
  }
  std::vector<size_t> widths(columns.size(), 0);
  for (const auto& line : lines) {
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], Width(line[i]));
  }
  for (const auto& line : lines) {
    for (size_t i = 0; i < line.size(); ++i) {
      const bool last = i + 1 == line.size();
      out << line[i] << (last ? "\n" : std::string(widths[i] - Width(line[i]) + 2, ' '));
    }
  }
}

void Table::PrintCsv(std::ostream& out) const {
  PrintCsvRow(columns, out);
  for (const auto& row : rows) PrintCsvRow(row, out);
}

void PrintJson(const google::protobuf::Message& message, std::ostream& out) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string text;
  // Fails only for kinds of messages that are not used here.
  if (google::protobuf::util::MessageToJsonString(message, &text, options).ok()) out << text;
}

}  // namespace sitrep::backend
