#ifndef SITREP_UPLOADER_DESK_CLIENT_H_
#define SITREP_UPLOADER_DESK_CLIENT_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "proto/desk.grpc.pb.h"

namespace sitrep::uploader {

// DeskClient asks the backend about support requests, as the enrolled agent. Text that a person
// typed must have passed the log redactor before it comes here.
//
// Threads: any. Failure: the backend's code and message; UNAVAILABLE when it was not reached,
// DEADLINE_EXCEEDED when it did not answer in time. Open() may be repeated with the same
// client_token: it opens one request.
class DeskClient {
 public:
  explicit DeskClient(const std::shared_ptr<grpc::Channel>& channel,
                      absl::Duration timeout = absl::Seconds(30));

  absl::StatusOr<SupportRequest> Open(const OpenRequestRequest& request);
  absl::StatusOr<std::vector<SupportRequest>> List(bool include_closed);
  absl::StatusOr<SupportRequest> Get(const std::string& id);
  absl::StatusOr<SupportRequest> Comment(const std::string& id, const std::string& text);
  absl::StatusOr<SupportRequest> Escalate(const std::string& id, const std::string& reason);
  absl::StatusOr<SupportRequest> Close(const std::string& id);

 private:
  std::unique_ptr<Desk::Stub> stub_;
  absl::Duration timeout_;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_DESK_CLIENT_H_
