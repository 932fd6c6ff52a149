#include "base/certificate.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/digest.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

struct FreeX509 {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using X509Pointer = std::unique_ptr<X509, FreeX509>;
using BioPointer = std::unique_ptr<BIO, FreeBio>;

X509Pointer Parse(std::string_view text) {
  if (text.find("-----BEGIN") != std::string_view::npos) {
    BioPointer bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    return X509Pointer(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  }
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  return X509Pointer(d2i_X509(nullptr, &bytes, static_cast<long>(text.size())));
}

absl::Time ToTime(const ASN1_TIME* time) {
  std::tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

std::string NameLine(X509_NAME* name) {
  BioPointer bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

std::string CommonName(X509_NAME* name) {
  const int index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (index < 0) return "";
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0) return "";
  std::string result(reinterpret_cast<char*>(text), static_cast<size_t>(size));
  OPENSSL_free(text);
  return result;
}

int KeyBits(X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  return key == nullptr ? 0 : EVP_PKEY_get_bits(key);
}

std::string SignatureAlgorithm(const X509* certificate) {
  const int id = X509_get_signature_nid(certificate);
  const char* name = id == NID_undef ? nullptr : OBJ_nid2sn(id);
  return name == nullptr ? "" : name;
}

std::string Thumbprint(std::string_view digest) {
  std::string text;
  for (const char byte : digest) {
    const std::string pair = absl::BytesToHexString(absl::string_view(&byte, 1));
    absl::StrAppend(&text, text.empty() ? "" : ":", absl::AsciiStrToUpper(pair));
  }
  return text;
}

}  // namespace

absl::StatusOr<CertificateFacts> ReadCertificate(std::string_view pem_or_der) {
  X509Pointer certificate = Parse(pem_or_der);
  if (certificate == nullptr) {
    return absl::InvalidArgumentError("not an X.509 certificate in PEM or DER form");
  }
  CertificateFacts facts;
  facts.subject = NameLine(X509_get_subject_name(certificate.get()));
  facts.issuer = NameLine(X509_get_issuer_name(certificate.get()));
  facts.common_name = CommonName(X509_get_subject_name(certificate.get()));
  facts.not_before = ToTime(X509_get0_notBefore(certificate.get()));
  facts.not_after = ToTime(X509_get0_notAfter(certificate.get()));
  facts.key_bits = KeyBits(certificate.get());
  facts.signature_algorithm = SignatureAlgorithm(certificate.get());
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate.get(), &der);
  if (size <= 0) return absl::InvalidArgumentError("a certificate that cannot be encoded again");
  Sha256 digest;
  digest.Update(std::string_view(reinterpret_cast<char*>(der), static_cast<size_t>(size)));
  OPENSSL_free(der);
  facts.sha256_thumbprint = Thumbprint(digest.Bytes());
  return facts;
}

absl::StatusOr<std::string> NormaliseThumbprint(std::string_view text) {
  std::string digits =
      absl::StrReplaceAll(absl::string_view(text.data(), text.size()), {{":", ""}, {" ", ""}});
  bool valid = digits.size() == 64;
  for (const char digit : digits) valid = valid && absl::ascii_isxdigit(digit);
  if (!valid) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", absl::string_view(text.data(), text.size()),
                     "\" is not a SHA-256 thumbprint: 64 hex digits, with or without colons"));
  }
  return Thumbprint(absl::HexStringToBytes(digits));
}

}  // namespace sitrep::base
