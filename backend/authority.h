#ifndef SITREP_BACKEND_AUTHORITY_H_
#define SITREP_BACKEND_AUTHORITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/store.h"
#include "base/tls_identity.h"

namespace sitrep::backend {

// A client certificate as given to an agent.
struct ClientCertificate {
  std::string pem;
  absl::Time expires_at;
};

// Authority is the backend's own certificate authority, in `authority/` of the data directory (keys
// 0600): it signs the agents' requests and the server's certificate, and nothing else trusts it.
//
// Lifecycle: Open() makes it when there is none; safe beside another process that does the same.
// Threads: any, after Open(). Failure: INVALID_ARGUMENT names the file that is damaged; the remedy
// is a backup of it, because agents that are enrolled trust this authority alone.
class Authority {
 public:
  static absl::StatusOr<Authority> Open(Store& store, absl::Time now);

  const std::string& certificate_pem() const { return authority_.certificate_pem; }

  // INVALID_ARGUMENT when the request (PKCS #10, PEM) is not valid.
  absl::StatusOr<ClientCertificate> SignAgent(std::string_view request_pem,
                                              const std::string& agent_id,
                                              const std::string& tenant, absl::Time now) const;

  // The server's certificate for these DNS names and IP addresses. Kept in the data directory and
  // made again when the names change or fewer than 30 days are left.
  absl::StatusOr<base::CertificateAndKey> ServerCertificate(const std::vector<std::string>& names,
                                                            absl::Time now) const;

 private:
  Authority(std::string directory, base::CertificateAndKey authority)
      : directory_(std::move(directory)), authority_(std::move(authority)) {}
  absl::StatusOr<base::CertificateAndKey> StoredServerCertificate(const std::string& names,
                                                                  absl::Time now) const;
  std::string directory_;
  base::CertificateAndKey authority_;
};

// Names for the server's certificate: the host of `listen` unless it means every address, localhost
// with its addresses, and `more`. Sorted, each once.
std::vector<std::string> ServerNames(const std::string& listen,
                                     const std::vector<std::string>& more);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_AUTHORITY_H_
