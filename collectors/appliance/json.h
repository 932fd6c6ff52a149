#ifndef SITREP_COLLECTORS_APPLIANCE_JSON_H_
#define SITREP_COLLECTORS_APPLIANCE_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::collectors {

// Json is one value of a JSON document, and owns what lies in it.
struct Json {
  enum class Kind : uint8_t { kNull, kBoolean, kNumber, kText, kArray, kObject };

  Kind kind = Kind::kNull;
  std::string text{};  // of a scalar: true, false, the number as it was written, or text
  std::vector<std::string> names{};  // of an object's members
  std::vector<Json> items{};         // of an array, or the values of an object's members

  static Json Text(std::string_view value);
  static Json Array(std::vector<Json> items);

  bool is_scalar() const {
    return kind == Kind::kBoolean || kind == Kind::kNumber || kind == Kind::kText;
  }
  // The member; nullptr when this is no object or has none of that name.
  const Json* Find(std::string_view name) const;
  // The text of a scalar member; empty when there is none.
  std::string_view TextOf(std::string_view name) const;
  // Adds a member; what is no object becomes one first.
  void Add(std::string_view name, Json value);
};

// Reads one document. DATA_LOSS when it is not JSON, is nested deeper than 32, or has more than
// 1,000,000 values; the message holds nothing of it.
absl::StatusOr<Json> ParseJson(std::string_view document);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_JSON_H_
