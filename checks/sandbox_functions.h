#ifndef SITREP_CHECKS_SANDBOX_FUNCTIONS_H_
#define SITREP_CHECKS_SANDBOX_FUNCTIONS_H_

#include <string_view>

#include "absl/status/status.h"
#include "base/sqlite.h"

namespace sitrep::checks {

// May a check call the SQL function? The list is short on purpose: what takes text apart, orders
// it, reads a clock or is random is not on it.
bool FunctionAllowed(std::string_view name);

// Gives the connection seconds(text): one of our times as Unix seconds, NULL for NULL;
// version(text): a version as a number (version_number.h), NULL for what is none; the aggregates
// lowest(number) and highest(number), an error for text; and puts functions that refuse
// in the place of those that read the clock or are random.
absl::Status RegisterFunctions(base::Database& database);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_SANDBOX_FUNCTIONS_H_
