#include "uploader/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::uploader {
namespace {

// Shorter than the idle limits of common firewalls and load balancers (60 s and more), longer than
// the least interval that the backend permits (docs/formats/ingest_protocol.md). It also sets the
// kernel's own limit on unanswered data.
constexpr int kKeepaliveMillis = 30'000;
constexpr int kKeepaliveTimeoutMillis = 20'000;
// A chunk is at most 1 MiB; lists of requests are small. Above this, the peer is not ours.
constexpr int kMaxMessageBytes = 4 << 20;
// Time between connection attempts is the plan's business; gRPC's own must not outlast it.
constexpr int kMaxReconnectMillis = 5'000;
constexpr int kConnectTimeoutMillis = 10'000;

absl::Status BadEndpoint(std::string_view text, const char* what) {
  return absl::InvalidArgumentError(
      absl::StrCat("backend \"", std::string(text), "\": ", what,
                   "; give host:port, such as support.example.com:7443"));
}

bool IsHost(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char letter) {
    return absl::ascii_isalnum(letter) || letter == '.' || letter == '-' || letter == '_';
  });
}

bool IsBracketedAddress(std::string_view host) {
  return host.size() > 4 && host.front() == '[' && host.back() == ']' &&
         std::all_of(host.begin() + 1, host.end() - 1, [](char letter) {
           return absl::ascii_isxdigit(letter) || letter == ':' || letter == '.';
         });
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Open(const std::string& endpoint,
                                                    const grpc::SslCredentialsOptions& options) {
  ASSIGN_OR_RETURN(const std::string target, NormaliseEndpoint(endpoint));
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMillis);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMillis);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 200);
  // Also the time that one attempt to connect may take.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectTimeoutMillis);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxReconnectMillis);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  // Two channels with different identities must not share a connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetMaxSendMessageSize(kMaxMessageBytes);
  return grpc::CreateCustomChannel("dns:///" + target, grpc::SslCredentials(options), arguments);
}

}  // namespace

absl::StatusOr<std::string> NormaliseEndpoint(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  std::string_view rest = text;
  if (rest.substr(0, kScheme.size()) == kScheme) rest.remove_prefix(kScheme.size());
  if (rest.find("://") != std::string_view::npos) return BadEndpoint(text, "only https is spoken");
  if (!rest.empty() && rest.back() == '/') rest.remove_suffix(1);
  const size_t colon = rest.rfind(':');
  if (colon == std::string_view::npos || rest.back() == ']') {
    return BadEndpoint(text, "the port is missing");
  }
  const std::string_view host = rest.substr(0, colon);
  if (!IsHost(host) && !IsBracketedAddress(host))
    return BadEndpoint(text, "the host is not a name or address");
  int port = 0;
  if (!absl::SimpleAtoi(std::string(rest.substr(colon + 1)), &port) || port < 1 || port > 65535) {
    return BadEndpoint(text, "the port is not a number from 1 to 65535");
  }
  return absl::StrCat(std::string(host), ":", port);
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const Identity& identity) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = identity.ca_pem;
  options.pem_private_key = identity.key_pem;
  options.pem_cert_chain = identity.certificate_pem;
  return Open(identity.endpoint, options);
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenEnrolmentChannel(const std::string& endpoint,
                                                                    const std::string& ca_pem) {
  // With no roots at all gRPC would trust the system's.
  if (ca_pem.empty()) return absl::InvalidArgumentError("no authority to trust");
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = ca_pem;
  return Open(endpoint, options);
}

}  // namespace sitrep::uploader
