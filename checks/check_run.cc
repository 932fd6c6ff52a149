#include "checks/check_run.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "tables/public_text.h"

namespace sitrep::checks {
namespace {

absl::Status Named(const Check& check, absl::string_view what) {
  const absl::string_view file = check.file.empty() ? "check" : absl::string_view(check.file);
  return absl::InvalidArgumentError(absl::StrCat(file, ": ", check.id, ": ", what));
}

std::string JsonArray(const std::vector<std::string>& values) {
  std::vector<std::string> quoted;
  for (const std::string& value : values) {
    std::string text = "\"";
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 || c == '"' || c == '\\') {
        absl::StrAppend(&text, "\\u", absl::Hex(byte, absl::kZeroPad4));
      } else {
        text.push_back(c);
      }
    }
    quoted.push_back(text + "\"");
  }
  return absl::StrCat("[", absl::StrJoin(quoted, ","), "]");
}

void Bind(base::Statement& statement, int index, const ParameterValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value)) {
    statement.BindInteger(index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    statement.Bind(index, base::Cell::Real(*real));
  } else if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    statement.BindText(index, JsonArray(*list));
  } else {
    statement.BindText(index, std::get<std::string>(value));
  }
}

// Every parameter of the SELECT is declared, and every declared one is used.
absl::Status BindParameters(const Check& check, base::Statement& statement,
                            const std::map<std::string, ParameterValue>& overrides) {
  std::set<std::string> declared;
  for (const Parameter& parameter : check.parameters) {
    const std::string name = absl::StrCat(":", parameter.name);
    const int index = sqlite3_bind_parameter_index(statement.handle(), name.c_str());
    if (index == 0) return Named(check, absl::StrCat("its SELECT does not use parameter ", name));
    const auto given = overrides.find(parameter.name);
    Bind(statement, index, given == overrides.end() ? parameter.default_value : given->second);
    declared.insert(name);
  }
  const int count = sqlite3_bind_parameter_count(statement.handle());
  for (int i = 1; i <= count; ++i) {
    const char* name = sqlite3_bind_parameter_name(statement.handle(), i);
    if (name != nullptr && declared.count(name) != 0) continue;
    return Named(check, absl::StrCat("its SELECT uses parameter ", name == nullptr ? "?" : name,
                                     ", which the header does not declare"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Value> ReadValue(const Check& check, const base::Statement& statement, int column,
                                const OutputColumn& output) {
  Value value;
  value.set_name(output.name);
  value.set_redaction(output.origin == nullptr ? tables::PUBLIC : output.origin->redaction);
  const base::Cell cell = statement.Value(column);
  switch (cell.kind) {
    case base::Cell::Kind::kNull:
      break;
    case base::Cell::Kind::kInteger:
      value.set_integer(cell.integer);
      break;
    case base::Cell::Kind::kReal:
      value.set_real(cell.real);
      break;
    case base::Cell::Kind::kText:
      if (output.origin == nullptr) {
        return Named(
            check,
            absl::StrCat("column ", output.name,
                         " is text that comes from no declared column, so nobody knows whether it "
                         "may leave; select the column itself, or compute a number"));
      }
      value.set_redaction(tables::RedactionOf(*output.origin, cell.text));
      value.set_text(std::string(cell.text));
      break;
  }
  return value;
}

absl::StatusOr<Finding> ReadFinding(const Check& check, const CompiledCheck& compiled) {
  Finding finding;
  for (size_t i = 0; i < compiled.columns.size(); ++i) {
    Value& value = i < check.key.size() ? *finding.add_key() : *finding.add_evidence();
    ASSIGN_OR_RETURN(
        value, ReadValue(check, compiled.statement, static_cast<int>(i), compiled.columns[i]));
  }
  return finding;
}

int Compare(const Value& a, const Value& b) {
  if (a.kind_case() != b.kind_case()) return a.kind_case() < b.kind_case() ? -1 : 1;
  switch (a.kind_case()) {
    case Value::kText:
      return a.text().compare(b.text());
    case Value::kInteger:
      return a.integer() < b.integer() ? -1 : a.integer() > b.integer();
    case Value::kReal:
      return a.real() < b.real() ? -1 : a.real() > b.real();
    case Value::KIND_NOT_SET:
      return 0;
  }
  return 0;
}

int CompareKeys(const Finding& a, const Finding& b) {
  for (int i = 0; i < a.key_size(); ++i) {
    const int order = Compare(a.key(i), b.key(i));
    if (order != 0) return order;
  }
  return 0;
}

bool KeyIncomplete(const Finding& finding) {
  return std::any_of(finding.key().begin(), finding.key().end(),
                     [](const Value& value) { return value.kind_case() == Value::KIND_NOT_SET; });
}

std::string SortAndCheckKeys(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(),
            [](const Finding& a, const Finding& b) { return CompareKeys(a, b) < 0; });
  const auto twice =
      std::adjacent_find(findings.begin(), findings.end(),
                         [](const Finding& a, const Finding& b) { return CompareKeys(a, b) == 0; });
  if (twice != findings.end()) return "the check names one object twice";
  if (std::any_of(findings.begin(), findings.end(), KeyIncomplete)) {
    return "the check names an object without its whole key";
  }
  return "";
}

// What SQLite said without the values it may have said it about.
std::string TroubleOf(const absl::Status& status, int64_t steps) {
  if (status.code() == absl::StatusCode::kCancelled) {
    return absl::StrCat("the check was stopped after ", steps, " steps");
  }
  const absl::string_view message = status.message();
  const size_t colon = message.rfind(": ");
  return std::string(colon == absl::string_view::npos ? message : message.substr(colon + 2));
}

}  // namespace

absl::StatusOr<RunOutcome> RunCheck(const Check& check, CompiledCheck& compiled,
                                    const std::map<std::string, ParameterValue>& overrides,
                                    const Bounds& bounds,
                                    const std::function<bool(const std::string&)>& applies) {
  RETURN_IF_ERROR(BindParameters(check, compiled.statement, overrides));
  RunOutcome outcome;
  while (outcome.trouble.empty()) {
    const absl::StatusOr<bool> more = compiled.statement.Step();
    if (more.status().code() == absl::StatusCode::kDataLoss) return more.status();
    if (!more.ok()) {
      outcome.trouble = TroubleOf(more.status(), bounds.steps);
    } else if (!*more) {
      break;
    } else if (static_cast<int64_t>(outcome.findings.size()) >= bounds.findings) {
      outcome.trouble = absl::StrCat("the check found more than ", bounds.findings, " objects");
    } else if (applies(std::string(compiled.statement.Text(0)))) {
      ASSIGN_OR_RETURN(Finding finding, ReadFinding(check, compiled));
      outcome.findings.push_back(std::move(finding));
    }
  }
  if (outcome.trouble.empty()) outcome.trouble = SortAndCheckKeys(outcome.findings);
  if (!outcome.trouble.empty()) outcome.findings.clear();
  return outcome;
}

}  // namespace sitrep::checks
