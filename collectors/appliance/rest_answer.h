#ifndef SITREP_COLLECTORS_APPLIANCE_REST_ANSWER_H_
#define SITREP_COLLECTORS_APPLIANCE_REST_ANSWER_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/appliance/json.h"

namespace sitrep::collectors {

// The two families of resources: /api of 7.0 U2 and later answers values as they are, /rest of 6.5
// and later wraps them as {"value": ...}.
enum class RestFamily { kApi, kRest };

// What an HTTP answer means. `resource` names it in messages and holds nothing a site has chosen.
//
// UNAUTHENTICATED 401; PERMISSION_DENIED 403; NOT_FOUND the resource is there and says that what it
// is asked for is not; UNIMPLEMENTED the source has no such resource; INVALID_ARGUMENT 400;
// UNAVAILABLE a status that may pass; INTERNAL any other; DATA_LOSS no JSON. The message holds
// nothing of the answer.
absl::StatusOr<Json> ReadRestAnswer(int http_status, std::string_view body, RestFamily family,
                                    std::string_view resource);

// One plain word for why such a status was returned, fit for coverage: UNAUTHORIZED, HTTP503,
// malformed, ...
std::string RestReason(const absl::Status& status);

// The word for coverage's status column.
std::string_view RestCoverage(const absl::Status& status);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_REST_ANSWER_H_
