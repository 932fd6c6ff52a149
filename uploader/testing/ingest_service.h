#ifndef SITREP_UPLOADER_TESTING_INGEST_SERVICE_H_
#define SITREP_UPLOADER_TESTING_INGEST_SERVICE_H_

#include <map>
#include <optional>
#include <string>

#include "base/file.h"
#include "base/mutex.h"
#include "proto/ingest.grpc.pb.h"
#include "uploader/testing/ingest_server.h"

namespace sitrep::uploader {

// The Ingest half of IngestServer. Threads: any.
class IngestService : public Ingest::Service {
 public:
  using Stream = grpc::ServerReaderWriter<UploadResponse, UploadRequest>;

  explicit IngestService(const IngestServerOptions& options) : options_(options) {}
  grpc::Status Upload(grpc::ServerContext* context, Stream* stream) override;

  struct State {
    Fault fault = Fault::kNone;
    std::optional<grpc::Status> refusal;
    int64_t received = 0;
    int64_t removed_told = 0;
    int completions = 0;
  };
  State state() const;
  void Change(const std::function<void(State&)>& change);

 private:
  struct Artifact;  // one being received
  grpc::Status Receive(Artifact& artifact, Stream* stream);
  grpc::Status TakeChunk(Artifact& artifact, const Chunk& chunk, Stream* stream);
  grpc::Status Acknowledge(Artifact& artifact, Stream* stream);
  grpc::Status Complete(Artifact& artifact, Stream* stream);
  grpc::Status SayResume(Artifact& artifact, Stream* stream);
  void TakeOver(const std::string& name, grpc::ServerContext* context);
  void Leave(const std::string& name, grpc::ServerContext* context);

  const IngestServerOptions options_;
  mutable base::Mutex mutex_;
  base::ConditionVariable left_;
  State state_ SITREP_GUARDED_BY(mutex_);
  std::map<std::string, grpc::ServerContext*> active_ SITREP_GUARDED_BY(mutex_);
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_TESTING_INGEST_SERVICE_H_
