#ifndef SITREP_BACKEND_REQUEST_ROWS_H_
#define SITREP_BACKEND_REQUEST_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/sqlite.h"
#include "proto/desk.pb.h"

namespace sitrep::backend {

// Rows of the tables request, comment and attachment, inside a transaction or a read of the
// caller's.

// NOT_FOUND when there is no such request, or it is another tenant's (an empty tenant is the
// support side).
absl::StatusOr<SupportRequest> SelectRequest(base::Database& database, const std::string& tenant,
                                             const std::string& id);
absl::StatusOr<std::vector<SupportRequest>> SelectRequests(base::Database& database,
                                                           const std::string& tenant,
                                                           bool include_closed);
absl::Status SelectComments(base::Database& database, int64_t number, SupportRequest& request);
absl::Status SelectArtifacts(base::Database& database, int64_t number, SupportRequest& request);
absl::Status InsertComment(base::Database& database, int64_t number, const RequestComment& comment);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_REQUEST_ROWS_H_
