#ifndef SITREP_UPLOADER_TESTING_CUTTING_PROXY_H_
#define SITREP_UPLOADER_TESTING_CUTTING_PROXY_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

#include "absl/status/statusor.h"

namespace sitrep::uploader {

// A TCP proxy on loopback that cuts. One connection at a time is enough for one channel; more are
// served in turn. Threads: its own; the methods may be called from any.
class CuttingProxy {
 public:
  static absl::StatusOr<std::unique_ptr<CuttingProxy>> Start(int target_port);
  ~CuttingProxy();
  int port() const { return port_; }

  // Resets the connection (RST both ways) once this many more bytes have passed from client to
  // server. Once; then none until called again.
  void ResetAfter(int64_t bytes) { reset_after_.store(bytes); }
  // From now on bytes are neither passed nor read, and nothing is closed: a cable that is pulled.
  void Freeze(bool frozen) { frozen_.store(frozen); }
  int resets() const { return resets_.load(); }

 private:
  CuttingProxy() = default;
  void Serve();
  void Relay(int client, int server);
  bool Pass(int from, int to, bool counted);

  int listener_ = -1;
  int port_ = 0;
  int target_port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> frozen_{false};
  std::atomic<int64_t> reset_after_{-1};
  std::atomic<int> resets_{0};
  std::thread thread_;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_TESTING_CUTTING_PROXY_H_
