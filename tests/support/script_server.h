#ifndef SITREP_TESTS_SUPPORT_SCRIPT_SERVER_H_
#define SITREP_TESTS_SUPPORT_SCRIPT_SERVER_H_

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/mutex.h"

namespace sitrep::tests {

// ScriptServer speaks HTTP on a free loopback port over as many kept-alive connections as there
// are, and answers each request with what a function makes of it: a source without its inventory,
// for tests in which threads matter.
//
// Lifecycle: serves until destroyed; clients must be gone by then, or be told to go. Threads: the
// function is called from one thread for each connection.
class ScriptServer {
 public:
  struct Answer {
    std::string body;
    std::string headers{};  // each ends with CR LF
    int status = 200;
  };
  // Takes head and body of a request.
  using Script = std::function<Answer(const std::string& head, const std::string& body)>;

  explicit ScriptServer(Script script);
  ~ScriptServer();
  ScriptServer(const ScriptServer&) = delete;
  ScriptServer& operator=(const ScriptServer&) = delete;

  int port() const { return port_; }
  // The most requests that were being answered at once.
  int most_at_once() const { return most_; }

 private:
  void Accept();
  void Serve(int peer);

  const Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> at_once_ = 0;
  std::atomic<int> most_ = 0;
  base::Mutex mutex_;
  std::vector<int> peers_ SITREP_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_ SITREP_GUARDED_BY(mutex_);
  std::thread acceptor_;
};

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_SUPPORT_SCRIPT_SERVER_H_
