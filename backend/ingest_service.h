#ifndef SITREP_BACKEND_INGEST_SERVICE_H_
#define SITREP_BACKEND_INGEST_SERVICE_H_

#include <functional>

#include "backend/store.h"
#include "backend/upload.h"
#include "backend/upload_claims.h"
#include "backend/upload_stream.h"
#include "proto/ingest.grpc.pb.h"

namespace sitrep::backend {

// Takes artifacts (docs/formats/ingest_protocol.md).
// Ownership: `store` and the options' clock outlive it; the destructor waits for the streams'
// threads, so the server must have ended its calls. `on_received` is called after each artifact
// that became durable, on the stream's thread.
class IngestService : public Ingest::CallbackService {
 public:
  IngestService(Store& store, const UploadOptions& options, std::function<void()> on_received)
      : claims_(options.limits.uploads),
        context_{&store, options, &claims_, std::make_shared<ThreadCount>(),
                 std::move(on_received)} {}
  ~IngestService() override { context_.threads->WaitForNone(); }

  grpc::ServerBidiReactor<UploadRequest, UploadResponse>* Upload(
      grpc::CallbackServerContext* context) override {
    return UploadStream::Start(context_, context);
  }

 private:
  UploadClaims claims_;
  const IngestContext context_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_INGEST_SERVICE_H_
