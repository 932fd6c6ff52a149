#ifndef SITREP_BACKEND_TEST_CLIENT_H_
#define SITREP_BACKEND_TEST_CLIENT_H_

#include <grpcpp/channel.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/store.h"
#include "base/tls_identity.h"
#include "proto/desk.grpc.pb.h"
#include "proto/enrolment.grpc.pb.h"
#include "proto/ingest.grpc.pb.h"

namespace sitrep::backend {

// A plain client for tests of the server: it does what it is told, right or wrong.

absl::Status FromGrpc(const grpc::Status& status);

// `identity` may be empty: no client certificate.
std::shared_ptr<grpc::Channel> Connect(const std::string& address, const std::string& ca_pem,
                                       const base::CertificateAndKey& identity = {});

// Enrols with a token; gives the identity the backend signed.
absl::StatusOr<base::CertificateAndKey> EnrolWith(const std::string& address,
                                                  const std::string& ca_pem,
                                                  const std::string& token,
                                                  EnrolResponse* response = nullptr);
// A token of the tenant, which is made with a production contract when it is not there.
std::string IssueToken(Store& store, const std::string& tenant, absl::Time now,
                       absl::Duration validity = absl::Hours(1));

struct UploadCounts {
  int64_t resumed_at = -1;  // -1: no Resume came
  int64_t window = 0;
  int64_t sent = 0;   // bytes handed over
  int64_t acked = 0;  // latest Ack
  int acks = 0;
};

struct UploadWish {
  sitrep::Open open;
  std::string text;
  size_t chunk = 64 * 1024;
  // Called before each chunk with its offset; false cancels the call there.
  std::function<bool(int64_t offset)> go_on;
};

// Sends within the window the server allows, and waits for the end.
absl::StatusOr<Done> SendArtifact(Ingest::Stub& stub, const UploadWish& wish,
                                  UploadCounts* counts = nullptr);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_TEST_CLIENT_H_
