#ifndef SITREP_COLLECTORS_VSPHERE_HTTP_H_
#define SITREP_COLLECTORS_VSPHERE_HTTP_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/certificate.h"
#include "base/interrupt.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

struct HttpRequest {
  std::string url;
  std::string method{};                               // empty: POST with a body, GET without
  std::vector<std::string> headers;                   // "Name: value"
  std::optional<std::string> body;                    // set: POST
  absl::Duration timeout = absl::InfiniteDuration();  // of the whole exchange
  // Without a byte; the time that on_body takes does not count.
  absl::Duration stall_timeout = absl::InfiniteDuration();
  bool uninterruptible = false;           // on the way out: the interrupt is not asked
  const base::Interrupt* stop = nullptr;  // a second reason to stop, of this exchange alone
  bool unencoded = false;                 // the body is wanted as it lies there
  bool at_most_once = false;              // never sent a second time, whatever becomes of it
};

struct HttpAnswer {
  int status = 0;
  int64_t content_length = -1;
  int64_t received_bytes = 0;  // of the body, on the wire
  absl::Duration duration;
};

// How far the last exchange came, for who must name the hop that failed.
struct HttpReach {
  int proxy_status = 0;  // what the proxy answered to CONNECT; 0: none was asked
  bool secured = false;  // the TLS handshake was completed
};

// Takes the body as it comes, uncompressed. An error ends the exchange and is its result.
using OnBody = std::function<absl::Status(int http_status, std::string_view bytes)>;

// HttpConnection is one kept-alive HTTP/1.1 connection to one source, with its cookies.
//
// Ownership: options and interrupt must outlive it. Threads: one at a time. Failure: an HTTP status
// is an answer, not a failure. FAILED_PRECONDITION the certificate is not trusted (nothing was
// sent), UNAVAILABLE no connection or a broken one, DEADLINE_EXCEEDED, CANCELLED interrupted,
// INVALID_ARGUMENT the CA file cannot be used.
class HttpConnection {
 public:
  HttpConnection(const SourceOptions& options, const base::Interrupt& interrupt);
  ~HttpConnection();
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  absl::StatusOr<HttpAnswer> Exchange(const HttpRequest& request, const OnBody& on_body);
  // Announced size of the body that is arriving; -1 when not known. For use inside OnBody.
  int64_t announced_length() const;

  // The cookies, in a form that AddCookies() of another connection takes; values stay byte for
  // byte.
  std::vector<std::string> Cookies() const;
  void AddCookies(const std::vector<std::string>& cookies);
  void ClearCookies();

  HttpReach reach() const;
  // The certificate of the last handshake.
  const std::optional<base::CertificateFacts>& presented() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HTTP_H_
