#ifndef SITREP_BACKEND_UPLOAD_STREAM_H_
#define SITREP_BACKEND_UPLOAD_STREAM_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <chrono>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "backend/agents.h"
#include "backend/store.h"
#include "backend/upload.h"
#include "backend/upload_claims.h"
#include "base/mutex.h"
#include "proto/ingest.pb.h"

namespace sitrep::backend {

// Counts threads, so that whoever owns what they use can wait for their end.
class ThreadCount {
 public:
  void Begin() SITREP_EXCLUDES(mutex_);
  void End() SITREP_EXCLUDES(mutex_);
  void WaitForNone() SITREP_EXCLUDES(mutex_);

 private:
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  int64_t count_ SITREP_GUARDED_BY(mutex_) = 0;
};

// What every stream of a server works on; outlives them.
struct IngestContext {
  Store* store = nullptr;
  UploadOptions upload;
  UploadClaims* claims = nullptr;
  std::shared_ptr<ThreadCount> threads;
  std::function<void()> on_received;  // an artifact became durable
};

// UploadStream is one Ingest.Upload call. gRPC's threads only hand messages over; one thread of its
// own reads, writes to disk and answers, so a slow disk blocks nobody else, and at most two
// messages are in memory.
//
// Lifecycle: made when the call comes in, deletes itself when gRPC is done with it. Threads: its
// own, and gRPC's.
class UploadStream : public grpc::ServerBidiReactor<UploadRequest, UploadResponse> {
 public:
  static UploadStream* Start(const IngestContext& ingest, grpc::CallbackServerContext* context);

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  UploadStream(const IngestContext& ingest, grpc::CallbackServerContext* context)
      : ingest_(ingest), context_(context) {}
  ~UploadStream() override = default;

  absl::Status Serve();
  absl::Status Receive(Upload& upload);
  absl::Status Take(Upload& upload, const Chunk& chunk);
  absl::Status Complete(Upload& upload);
  absl::Status SendDone();
  absl::Status SendAck(const Upload& upload);

  // Waits for the next message of the client.
  absl::StatusOr<UploadRequest> Read(std::chrono::seconds patience) SITREP_EXCLUDES(mutex_);
  absl::Status Write(const UploadResponse& response) SITREP_EXCLUDES(mutex_);
  void Supersede() SITREP_EXCLUDES(mutex_);
  absl::Status Interrupted() SITREP_REQUIRES(mutex_);
  absl::Status CheckInterrupted() SITREP_EXCLUDES(mutex_);

  const IngestContext& ingest_;
  grpc::CallbackServerContext* const context_;
  UploadRequest request_;    // gRPC's while a read is under way
  UploadResponse response_;  // gRPC's while a write is under way
  Done done_;                // what Complete() found

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  bool read_ended_ SITREP_GUARDED_BY(mutex_) = false;
  bool read_ok_ SITREP_GUARDED_BY(mutex_) = false;
  bool writing_ SITREP_GUARDED_BY(mutex_) = false;
  bool write_ok_ SITREP_GUARDED_BY(mutex_) = false;
  bool cancelled_ SITREP_GUARDED_BY(mutex_) = false;
  bool superseded_ SITREP_GUARDED_BY(mutex_) = false;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_UPLOAD_STREAM_H_
