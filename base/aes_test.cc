#include "base/aes.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"

namespace sitrep::base {
namespace {

TEST(AesBlock, EncryptsTheExampleOfTheStandard) {
  const std::string key =
      absl::HexStringToBytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const std::string plain = absl::HexStringToBytes("00112233445566778899aabbccddeeff");
  AesBlock::Block block;
  std::copy(plain.begin(), plain.end(), reinterpret_cast<char*>(block.data()));
  const AesBlock::Block result = AesBlock(key).Encrypt(block);
  EXPECT_EQ(absl::BytesToHexString(
                absl::string_view(reinterpret_cast<const char*>(result.data()), result.size())),
            "8ea2b7ca516745bfeafc49904b496089");
}

TEST(AesBlock, GivesTheSameBlockEveryTime) {
  const AesBlock aes(std::string(32, 'k'));
  const AesBlock::Block block{1, 2, 3};
  const AesBlock::Block first = aes.Encrypt(block);
  aes.Encrypt(AesBlock::Block{9});
  EXPECT_EQ(aes.Encrypt(block), first);
}

}  // namespace
}  // namespace sitrep::base
