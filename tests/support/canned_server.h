#ifndef SITREP_TESTS_SUPPORT_CANNED_SERVER_H_
#define SITREP_TESTS_SUPPORT_CANNED_SERVER_H_

#include <string>
#include <thread>

namespace sitrep::tests {

// CannedServer listens on a free loopback port and gives every connection the same bytes after its
// first ones, then closes: a proxy that refuses, a server that speaks no TLS.
//
// Lifecycle: serves until destroyed. Threads: serves on one of its own.
class CannedServer {
 public:
  explicit CannedServer(std::string answer);
  ~CannedServer();
  CannedServer(const CannedServer&) = delete;
  CannedServer& operator=(const CannedServer&) = delete;

  int port() const { return port_; }

 private:
  void Serve();

  const std::string answer_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_SUPPORT_CANNED_SERVER_H_
