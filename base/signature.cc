#include "base/signature.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

// A key that is encrypted is refused instead of asking for its password on the terminal.
int NoPassword(char*, int, int, void*) { return -1; }

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

absl::StatusOr<Key> ReadKey(std::string_view pem, bool secret) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  Key key(secret ? PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassword, nullptr)
                 : PEM_read_bio_PUBKEY(bio.get(), nullptr, NoPassword, nullptr),
          EVP_PKEY_free);
  if (key != nullptr && EVP_PKEY_id(key.get()) == EVP_PKEY_ED25519) return key;
  return absl::InvalidArgumentError(
      absl::StrCat("not an Ed25519 ", secret ? "private" : "public", " key as PEM",
                   secret ? "; make one with: openssl genpkey -algorithm ed25519" : ""));
}

}  // namespace

absl::StatusOr<std::string> SignEd25519(std::string_view private_key_pem, std::string_view bytes) {
  ASSIGN_OR_RETURN(const Key key, ReadKey(private_key_pem, true));
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Bytes(bytes), bytes.size()) != 1 ||
      size != kSignatureBytes) {
    return absl::InternalError("the library did not sign");
  }
  return signature;
}

absl::StatusOr<bool> VerifyEd25519(std::string_view public_key_pem, std::string_view bytes,
                                   std::string_view signature) {
  ASSIGN_OR_RETURN(const Key key, ReadKey(public_key_pem, false));
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
    return absl::InternalError("the library did not begin to verify");
  }
  return EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(bytes),
                          bytes.size()) == 1;
}

absl::StatusOr<std::string> PublicKeyOf(std::string_view private_key_pem) {
  ASSIGN_OR_RETURN(const Key key, ReadKey(private_key_pem, true));
  const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
  if (PEM_write_bio_PUBKEY(bio.get(), key.get()) != 1) {
    return absl::InternalError("the library did not write the key");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);  // NOLINT(google-runtime-int)
  return std::string(text, static_cast<size_t>(size));
}

}  // namespace sitrep::base
