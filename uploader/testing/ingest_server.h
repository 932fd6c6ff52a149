#ifndef SITREP_UPLOADER_TESTING_INGEST_SERVER_H_
#define SITREP_UPLOADER_TESTING_INGEST_SERVER_H_

#include <grpcpp/server.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "base/mutex.h"
#include "base/tls_identity.h"
#include "proto/enrolment.pb.h"
#include "uploader/identity.h"

namespace sitrep::uploader {

// How the server misbehaves, for tests of what the uploader believes.
enum class Fault {
  kNone,
  kResumeBeyondEnd,
  kResumeWithoutWindow,
  kAcknowledgeTooMuch,
  kAcknowledgeLess,
  kSayNothing,  // not even Resume
  kAcknowledgeNothing,
  kEndWithoutDone,
  kDoneBeforeFinish,  // another stream completed the artifact
  kDataLoss,          // at Finish, and drops what it has
};

struct IngestServerOptions {
  std::string folder;  // its stable storage; survives the server
  int port = 0;        // 0: a free one
  int64_t window = 256 * 1024;
  int64_t acknowledge_every = 160 * 1024;
  // Told after each chunk how many bytes of chunks this server has received in all.
  std::function<void(int64_t)> received = {};
};

// A small honest server of Ingest and Enrolment over mutual TLS on loopback: durable before it
// acknowledges, and pessimistic: after any cut it resumes at the last byte that it acknowledged, as
// if everything later was lost. It keeps its authority in its folder, so a restarted server has the
// same. Threads: any.
class IngestServer {
 public:
  static absl::StatusOr<std::unique_ptr<IngestServer>> Start(const IngestServerOptions& options);
  ~IngestServer();  // cuts every stream

  int port() const { return port_; }
  std::string endpoint() const;  // 127.0.0.1:port

  void set_fault(Fault fault);
  void set_refusal(std::optional<grpc::Status> refusal);  // what Open is answered

  // Names ("SHA256-REQUEST") of artifacts that arrived whole.
  std::vector<std::string> artifacts() const;
  std::string ArtifactPath(const std::string& name) const;
  int64_t received_bytes() const;  // of chunks
  int64_t removed_told() const;    // sum over completed uploads
  int completions() const;         // uploads that made an artifact appear

  EnrolmentToken NewToken();
  // An enrolled agent, without the detour over the wire.
  Identity MakeIdentity(const std::string& tenant = "acme") const;
  const base::CertificateAndKey& authority() const { return authority_; }

 private:
  struct Services;
  IngestServer() = default;

  base::CertificateAndKey authority_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_TESTING_INGEST_SERVER_H_
