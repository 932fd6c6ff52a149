#include "base/tls_trust.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <string_view>

namespace sitrep::base {

struct TlsTrust::Callback {
  static int Verify(X509_STORE_CTX* store_context, void* trust) {
    return static_cast<TlsTrust*>(trust)->Judge(store_context) ? 1 : 0;
  }
};

namespace {

std::optional<CertificateFacts> ReadLeaf(X509* leaf) {
  unsigned char* der = nullptr;
  const int size = leaf == nullptr ? 0 : i2d_X509(leaf, &der);
  if (size <= 0) return std::nullopt;
  absl::StatusOr<CertificateFacts> facts =
      ReadCertificate(std::string_view(reinterpret_cast<char*>(der), static_cast<size_t>(size)));
  OPENSSL_free(der);
  if (!facts.ok()) return std::nullopt;
  return *std::move(facts);
}

}  // namespace

TlsTrust::TlsTrust(Rule rule, const std::vector<std::string>& thumbprints)
    : rule_(rule), thumbprints_(thumbprints.begin(), thumbprints.end()) {}

void TlsTrust::Install(void* ssl_context) {
  SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX*>(ssl_context), &Callback::Verify, this);
}

bool TlsTrust::Judge(void* store_context) {
  auto* context = static_cast<X509_STORE_CTX*>(store_context);
  presented_ = ReadLeaf(X509_STORE_CTX_get0_cert(context));
  refusal_.clear();
  if (rule_ == Rule::kAuthorities) {
    if (X509_verify_cert(context) == 1) return true;
    refusal_ = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context));
    return false;
  }
  const bool trusted = rule_ == Rule::kAnything ||
                       (presented_ && thumbprints_.contains(presented_->sha256_thumbprint));
  // The handshake's owner reads this code too, and would refuse a certificate of its own signing.
  X509_STORE_CTX_set_error(context, trusted ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
  if (!trusted) refusal_ = "its thumbprint is not one of the expected";
  return trusted;
}

}  // namespace sitrep::base
