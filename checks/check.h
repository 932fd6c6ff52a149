#ifndef SITREP_CHECKS_CHECK_H_
#define SITREP_CHECKS_CHECK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/findings.pb.h"

namespace sitrep::checks {

enum class ParameterType { kInteger, kReal, kText, kList };
// A list is what a site expects (its time servers, say): a check asks json_each(:name) for it, and
// does not apply while it is empty.
using ParameterValue = std::variant<int64_t, double, std::string, std::vector<std::string>>;

// A threshold of a check. Its SQL names it `:name`; a site may give another value.
struct Parameter {
  std::string name;
  ParameterType type = ParameterType::kInteger;
  ParameterValue default_value;
  std::string unit;
  std::string reason;  // why the default is what it is
};

// Versions of the source that a check speaks of; both ends belong to the range, an empty end is
// open.
struct VersionRange {
  std::vector<int64_t> from;
  std::vector<int64_t> to;  // 8.0 takes in 8.0.3

  // An unknown (empty or unreadable) version is taken to be in the range.
  bool Contains(std::string_view version) const;
  std::string ToString() const;  // "6.5..", "..8.0"; "" when every version is meant
};

// Check is one rule: a SELECT whose rows are the affected objects, and what people need to know of
// it. The file it comes from is described in docs/formats/check.md.
struct Check {
  std::string id;  // kebab-case
  std::string title;
  Severity severity = SEVERITY_UNSPECIFIED;
  std::string category;
  std::string object;            // table of what the check speaks of; empty table: not applicable
  std::vector<std::string> key;  // leading columns of the SELECT; the first is source
  std::string why;
  std::string fix;
  std::vector<std::string> links;
  // What of other tools it answers: "vcheck 30 Host/57 Hosts with reboot required".
  std::vector<std::string> answers;
  VersionRange applies_to;
  std::vector<Parameter> parameters;
  // Tables in which a missing row makes the check fire. An object with a gap there is not judged;
  // the object is named by source and second key column.
  std::vector<std::string> absence_of;
  std::string sql;
  std::string file;  // where it was read from, for messages
};

// Reads one check file. `file` is its name, for messages. INVALID_ARGUMENT names file, line and
// remedy.
absl::StatusOr<Check> ParseCheck(std::string_view text, std::string_view file);

// Reads a parameter's value from what a person wrote; a list's are separated by commas.
// INVALID_ARGUMENT names the parameter, the text and the type.
absl::StatusOr<ParameterValue> ParseParameterValue(const Parameter& parameter,
                                                   std::string_view text);
std::string_view ParameterTypeName(ParameterType type);
std::string ParameterText(const ParameterValue& value);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_CHECK_H_
