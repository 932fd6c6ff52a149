#ifndef SITREP_COLLECTORS_APPLIANCE_REST_RESOURCE_H_
#define SITREP_COLLECTORS_APPLIANCE_REST_RESOURCE_H_

#include <array>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "collectors/appliance/rest_answer.h"

namespace sitrep::collectors {

// What the answer of a resource holds.
enum class RestShape {
  kOne,   // one element: one row
  kList,  // an array: one row for each element
  kMap,   // values by id, or in /rest an array of {key, value}: one row for each
  kEach,  // an array of ids, each of which is asked for alone: one row for each
};

// One address that is asked, below /api or /rest. {} stands for an id.
struct RestPart {
  std::string_view member{};  // where in the element the answer is put; empty: it is the element
  std::string_view path{};
  std::string_view rest_path{};  // in /rest, where it differs
  std::string_view older{};      // in /rest, when the source does not know the first
};

// Which resource fills a table. A table may have several; each gives other rows.
struct RestResource {
  std::string_view table;
  std::string_view id{};  // of the row of a kOne
  RestShape shape = RestShape::kOne;
  // The first is needed for a row; without another its columns are NULL. Of kEach: the list, then
  // the one.
  std::array<RestPart, 3> parts{};
  std::string_view at{};           // the member of the answer that holds the list
  bool none_is_not_found = false;  // the resource says "not found" where it has nothing to list
};

// Every table that needs no code of its own; those of one table stand together.
absl::Span<const RestResource> RestResources();

// The path of a part in a family.
std::string_view PathOf(const RestPart& part, RestFamily family);
// What the cost ledger calls a path: appliance.health.system. Nothing after a ? and no id.
std::string CostName(std::string_view path);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_REST_RESOURCE_H_
