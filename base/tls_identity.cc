#include "base/tls_identity.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/certificate.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

// Machines whose clocks differ by less than this still agree that a new certificate is valid.
constexpr absl::Duration kClockTolerance = absl::Minutes(5);
constexpr int kSerialBytes = 16;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_REQ* request) const { X509_REQ_free(request); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(BIO* bio) const { BIO_free_all(bio); }
  void operator()(BIGNUM* number) const { BN_free(number); }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Free>;
using CertificatePointer = std::unique_ptr<X509, Free>;
using RequestPointer = std::unique_ptr<X509_REQ, Free>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, Free>;
using BioPointer = std::unique_ptr<BIO, Free>;
using NumberPointer = std::unique_ptr<BIGNUM, Free>;

absl::Status LibraryRefused(const char* what) {
  char reason[256] = "no reason given";
  if (const unsigned long code = ERR_get_error(); code != 0) {
    ERR_error_string_n(code, reason, sizeof(reason));
  }
  ERR_clear_error();
  return absl::InternalError(absl::StrCat("cannot ", what, ": ", reason));
}

absl::Status NotA(const char* what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(absl::StrCat("not a ", what, " in PEM form"));
}

// Without this, a key with a passphrase would make the library ask for it on the terminal.
int NoPassphrase(char*, int, int, void*) { return 0; }

BioPointer Memory(std::string_view text) {
  return BioPointer(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string Contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

absl::StatusOr<KeyPointer> ParseKey(std::string_view pem) {
  KeyPointer key(PEM_read_bio_PrivateKey(Memory(pem).get(), nullptr, NoPassphrase, nullptr));
  if (key == nullptr) return NotA("private key");
  return key;
}

absl::StatusOr<CertificatePointer> ParseCertificate(std::string_view pem) {
  CertificatePointer certificate(
      PEM_read_bio_X509(Memory(pem).get(), nullptr, NoPassphrase, nullptr));
  if (certificate == nullptr) return NotA("certificate");
  return certificate;
}

absl::StatusOr<RequestPointer> ParseRequest(std::string_view pem) {
  RequestPointer request(PEM_read_bio_X509_REQ(Memory(pem).get(), nullptr, NoPassphrase, nullptr));
  if (request == nullptr) return NotA("certificate signing request");
  EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
  if (key == nullptr || X509_REQ_verify(request.get(), key) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError(
        "the signature of the certificate signing request does not match its key");
  }
  if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_bits(key) != 256) {
    return absl::InvalidArgumentError("the key of the signing request is not an EC P-256 key");
  }
  return request;
}

absl::StatusOr<std::string> KeyText(EVP_PKEY* key) {
  BioPointer bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return LibraryRefused("write a private key");
  }
  return Contents(bio.get());
}

absl::StatusOr<std::string> CertificateText(X509* certificate) {
  BioPointer bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(bio.get(), certificate) != 1) return LibraryRefused("write a certificate");
  return Contents(bio.get());
}

absl::Status AddName(X509_NAME* name, const char* field, std::string_view value) {
  if (value.empty()) return absl::OkStatus();
  const auto* bytes = reinterpret_cast<const unsigned char*>(value.data());
  if (X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes, static_cast<int>(value.size()),
                                 -1, 0) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError(absl::StrCat("\"", std::string(value), "\" cannot be the ",
                                                   field,
                                                   " of a certificate (1 to 64 characters)"));
  }
  return absl::OkStatus();
}

std::string NameField(X509_NAME* name, int field) {
  const int index = X509_NAME_get_index_by_NID(name, field, -1);
  if (index < 0) return "";
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0) return "";
  std::string result(reinterpret_cast<char*>(text), static_cast<size_t>(size));
  OPENSSL_free(text);
  return result;
}

absl::Time ToTime(const ASN1_TIME* time) {
  std::tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

absl::Status SetRandomSerial(X509* certificate) {
  unsigned char bytes[kSerialBytes];
  if (RAND_bytes(bytes, kSerialBytes) != 1) return LibraryRefused("draw a serial number");
  // Positive and of full length, as RFC 5280 wants it.
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);
  NumberPointer number(BN_bin2bn(bytes, kSerialBytes, nullptr));
  if (BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) == nullptr) {
    return LibraryRefused("set a serial number");
  }
  return absl::OkStatus();
}

std::string SerialText(const X509* certificate) {
  NumberPointer number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  char* digits = BN_bn2hex(number.get());
  std::string text = absl::AsciiStrToLower(digits);
  OPENSSL_free(digits);
  return text;
}

absl::Status AddExtension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  if (extension == nullptr || X509_add_ext(certificate, extension.get(), -1) != 1) {
    return LibraryRefused("add a certificate extension");
  }
  return absl::OkStatus();
}

// What a certificate is to say, apart from its key.
struct Contract {
  std::string common_name;
  std::string organisation;
  absl::Time not_before;
  absl::Time not_after;
  std::vector<std::pair<int, std::string>> extensions;
};

absl::Status Fill(X509* certificate, EVP_PKEY* key, X509* issuer, const Contract& contract) {
  X509_set_version(certificate, X509_VERSION_3);
  RETURN_IF_ERROR(SetRandomSerial(certificate));
  ASN1_TIME_set(X509_getm_notBefore(certificate), absl::ToTimeT(contract.not_before));
  ASN1_TIME_set(X509_getm_notAfter(certificate), absl::ToTimeT(contract.not_after));
  X509_NAME* subject = X509_get_subject_name(certificate);
  RETURN_IF_ERROR(AddName(subject, "O", contract.organisation));
  RETURN_IF_ERROR(AddName(subject, "CN", contract.common_name));
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  if (X509_set_pubkey(certificate, key) != 1) return LibraryRefused("set a certificate's key");
  RETURN_IF_ERROR(AddExtension(certificate, issuer, NID_subject_key_identifier, "hash"));
  for (const auto& [kind, value] : contract.extensions) {
    RETURN_IF_ERROR(AddExtension(certificate, issuer, kind, value));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> SignLeaf(const CertificateAndKey& authority, EVP_PKEY* key,
                                     Contract contract) {
  ASSIGN_OR_RETURN(const CertificatePointer issuer, ParseCertificate(authority.certificate_pem));
  ASSIGN_OR_RETURN(const KeyPointer issuer_key, ParseKey(authority.key_pem));
  contract.not_after = std::min(contract.not_after, ToTime(X509_get0_notAfter(issuer.get())));
  contract.extensions.emplace_back(NID_basic_constraints, "critical,CA:FALSE");
  contract.extensions.emplace_back(NID_key_usage, "critical,digitalSignature");
  contract.extensions.emplace_back(NID_authority_key_identifier, "keyid");
  CertificatePointer leaf(X509_new());
  RETURN_IF_ERROR(Fill(leaf.get(), key, issuer.get(), contract));
  if (X509_sign(leaf.get(), issuer_key.get(), EVP_sha256()) == 0) {
    return LibraryRefused("sign a certificate");
  }
  return CertificateText(leaf.get());
}

std::string AlternativeNames(const std::vector<std::string>& dns_names,
                             const std::vector<std::string>& ip_addresses) {
  std::vector<std::string> parts;
  for (const std::string& name : dns_names) parts.push_back(absl::StrCat("DNS:", name));
  for (const std::string& address : ip_addresses) parts.push_back(absl::StrCat("IP:", address));
  return absl::StrJoin(parts, ",");
}

// The extension is given to the library as text, where a comma would begin another entry.
absl::Status VerifyAlternativeNames(const std::vector<std::string>& dns_names,
                                    const std::vector<std::string>& ip_addresses) {
  if (dns_names.empty() && ip_addresses.empty()) {
    return absl::InvalidArgumentError("a server certificate needs a DNS name or an IP address");
  }
  for (const auto* names : {&dns_names, &ip_addresses}) {
    for (const std::string& name : *names) {
      const bool safe = !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
        return absl::ascii_isalnum(letter) || letter == '-' || letter == '.' || letter == ':' ||
               letter == '*' || letter == '_';
      });
      if (!safe) {
        return absl::InvalidArgumentError(
            absl::StrCat("\"", name, "\" is neither a DNS name nor an IP address"));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> GenerateKeyPem() {
  KeyPointer key(EVP_EC_gen("P-256"));
  if (key == nullptr) return LibraryRefused("make a key");
  return KeyText(key.get());
}

absl::StatusOr<std::string> MakeCertificateRequest(std::string_view key_pem,
                                                   std::string_view common_name) {
  ASSIGN_OR_RETURN(const KeyPointer key, ParseKey(key_pem));
  RequestPointer request(X509_REQ_new());
  X509_REQ_set_version(request.get(), X509_REQ_VERSION_1);
  RETURN_IF_ERROR(AddName(X509_REQ_get_subject_name(request.get()), "CN", common_name));
  if (X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
      X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0) {
    return LibraryRefused("sign a certificate request");
  }
  BioPointer bio(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509_REQ(bio.get(), request.get()) != 1) {
    return LibraryRefused("write a certificate request");
  }
  return Contents(bio.get());
}

absl::StatusOr<CertificateAndKey> CreateAuthority(std::string_view common_name,
                                                  absl::Duration validity, absl::Time now) {
  CertificateAndKey authority;
  ASSIGN_OR_RETURN(authority.key_pem, GenerateKeyPem());
  ASSIGN_OR_RETURN(const KeyPointer key, ParseKey(authority.key_pem));
  Contract contract;
  contract.common_name = std::string(common_name);
  contract.not_before = now - kClockTolerance;
  contract.not_after = now + validity;
  contract.extensions = {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                         {NID_key_usage, "critical,keyCertSign,cRLSign"}};
  CertificatePointer certificate(X509_new());
  RETURN_IF_ERROR(Fill(certificate.get(), key.get(), certificate.get(), contract));
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) {
    return LibraryRefused("sign an authority");
  }
  ASSIGN_OR_RETURN(authority.certificate_pem, CertificateText(certificate.get()));
  return authority;
}

absl::StatusOr<std::string> SignRequest(const CertificateAndKey& authority,
                                        std::string_view request_pem, std::string_view common_name,
                                        std::string_view organisation, absl::Duration validity,
                                        absl::Time now) {
  ASSIGN_OR_RETURN(const RequestPointer request, ParseRequest(request_pem));
  Contract contract;
  contract.common_name = std::string(common_name);
  contract.organisation = std::string(organisation);
  contract.not_before = now - kClockTolerance;
  contract.not_after = now + validity;
  contract.extensions = {{NID_ext_key_usage, "clientAuth"}};
  return SignLeaf(authority, X509_REQ_get0_pubkey(request.get()), std::move(contract));
}

absl::StatusOr<std::string> IssueServerCertificate(const CertificateAndKey& authority,
                                                   std::string_view key_pem,
                                                   const std::vector<std::string>& dns_names,
                                                   const std::vector<std::string>& ip_addresses,
                                                   absl::Duration validity, absl::Time now) {
  RETURN_IF_ERROR(VerifyAlternativeNames(dns_names, ip_addresses));
  ASSIGN_OR_RETURN(const KeyPointer key, ParseKey(key_pem));
  Contract contract;
  contract.common_name = dns_names.empty() ? ip_addresses.front() : dns_names.front();
  contract.not_before = now - kClockTolerance;
  contract.not_after = now + validity;
  contract.extensions = {{NID_ext_key_usage, "serverAuth"},
                         {NID_subject_alt_name, AlternativeNames(dns_names, ip_addresses)}};
  return SignLeaf(authority, key.get(), std::move(contract));
}

absl::StatusOr<PeerFacts> ReadPeer(std::string_view certificate_pem) {
  ASSIGN_OR_RETURN(const CertificatePointer certificate, ParseCertificate(certificate_pem));
  ASSIGN_OR_RETURN(const CertificateFacts known, ReadCertificate(certificate_pem));
  PeerFacts facts;
  facts.common_name = known.common_name;
  facts.organisation = NameField(X509_get_subject_name(certificate.get()), NID_organizationName);
  facts.serial = SerialText(certificate.get());
  facts.not_after = known.not_after;
  facts.sha256_thumbprint = known.sha256_thumbprint;
  return facts;
}

absl::Status VerifyKeyMatches(std::string_view certificate_pem, std::string_view key_pem) {
  ASSIGN_OR_RETURN(const CertificatePointer certificate, ParseCertificate(certificate_pem));
  ASSIGN_OR_RETURN(const KeyPointer key, ParseKey(key_pem));
  if (X509_check_private_key(certificate.get(), key.get()) == 1) return absl::OkStatus();
  ERR_clear_error();
  return absl::InvalidArgumentError("the certificate is for another key");
}

absl::Status VerifySignedBy(std::string_view leaf_pem, std::string_view authority_pem,
                            absl::Time now) {
  ASSIGN_OR_RETURN(const CertificatePointer leaf, ParseCertificate(leaf_pem));
  ASSIGN_OR_RETURN(const CertificatePointer authority, ParseCertificate(authority_pem));
  if (X509_check_issued(authority.get(), leaf.get()) != X509_V_OK ||
      X509_verify(leaf.get(), X509_get0_pubkey(authority.get())) != 1) {
    ERR_clear_error();
    return absl::UnauthenticatedError("the certificate is not signed by this authority");
  }
  for (const X509* certificate : {leaf.get(), authority.get()}) {
    const absl::Time not_before = ToTime(X509_get0_notBefore(certificate));
    const absl::Time not_after = ToTime(X509_get0_notAfter(certificate));
    if (now < not_before || now > not_after) {
      return absl::UnauthenticatedError(
          absl::StrCat("the ", certificate == leaf.get() ? "certificate" : "authority",
                       " is valid from ", absl::FormatTime(not_before, absl::UTCTimeZone()), " to ",
                       absl::FormatTime(not_after, absl::UTCTimeZone())));
    }
  }
  return absl::OkStatus();
}

}  // namespace sitrep::base
