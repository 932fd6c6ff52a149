#ifndef SITREP_BASE_TLS_TRUST_H_
#define SITREP_BASE_TLS_TRUST_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/certificate.h"

namespace sitrep::base {

// TlsTrust judges the certificate of a TLS server during the handshake, before the client has sent
// anything that belongs to it, and remembers what was presented.
//
// Lifecycle: Install() into an OpenSSL context, from the callback a library offers for it.
// Ownership: must outlive the connections of that context. Threads: one connection at a time.
class TlsTrust {
 public:
  enum class Rule {
    kAuthorities,  // the chain must lead to the context's authorities; names are checked by who
                   // owns the connection
    kThumbprints,  // the leaf's SHA-256 must be in the set; nothing else counts
    kAnything,
  };
  // Thumbprints as NormaliseThumbprint() gives them.
  TlsTrust(Rule rule, const std::vector<std::string>& thumbprints);
  TlsTrust(const TlsTrust&) = delete;
  TlsTrust& operator=(const TlsTrust&) = delete;

  // `ssl_context` is an SSL_CTX*.
  void Install(void* ssl_context);

  Rule rule() const { return rule_; }
  const std::set<std::string>& thumbprints() const { return thumbprints_; }
  // The leaf of the last handshake.
  const std::optional<CertificateFacts>& presented() const { return presented_; }
  // Why the last handshake's certificate was refused; empty when it was not.
  const std::string& refusal() const { return refusal_; }

 private:
  struct Callback;
  bool Judge(void* store_context);

  const Rule rule_;
  const std::set<std::string> thumbprints_;
  std::optional<CertificateFacts> presented_;
  std::string refusal_;
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_TLS_TRUST_H_
