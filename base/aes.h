#ifndef SITREP_BASE_AES_H_
#define SITREP_BASE_AES_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sitrep::base {

// AesBlock is the AES-256 permutation of one block: a keyed pseudo-random function to build on, not
// a way to encrypt data.
//
// Threads: one at a time. Failure: none; a key that is not 32 bytes ends the program.
class AesBlock {
 public:
  using Block = std::array<uint8_t, 16>;

  explicit AesBlock(std::string_view key);
  ~AesBlock();
  AesBlock(const AesBlock&) = delete;
  AesBlock& operator=(const AesBlock&) = delete;

  Block Encrypt(const Block& block) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_AES_H_
