#ifndef SITREP_BACKEND_SERVER_H_
#define SITREP_BACKEND_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "backend/config.h"
#include "backend/store.h"
#include "backend/upload.h"
#include "base/clock.h"

namespace sitrep::backend {

struct ServerOptions {
  base::Clock* clock = nullptr;  // Real() when null; not owned; several threads ask it
  // As in UploadOptions, for tests.
  std::function<void(std::string_view step)> before_upload_step;
  std::function<absl::StatusOr<int64_t>(const std::string& directory)> free_bytes;
  std::function<void(std::function<void()> work)> start_thread;
};

// Server is a backend that serves: one port, TLS with the backend's own authority, enrolment open
// to everyone, every other call only to an enrolled agent's certificate.
//
// Lifecycle: Start() opens the data directory, puts the contracts of the configuration in force,
// and listens; Shutdown() or the destructor ends calls under way (an upload goes on later where it
// was durable) and waits for their threads. Threads: any. Failure of Start(): FAILED_PRECONDITION
// another backend serves this directory; INVALID_ARGUMENT a contract names a plan that is not
// there; UNAVAILABLE the address cannot be listened on.
class Server {
 public:
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Config& config,
                                                       const ServerOptions& options = {});
  ~Server();

  const std::string& address() const;  // host:port, the port that was really taken
  const std::string& certificate_authority_pem() const;
  Store& store();
  // Returns when every snapshot received so far has been examined.
  void WaitUntilExamined();
  void Shutdown();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_SERVER_H_
