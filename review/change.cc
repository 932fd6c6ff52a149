#include "review/change.h"

namespace sitrep::review {

std::string_view FindingStateName(FindingState state) {
  switch (state) {
    case FindingState::kNew:
      return "new";
    case FindingState::kWorse:
      return "worse";
    case FindingState::kBetter:
      return "better";
    case FindingState::kFixed:
      return "fixed";
    case FindingState::kUnchanged:
      return "unchanged";
    case FindingState::kNoLongerEvaluated:
      return "no_longer_evaluated";
  }
  return "";
}

std::string_view RowStateName(RowState state) {
  switch (state) {
    case RowState::kAdded:
      return "added";
    case RowState::kRemoved:
      return "removed";
    case RowState::kChanged:
      return "changed";
  }
  return "";
}

std::string_view ChangeName(tables::Change change) {
  switch (change) {
    case tables::CONFIGURATION:
      return "configuration";
    case tables::RUNTIME:
      return "runtime";
    case tables::VOLATILE:
      return "volatile";
    default:
      return "identity";
  }
}

int64_t ComparisonSummary::Count(FindingState state) const {
  const auto found = findings.find(state);
  return found == findings.end() ? 0 : found->second;
}

}  // namespace sitrep::review
