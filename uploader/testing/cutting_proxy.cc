#include "uploader/testing/cutting_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace sitrep::uploader {
namespace {

constexpr int kPollMillis = 20;

sockaddr_in Loopback(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

int Connect(int port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) {
    return descriptor;
  }
  close(descriptor);
  return -1;
}

// Closing with a linger time of zero sends RST instead of FIN.
void Reset(int descriptor) {
  const linger now = {1, 0};
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

}  // namespace

absl::StatusOr<std::unique_ptr<CuttingProxy>> CuttingProxy::Start(int target_port) {
  std::unique_ptr<CuttingProxy> proxy(new CuttingProxy);
  proxy->target_port_ = target_port;
  proxy->listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  if (bind(proxy->listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(proxy->listener_, 16) != 0 ||
      getsockname(proxy->listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return absl::ErrnoToStatus(errno, "cannot listen on loopback");
  }
  proxy->port_ = ntohs(address.sin_port);
  proxy->thread_ = std::thread([&proxy = *proxy] { proxy.Serve(); });
  return proxy;
}

CuttingProxy::~CuttingProxy() {
  stopping_.store(true);
  if (thread_.joinable()) thread_.join();
  if (listener_ >= 0) close(listener_);
}

void CuttingProxy::Serve() {
  while (!stopping_.load()) {
    pollfd ready = {listener_, POLLIN, 0};
    if (poll(&ready, 1, kPollMillis) <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const int server = Connect(target_port_);
    if (server >= 0) {
      Relay(client, server);
      close(server);
    }
    close(client);
  }
}

void CuttingProxy::Relay(int client, int server) {
  while (!stopping_.load()) {
    if (frozen_.load()) {
      poll(nullptr, 0, kPollMillis);
      continue;
    }
    pollfd ready[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (poll(ready, 2, kPollMillis) <= 0) continue;
    if (ready[0].revents != 0 && !Pass(client, server, true)) return;
    if (ready[1].revents != 0 && !Pass(server, client, false)) return;
    if (reset_after_.load() == 0) {
      reset_after_.store(-1);
      ++resets_;
      Reset(client);
      Reset(server);
      return;
    }
  }
}

bool CuttingProxy::Pass(int from, int to, bool counted) {
  std::vector<char> buffer(16 * 1024);
  size_t wanted = buffer.size();
  const int64_t left = reset_after_.load();
  if (counted && left >= 0) wanted = static_cast<size_t>(std::min<int64_t>(left, buffer.size()));
  if (wanted == 0) return true;
  const ssize_t count = recv(from, buffer.data(), wanted, 0);
  if (count <= 0) return false;
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t now = send(to, buffer.data() + sent, count - sent, MSG_NOSIGNAL);
    if (now <= 0) return false;
    sent += now;
  }
  if (counted && left >= 0) reset_after_.store(left - count);
  return true;
}

}  // namespace sitrep::uploader
