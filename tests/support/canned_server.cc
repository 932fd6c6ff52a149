#include "tests/support/canned_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace sitrep::tests {

CannedServer::CannedServer(std::string answer) : answer_(std::move(answer)) {
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
  thread_ = std::thread([this] { Serve(); });
}

CannedServer::~CannedServer() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

void CannedServer::Serve() {
  while (true) {
    const int peer = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) return;
    char buffer[4096];
    if (recv(peer, buffer, sizeof buffer, 0) > 0) {
      send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
    shutdown(peer, SHUT_WR);
    // What is unread when a socket is closed resets it, and the answer is lost.
    while (recv(peer, buffer, sizeof buffer, 0) > 0) {
    }
    close(peer);
  }
}

}  // namespace sitrep::tests
