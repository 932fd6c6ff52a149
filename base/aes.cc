#include "base/aes.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace sitrep::base {

struct AesBlock::State {
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  ~State() { EVP_CIPHER_CTX_free(context); }
};

AesBlock::AesBlock(std::string_view key) : state_(std::make_unique<State>()) {
  if (key.size() != 32 ||
      EVP_EncryptInit_ex(state_->context, EVP_aes_256_ecb(), nullptr,
                         reinterpret_cast<const unsigned char*>(key.data()), nullptr) != 1) {
    std::abort();
  }
  EVP_CIPHER_CTX_set_padding(state_->context, 0);
}

AesBlock::~AesBlock() = default;

AesBlock::Block AesBlock::Encrypt(const Block& block) const {
  Block result;
  int size = 0;
  if (EVP_EncryptUpdate(state_->context, result.data(), &size, block.data(),
                        static_cast<int>(block.size())) != 1 ||
      size != static_cast<int>(result.size())) {
    std::abort();
  }
  return result;
}

}  // namespace sitrep::base
