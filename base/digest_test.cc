#include "base/digest.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "base/certificate.h"

namespace sitrep::base {
namespace {

// The example of FIPS 180-2, appendix B.1, and of RFC 4231, test case 2.
TEST(Digest, MatchesThePublishedExamples) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(absl::BytesToHexString(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Digest, OfPiecesIsTheDigestOfTheWhole) {
  Sha256 digest;
  digest.Update("a");
  digest.Update("bc");
  EXPECT_EQ(digest.Hex(), Sha256Hex("abc"));
}

TEST(RandomUuid, IsOfVersion4AndNotRepeated) {
  const std::string uuid = RandomUuid();
  ASSERT_EQ(uuid.size(), 36u);
  EXPECT_EQ(uuid[14], '4');
  EXPECT_NE(uuid, RandomUuid());
}

TEST(Thumbprint, IsBroughtToOneForm) {
  const std::string digits(64, 'a');
  auto thumbprint = NormaliseThumbprint(digits);
  ASSERT_TRUE(thumbprint.ok());
  EXPECT_EQ(thumbprint->size(), 95u);
  EXPECT_EQ(*NormaliseThumbprint(*thumbprint), *thumbprint);
  EXPECT_FALSE(NormaliseThumbprint("AA:BB").ok());
  EXPECT_FALSE(NormaliseThumbprint(std::string(64, 'g')).ok());
}

TEST(Certificate, ThatIsNoneIsRefused) {
  EXPECT_FALSE(ReadCertificate("hello").ok());
  EXPECT_FALSE(
      ReadCertificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").ok());
  EXPECT_FALSE(ReadCertificate("").ok());
}

}  // namespace
}  // namespace sitrep::base
