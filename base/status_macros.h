#ifndef SITREP_BASE_STATUS_MACROS_H_
#define SITREP_BASE_STATUS_MACROS_H_

// RETURN_IF_ERROR(expression) returns the status of `expression` unless it is OK.
// ASSIGN_OR_RETURN(target, expression) assigns the value of a StatusOr, or returns its status.
// Upstream's names and meaning, so that they can be replaced when the packaged Abseil has them.

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define RETURN_IF_ERROR(expression)                                                           \
  do {                                                                                        \
    if (absl::Status sitrep_status = (expression); !sitrep_status.ok()) return sitrep_status; \
  } while (false)

#define SITREP_CONCATENATE_INNER(a, b) a##b
#define SITREP_CONCATENATE(a, b) SITREP_CONCATENATE_INNER(a, b)

#define ASSIGN_OR_RETURN(target, expression) \
  SITREP_ASSIGN_OR_RETURN_INNER(SITREP_CONCATENATE(sitrep_value_, __LINE__), target, expression)

#define SITREP_ASSIGN_OR_RETURN_INNER(value, target, expression) \
  auto value = (expression);                                     \
  if (!value.ok()) return std::move(value).status();             \
  target = std::move(*value)

#endif  // SITREP_BASE_STATUS_MACROS_H_
