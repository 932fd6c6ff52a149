#include <type_traits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "checks/check.h"

namespace sitrep::checks {
namespace {

absl::string_view View(std::string_view text) {
  return absl::string_view(text.data(), text.size());
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
        } else {
          return absl::StrCat(held);
        }
      },
      value);
}

}  // namespace sitrep::checks
