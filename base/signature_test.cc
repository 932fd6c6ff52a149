#include "base/signature.h"

#include <gtest/gtest.h>

#include "base/tls_identity.h"

namespace sitrep::base {
namespace {

// Made for this test with `openssl genpkey -algorithm ed25519`.
constexpr char kPrivate[] = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGCxHYmXYuYcbG3i9d+BFSVZ8JkGk0DpMU2JkaOKksdY
-----END PRIVATE KEY-----
)";

TEST(Signature, HoldsForItsBytesAndKeyAlone) {
  const auto key = PublicKeyOf(kPrivate);
  ASSERT_TRUE(key.ok()) << key.status();
  const auto signature = SignEd25519(kPrivate, "a pack");
  ASSERT_TRUE(signature.ok()) << signature.status();
  EXPECT_EQ(signature->size(), kSignatureBytes);
  EXPECT_TRUE(*VerifyEd25519(*key, "a pack", *signature));
  EXPECT_FALSE(*VerifyEd25519(*key, "a pack.", *signature));
  std::string other = *signature;
  other[5] ^= 1;
  EXPECT_FALSE(*VerifyEd25519(*key, "a pack", other));
  EXPECT_FALSE(*VerifyEd25519(*key, "a pack", ""));
}

TEST(Signature, RefusesKeysOfAnotherKind) {
  const auto ec = GenerateKeyPem();
  ASSERT_TRUE(ec.ok());
  EXPECT_EQ(SignEd25519(*ec, "x").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SignEd25519("", "x").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(VerifyEd25519(kPrivate, "x", "y").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sitrep::base
