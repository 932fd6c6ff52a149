#include "tables/path.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"

namespace sitrep::tables {
namespace {

absl::Status Bad(std::string_view text, std::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("path \"", absl::string_view(text.data(), text.size()),
                   "\": ", absl::string_view(why.data(), why.size())));
}

// Splits at dots outside brackets.
std::vector<std::string> SplitSteps(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  int depth = 0;
  for (const char c : text) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    if (c == '.' && depth == 0) {
      parts.push_back(std::move(part));
      part.clear();
    } else {
      part.push_back(c);
    }
  }
  parts.push_back(std::move(part));
  return parts;
}

absl::StatusOr<Step> ParseFilter(std::string_view inner, std::string_view whole) {
  Step step;
  if (inner.empty()) return Bad(whole, "an empty filter []");
  if (inner.front() == '?') {
    step.kind = Step::Kind::kHasChild;
    step.name = inner.substr(1);
    return step;
  }
  if (const size_t equals = inner.find('='); equals != std::string_view::npos) {
    step.kind = Step::Kind::kEquals;
    step.name = inner.substr(0, equals);
    step.value = inner.substr(equals + 1);
    return step;
  }
  step.kind = Step::Kind::kType;
  step.alternatives = absl::StrSplit(absl::string_view(inner.data(), inner.size()), '|');
  return step;
}

absl::StatusOr<Step> ParseStep(std::string_view part, std::string_view whole) {
  if (part.empty()) return Bad(whole, "an empty step");
  if (part.front() == '[') {
    if (part.back() != ']') return Bad(whole, "a filter without its closing bracket");
    return ParseFilter(part.substr(1, part.size() - 2), whole);
  }
  Step step;
  if (part == "@type") {
    step.kind = Step::Kind::kTypeName;
    return step;
  }
  if (part == "^") {
    step.kind = Step::Kind::kParent;
    return step;
  }
  if (part.find_first_of("[]@") != std::string_view::npos)
    return Bad(whole, "a bracket or @ inside a step");
  step.name = part;
  return step;
}

}  // namespace

absl::StatusOr<Path> ParsePath(std::string_view text, bool relative) {
  Path path;
  if (text.empty()) return Bad(text, "it is empty");
  if (text.front() == '@' && !(relative && text == "@type")) {
    path.special = text;
    return path;
  }
  std::string_view walk = text;
  if (!relative && text.front() == '/') {  // from the elements themselves that a method returns
    walk = text.substr(1);
  } else if (!relative) {
    const size_t slash = text.find('/');
    path.property = text.substr(0, slash);
    if (path.property.find_first_of("[]@") != std::string::npos) {
      return Bad(text, "a filter before the / that ends the property");
    }
    if (slash == std::string_view::npos) return path;
    walk = text.substr(slash + 1);
  }
  for (const std::string& part : SplitSteps(walk)) {
    ASSIGN_OR_RETURN(Step step, ParseStep(part, text));
    path.steps.push_back(std::move(step));
  }
  return path;
}

}  // namespace sitrep::tables
