#include <type_traits>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "checks/check.h"

namespace sitrep::checks {
namespace {

absl::string_view View(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}

std::vector<std::string> ReadList(std::string_view text) {
  std::vector<std::string> values;
  for (absl::string_view value : absl::StrSplit(View(text), ',')) {
    value = absl::StripAsciiWhitespace(value);
    if (!value.empty()) values.emplace_back(value);
  }
  return values;
}

}  // namespace

std::string_view ParameterTypeName(ParameterType type) {
  switch (type) {
    case ParameterType::kInteger:
      return "integer";
    case ParameterType::kReal:
      return "real";
    case ParameterType::kText:
      return "text";
    case ParameterType::kList:
      return "list";
  }
  return "text";
}

absl::StatusOr<ParameterValue> ParseParameterValue(const Parameter& parameter,
                                                   std::string_view text) {
  int64_t integer = 0;
  double real = 0;
  switch (parameter.type) {
    case ParameterType::kInteger:
      if (absl::SimpleAtoi(View(text), &integer)) return ParameterValue(integer);
      break;
    case ParameterType::kReal:
      // "nan" and "inf" would make every comparison silent.
      if (absl::SimpleAtod(View(text), &real) && real - real == 0) return ParameterValue(real);
      break;
    case ParameterType::kText:
      return ParameterValue(std::string(text));
    case ParameterType::kList:
      return ParameterValue(ReadList(text));
  }
  return absl::InvalidArgumentError(absl::StrCat("parameter ", parameter.name, ": \"", View(text),
                                                 "\" is not of type ",
                                                 View(ParameterTypeName(parameter.type))));
}

std::string ParameterText(const ParameterValue& value) {
  return std::visit(
      [](const auto& held) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::string>) {
          return held;
        } else if constexpr (std::is_same_v<std::decay_t<decltype(held)>,
                                            std::vector<std::string>>) {
          return absl::StrJoin(held, ",");
        } else {
          return absl::StrCat(held);
        }
      },
      value);
}

}  // namespace sitrep::checks
