#ifndef SITREP_UPLOADER_CHANNEL_H_
#define SITREP_UPLOADER_CHANNEL_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "uploader/identity.h"

namespace sitrep::uploader {

// Reads "host:port", "[::1]:port" or "https://host:port" and gives "host:port". INVALID_ARGUMENT
// says what is missing.
absl::StatusOr<std::string> NormaliseEndpoint(std::string_view text);

// Channels to the backend: TLS always, the backend's certificate verified against one authority and
// the endpoint's host, no proxy from the environment, keepalive on. They connect when first used.
// INVALID_ARGUMENT for a bad endpoint.

// Mutual TLS, as the enrolled agent.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const Identity& identity);

// The backend is verified, the agent is not: for enrolment alone.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenEnrolmentChannel(const std::string& endpoint,
                                                                    const std::string& ca_pem);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_CHANNEL_H_
