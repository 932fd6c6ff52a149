#include "tests/support/script_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace sitrep::tests {
namespace {

// False when the peer is gone.
bool Receive(int peer, std::string& pending) {
  char buffer[4096];
  const ssize_t size = recv(peer, buffer, sizeof buffer, 0);
  if (size > 0) pending.append(buffer, static_cast<size_t>(size));
  return size > 0;
}

size_t BodyLength(const std::string& head) {
  constexpr char kName[] = "content-length: ";
  const std::string lower = absl::AsciiStrToLower(head);
  const size_t at = lower.find(kName);
  size_t length = 0;
  if (at == std::string::npos) return 0;
  const size_t begin = at + sizeof kName - 1;
  (void)absl::SimpleAtoi(lower.substr(begin, lower.find('\r', begin) - begin), &length);
  return length;
}

// False when no further request comes.
bool ReadRequest(int peer, std::string& pending, std::string& head, std::string& body) {
  size_t end = std::string::npos;
  while ((end = pending.find("\r\n\r\n")) == std::string::npos) {
    if (!Receive(peer, pending)) return false;
  }
  head = pending.substr(0, end + 4);
  const size_t length = BodyLength(head);
  while (pending.size() < head.size() + length) {
    if (!Receive(peer, pending)) return false;
  }
  body = pending.substr(head.size(), length);
  pending.erase(0, head.size() + length);
  return true;
}

}  // namespace

ScriptServer::ScriptServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, any, size) == 0 && listen(listener_, 16) == 0 &&
      getsockname(listener_, any, &size) == 0) {
    port_ = ntohs(address.sin_port);
  }
  acceptor_ = std::thread([this] { Accept(); });
}

ScriptServer::~ScriptServer() {
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  std::vector<std::thread> threads;
  {
    base::MutexLock lock(mutex_);
    for (const int peer : peers_) shutdown(peer, SHUT_RDWR);
    threads.swap(threads_);
  }
  for (std::thread& thread : threads) thread.join();
  base::MutexLock lock(mutex_);
  for (const int peer : peers_) close(peer);
}

void ScriptServer::Accept() {
  for (;;) {
    const int peer = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) return;
    base::MutexLock lock(mutex_);
    peers_.push_back(peer);
    threads_.emplace_back([this, peer] { Serve(peer); });
  }
}

void ScriptServer::Serve(int peer) {
  std::string pending;
  std::string head;
  std::string body;
  while (ReadRequest(peer, pending, head, body)) {
    const int now = ++at_once_;
    for (int most = most_; now > most && !most_.compare_exchange_weak(most, now);) {
    }
    const Answer answer = script_(head, body);
    --at_once_;
    const std::string bytes = absl::StrCat("HTTP/1.1 ", answer.status,
                                           " Scripted\r\nContent-Length: ", answer.body.size(),
                                           "\r\n", answer.headers, "\r\n", answer.body);
    if (send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) return;
  }
}

}  // namespace sitrep::tests
