#include "agent/output/row_printer.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"

namespace sitrep::agent {
namespace {

std::string NumberText(const base::Cell& cell) {
  return cell.kind == base::Cell::Kind::kInteger ? absl::StrCat(cell.integer)
                                                 : Json(cell.real).ToString();
}

class TextPrinter : public RowPrinter {
 public:
  explicit TextPrinter(std::ostream& out) : out_(out) {}

  void Columns(const std::vector<std::string>& names) override {
    for (const std::string& name : names) {
      header_.push_back({ForTerminal(name), false});
      widths_.push_back(Width(header_.back().text));
    }
  }

  void Row(base::Row cells) override {
    std::vector<Field> fields;
    for (size_t i = 0; i < cells.size(); ++i) {
      fields.push_back(ToField(cells[i]));
      widths_[i] = std::max(widths_[i], Width(fields.back().text));
    }
    rows_.push_back(std::move(fields));
  }

  void Finish() override {
    if (header_.empty()) return;
    Line(header_);
    std::vector<Field> rule;
    for (const size_t width : widths_) rule.push_back({std::string(width, '-'), false});
    Line(rule);
    for (const std::vector<Field>& row : rows_) Line(row);
  }

 private:
  struct Field {
    std::string text;
    bool to_the_right;
  };

  static Field ToField(const base::Cell& cell) {
    if (cell.is_null()) return {"NULL", false};
    if (cell.kind == base::Cell::Kind::kText) return {ForTerminal(cell.text), false};
    return {NumberText(cell), true};
  }

  void Line(const std::vector<Field>& fields) {
    std::string line;
    for (size_t i = 0; i < fields.size(); ++i) {
      const std::string gap(widths_[i] - Width(fields[i].text), ' ');
      absl::StrAppend(&line, i == 0 ? "" : "  ", fields[i].to_the_right ? gap : "", fields[i].text,
                      fields[i].to_the_right ? "" : gap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out_ << line << "\n";
  }

  std::ostream& out_;
  std::vector<Field> header_;
  std::vector<size_t> widths_;
  std::vector<std::vector<Field>> rows_;
};

class CsvPrinter : public RowPrinter {
 public:
  explicit CsvPrinter(std::ostream& out) : out_(out) {}

  void Columns(const std::vector<std::string>& names) override {
    std::vector<base::Cell> cells;
    for (const std::string& name : names) cells.push_back(base::Cell::Text(name));
    Row(cells);
  }

  void Row(base::Row cells) override {
    for (size_t i = 0; i < cells.size(); ++i) out_ << (i == 0 ? "" : ",") << Field(cells[i]);
    out_ << "\n";
  }

  void Finish() override {}

 private:
  // NULL is nothing, the empty text is "".
  static std::string Field(const base::Cell& cell) {
    if (cell.is_null()) return "";
    if (cell.kind != base::Cell::Kind::kText) return NumberText(cell);
    const absl::string_view text(cell.text.data(), cell.text.size());
    if (!text.empty() && text.find_first_of(",\"\r\n") == absl::string_view::npos)
      return std::string(text);
    return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
  }

  std::ostream& out_;
};

class JsonPrinter : public RowPrinter {
 public:
  explicit JsonPrinter(std::ostream& out) : out_(out) {}

  // Two columns of one name get numbers, as an object needs.
  void Columns(const std::vector<std::string>& names) override {
    std::map<std::string, int> seen;
    for (const std::string& name : names) {
      const int count = ++seen[name];
      names_.push_back(JsonText(count == 1 ? name : absl::StrCat(name, "_", count)));
    }
  }

  void Row(base::Row cells) override {
    out_ << (rows_++ == 0 ? "[\n  {" : ",\n  {");
    for (size_t i = 0; i < cells.size(); ++i)
      out_ << (i == 0 ? "" : ", ") << names_[i] << ": " << Value(cells[i]);
    out_ << "}";
  }

  void Finish() override { out_ << (rows_ == 0 ? "[]\n" : "\n]\n"); }

 private:
  static std::string Value(const base::Cell& cell) {
    if (cell.is_null()) return "null";
    return cell.kind == base::Cell::Kind::kText ? JsonText(cell.text) : NumberText(cell);
  }

  std::ostream& out_;
  std::vector<std::string> names_;
  int64_t rows_ = 0;
};

base::Cell ToCell(const ResultTable::Value& value) {
  if (const auto* integer = std::get_if<int64_t>(&value)) return base::Cell::Integer(*integer);
  if (const auto* real = std::get_if<double>(&value)) return base::Cell::Real(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return base::Cell::Text(*text);
  return base::Cell::Null();
}

}  // namespace

std::unique_ptr<RowPrinter> RowPrinter::Make(Format format, std::ostream& out) {
  if (format == Format::kCsv) return std::make_unique<CsvPrinter>(out);
  if (format == Format::kJson) return std::make_unique<JsonPrinter>(out);
  return std::make_unique<TextPrinter>(out);
}

void ResultTable::Print(Format format, std::ostream& out) const {
  const std::unique_ptr<RowPrinter> printer = RowPrinter::Make(format, out);
  printer->Columns(columns);
  std::vector<base::Cell> cells(columns.size());
  for (const std::vector<Value>& row : rows) {
    std::transform(row.begin(), row.end(), cells.begin(), ToCell);
    printer->Row(cells);
  }
  printer->Finish();
}

}  // namespace sitrep::agent
