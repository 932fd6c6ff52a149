#ifndef SITREP_BASE_DIGEST_H_
#define SITREP_BASE_DIGEST_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace sitrep::base {

// Sha256 hashes bytes as they come. Lifecycle: Update() any number of times, then Hex() or Bytes()
// once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void Update(std::string_view bytes);
  std::string Bytes();  // 32 bytes
  std::string Hex();    // lower case

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string Sha256Hex(std::string_view bytes);
// Reads the whole file.
absl::StatusOr<std::string> Sha256HexOfFile(const std::string& path);
// 32 bytes.
std::string HmacSha256(std::string_view key, std::string_view bytes);
// `count` bytes from the system's cryptographic random generator; aborts the program when there is
// none.
std::string RandomBytes(size_t count);
// A random (version 4) UUID in lower case.
std::string RandomUuid();

}  // namespace sitrep::base

#endif  // SITREP_BASE_DIGEST_H_
