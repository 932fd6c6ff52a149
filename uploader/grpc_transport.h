#ifndef SITREP_UPLOADER_GRPC_TRANSPORT_H_
#define SITREP_UPLOADER_GRPC_TRANSPORT_H_

#include <grpcpp/channel.h>

#include <memory>

#include "absl/time/time.h"
#include "base/clock.h"
#include "uploader/transport.h"

namespace sitrep::uploader {

struct GrpcTransportOptions {
  int64_t chunk_bytes = int64_t{512} * 1024;  // 64 KiB to 1 MiB; smaller when the window is
  // No byte made durable, no answer for this long: the attempt is cancelled. There is no limit on
  // the whole.
  absl::Duration stall_timeout = absl::Seconds(60);
  // A channel whose last attempt to connect failed gets this long to connect anew; real time.
  absl::Duration reconnect_wait = absl::Seconds(3);
  // While the backend verifies a whole artifact it says nothing; it gets stall_timeout plus the
  // time this rate takes.
  int64_t verify_bytes_per_second = 20 << 20;
  base::Clock* clock = nullptr;  // Real() when null; not owned
};

// Ingest.Upload over gRPC, as docs/formats/ingest_protocol.md tells it: resumes where the backend
// says, keeps at most its window unacknowledged, and believes nothing impossible (a resume point
// beyond the end, an acknowledgement of what was not sent). One thread drives everything by a
// completion queue and never blocks in a write.
class GrpcTransport : public Transport {
 public:
  explicit GrpcTransport(std::shared_ptr<grpc::Channel> channel,
                         const GrpcTransportOptions& options = {});
  SendReport Send(const SendRequest& request, const base::Interrupt& interrupt) override;

 private:
  std::shared_ptr<grpc::Channel> channel_;
  GrpcTransportOptions options_;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_GRPC_TRANSPORT_H_
