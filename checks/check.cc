#include "checks/check.h"

#include <algorithm>
#include <functional>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "checks/severity.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

// One field of the header: its lines joined, and where it begins.
struct Field {
  std::string name;
  std::string value;
  int line = 0;
};

class Parser {
 public:
  Parser(std::string_view text, std::string_view file)
      : text_(text.data(), text.size()), file_(file) {}

  absl::StatusOr<Check> Parse();

 private:
  absl::Status Error(int line, absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(file_, ":", line, ": ", what));
  }
  absl::Status SplitFields();
  absl::Status AddLine(absl::string_view line);
  absl::Status Apply(const Field& field);
  absl::Status ApplyKey(const Field& field);
  absl::Status ApplyAbsence(const Field& field);
  absl::Status ApplyVersions(const Field& field);
  absl::Status ApplyParameter(const Field& field);
  absl::Status RequireAll() const;

  absl::string_view text_;
  std::string file_;
  int line_ = 0;
  std::vector<Field> fields_;
  Check check_;
};

bool IsWord(absl::string_view text, char joiner) {
  if (text.empty() || !absl::ascii_islower(static_cast<unsigned char>(text[0]))) return false;
  return std::all_of(text.begin(), text.end(), [joiner](char c) {
    const auto letter = static_cast<unsigned char>(c);
    return absl::ascii_islower(letter) || absl::ascii_isdigit(letter) || c == joiner;
  });
}

// A line of the header: "-- name: value", or a continuation, which is set in by two blanks or more.
absl::Status Parser::AddLine(absl::string_view line) {
  absl::string_view rest = line.substr(2);
  if (absl::StripAsciiWhitespace(rest).empty()) return absl::OkStatus();
  if (absl::StartsWith(rest, "  ")) {
    if (fields_.empty()) return Error(line_, "a continuation line needs a field above it");
    absl::StrAppend(&fields_.back().value, " ", absl::StripAsciiWhitespace(rest));
    return absl::OkStatus();
  }
  const size_t colon = rest.find(':');
  if (colon == absl::string_view::npos) {
    return Error(line_, "expected \"-- name: value\", or a continuation set in by two blanks");
  }
  fields_.push_back({std::string(absl::StripAsciiWhitespace(rest.substr(0, colon))),
                     std::string(absl::StripAsciiWhitespace(rest.substr(colon + 1))), line_});
  return absl::OkStatus();
}

absl::Status Parser::SplitFields() {
  size_t begin = 0;
  while (begin < text_.size()) {
    const size_t end = std::min(text_.find('\n', begin), text_.size());
    const absl::string_view line =
        absl::StripTrailingAsciiWhitespace(text_.substr(begin, end - begin));
    ++line_;
    if (!absl::StartsWith(line, "--")) break;
    RETURN_IF_ERROR(AddLine(line));
    begin = end + 1;
  }
  if (begin < text_.size()) {
    check_.sql = std::string(absl::StripAsciiWhitespace(text_.substr(begin)));
  }
  return absl::OkStatus();
}

absl::Status Parser::ApplyKey(const Field& field) {
  for (absl::string_view part : absl::StrSplit(field.value, ',')) {
    const absl::string_view name = absl::StripAsciiWhitespace(part);
    if (!IsWord(name, '_')) return Error(field.line, "key is a list of columns: source, moid");
    check_.key.emplace_back(name);
  }
  if (check_.key.front() != "source") return Error(field.line, "the first key column is source");
  return absl::OkStatus();
}

absl::Status Parser::ApplyAbsence(const Field& field) {
  for (absl::string_view part : absl::StrSplit(field.value, ',')) {
    const std::string name(absl::StripAsciiWhitespace(part));
    if (tables::Catalog::Get().Find(name) < 0) {
      return Error(field.line, absl::StrCat("there is no table ", name));
    }
    check_.absence_of.push_back(name);
  }
  return absl::OkStatus();
}

absl::Status Parser::ApplyVersions(const Field& field) {
  const std::vector<std::string> ends = absl::StrSplit(field.value, "..");
  bool read = ends.size() == 2;
  for (size_t end = 0; read && end < 2; ++end) {
    std::vector<int64_t>& numbers = end == 0 ? check_.applies_to.from : check_.applies_to.to;
    for (absl::string_view part : absl::StrSplit(ends[end], '.', absl::SkipEmpty())) {
      int64_t number = 0;
      read = read && absl::SimpleAtoi(part, &number) && number >= 0;
      numbers.push_back(number);
    }
  }
  if (read) return absl::OkStatus();
  return Error(field.line, "applies-to is a range of versions, such as 6.5.. or 6.7..8.0");
}

// name type default [unit] - reason
absl::Status Parser::ApplyParameter(const Field& field) {
  const size_t dash = field.value.find(" - ");
  const std::vector<std::string> words =
      absl::StrSplit(field.value.substr(0, dash), ' ', absl::SkipEmpty());
  // A list has no default: what a site expects, only the site knows.
  const bool list = words.size() == 2 && words[1] == "list";
  const bool value_and_unit = words.size() == 3 || words.size() == 4;
  if (dash == std::string::npos || !(list || value_and_unit) || !IsWord(words[0], '_')) {
    return Error(field.line, "expected \"-- parameter: name type default unit - reason\"");
  }
  Parameter parameter;
  parameter.name = words[0];
  const auto types = {ParameterType::kInteger, ParameterType::kReal, ParameterType::kText,
                      ParameterType::kList};
  const auto* type = std::find_if(types.begin(), types.end(), [&](ParameterType candidate) {
    return ParameterTypeName(candidate) == words[1];
  });
  if (type == types.end() || (*type == ParameterType::kList) != list) {
    return Error(field.line,
                 "a parameter is of type integer, real or text with a default, or list without");
  }
  parameter.type = *type;
  absl::StatusOr<ParameterValue> value = ParseParameterValue(parameter, list ? "" : words[2]);
  if (!value.ok()) return Error(field.line, value.status().message());
  parameter.default_value = *std::move(value);
  if (words.size() == 4) parameter.unit = words[3];
  parameter.reason = std::string(absl::StripAsciiWhitespace(field.value.substr(dash + 3)));
  for (const Parameter& other : check_.parameters) {
    if (other.name == parameter.name) return Error(field.line, "the parameter is there twice");
  }
  check_.parameters.push_back(std::move(parameter));
  return absl::OkStatus();
}

absl::Status Parser::Apply(const Field& field) {
  if (field.value.empty()) return Error(field.line, absl::StrCat(field.name, " is empty"));
  if (field.name == "key") return ApplyKey(field);
  if (field.name == "applies-to") return ApplyVersions(field);
  if (field.name == "absence-of") return ApplyAbsence(field);
  if (field.name == "parameter") return ApplyParameter(field);
  if (field.name == "link") {
    check_.links.push_back(field.value);
    return absl::OkStatus();
  }
  if (field.name == "answers") {
    check_.answers.push_back(field.value);
    return absl::OkStatus();
  }
  if (field.name == "severity") {
    absl::StatusOr<Severity> severity = ParseSeverity(field.value);
    if (!severity.ok()) return Error(field.line, severity.status().message());
    check_.severity = *severity;
    return absl::OkStatus();
  }
  const std::map<std::string, std::string*> texts = {
      {"id", &check_.id},         {"title", &check_.title}, {"category", &check_.category},
      {"object", &check_.object}, {"why", &check_.why},     {"fix", &check_.fix}};
  const auto text = texts.find(field.name);
  if (text == texts.end()) {
    return Error(field.line, absl::StrCat("\"", field.name, "\" is no field of a check"));
  }
  *text->second = field.value;
  if (field.name == "id" && !IsWord(field.value, '-')) {
    return Error(field.line, "an id is small letters, digits and hyphens: host-disconnected");
  }
  if (field.name == "object" && tables::Catalog::Get().Find(field.value) < 0) {
    return Error(field.line, absl::StrCat("there is no table ", field.value));
  }
  return absl::OkStatus();
}

absl::Status Parser::RequireAll() const {
  const std::pair<absl::string_view, bool> required[] = {
      {"id", check_.id.empty()},
      {"title", check_.title.empty()},
      {"category", check_.category.empty()},
      {"object", check_.object.empty()},
      {"key", check_.key.empty()},
      {"why", check_.why.empty()},
      {"fix", check_.fix.empty()},
      {"severity", check_.severity == SEVERITY_UNSPECIFIED}};
  for (const auto& [name, missing] : required) {
    if (missing) return Error(1, absl::StrCat("the header has no \"-- ", name, ": ...\""));
  }
  if (!check_.absence_of.empty() && check_.key.size() < 2) {
    return Error(1, "absence-of needs a second key column, which names the object");
  }
  if (check_.sql.empty()) return Error(line_, "there is no SELECT after the header");
  return absl::OkStatus();
}

absl::StatusOr<Check> Parser::Parse() {
  if (text_.find('\0') != absl::string_view::npos) return Error(1, "the file holds a NUL byte");
  RETURN_IF_ERROR(SplitFields());
  std::vector<std::string> seen;
  for (const Field& field : fields_) {
    const bool repeatable =
        field.name == "link" || field.name == "parameter" || field.name == "answers";
    if (!repeatable && std::find(seen.begin(), seen.end(), field.name) != seen.end()) {
      return Error(field.line, absl::StrCat("\"", field.name, "\" is there twice"));
    }
    seen.push_back(field.name);
    RETURN_IF_ERROR(Apply(field));
  }
  RETURN_IF_ERROR(RequireAll());
  check_.file = file_;
  return std::move(check_);
}

}  // namespace

absl::StatusOr<Check> ParseCheck(std::string_view text, std::string_view file) {
  return Parser(text, file).Parse();
}

}  // namespace sitrep::checks
