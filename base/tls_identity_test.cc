#include "base/tls_identity.h"

#include <gtest/gtest.h>

#include "base/certificate.h"

namespace sitrep::base {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

class TlsIdentity : public testing::Test {
 protected:
  void SetUp() override {
    authority_ = *CreateAuthority("Sitrep authority", absl::Hours(24 * 365), kNow);
    key_ = *GenerateKeyPem();
    request_ = *MakeCertificateRequest(key_, "whatever the agent says");
  }
  CertificateAndKey authority_;
  std::string key_;
  std::string request_;
};

TEST_F(TlsIdentity, SignsARequestWithTheNameAndTenantGivenAndNotThoseAskedFor) {
  const auto certificate =
      SignRequest(authority_, request_, "agent-1", "acme", absl::Hours(24), kNow);
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  const auto facts = ReadPeer(*certificate);
  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->common_name, "agent-1");
  EXPECT_EQ(facts->organisation, "acme");
  EXPECT_EQ(facts->not_after, kNow + absl::Hours(24));
  EXPECT_EQ(facts->serial.size(), 32u);
  EXPECT_EQ(facts->sha256_thumbprint, ReadCertificate(*certificate)->sha256_thumbprint);
  EXPECT_TRUE(VerifyKeyMatches(*certificate, key_).ok());
  EXPECT_TRUE(VerifySignedBy(*certificate, authority_.certificate_pem, kNow).ok());
}

TEST_F(TlsIdentity, GivesEverySerialOnce) {
  const auto one = SignRequest(authority_, request_, "a", "t", absl::Hours(1), kNow);
  const auto two = SignRequest(authority_, request_, "a", "t", absl::Hours(1), kNow);
  EXPECT_NE(ReadPeer(*one)->serial, ReadPeer(*two)->serial);
}

TEST_F(TlsIdentity, RefusesARequestWhoseSignatureDoesNotMatchItsKey) {
  // One changed character in the middle of the base64 text of the subject or key.
  std::string damaged = request_;
  const size_t middle = damaged.size() / 2;
  damaged[middle] = damaged[middle] == 'A' ? 'B' : 'A';
  const auto result = SignRequest(authority_, damaged, "a", "t", absl::Hours(1), kNow);
  EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(TlsIdentity, RefusesTextThatIsNoRequestKeyOrCertificate) {
  EXPECT_EQ(SignRequest(authority_, "nonsense", "a", "t", absl::Hours(1), kNow).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SignRequest(authority_, key_, "a", "t", absl::Hours(1), kNow).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MakeCertificateRequest("nonsense", "a").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadPeer("").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(TlsIdentity, NeverLetsALeafOutliveItsAuthority) {
  const auto certificate =
      SignRequest(authority_, request_, "a", "t", absl::Hours(24 * 3650), kNow);
  EXPECT_EQ(ReadPeer(*certificate)->not_after, kNow + absl::Hours(24 * 365));
}

TEST_F(TlsIdentity, TellsACertificateOfAnotherAuthorityOrAnotherTime) {
  const auto other = CreateAuthority("Sitrep authority", absl::Hours(24), kNow);
  const auto certificate = SignRequest(*other, request_, "a", "t", absl::Hours(1), kNow);
  EXPECT_EQ(VerifySignedBy(*certificate, authority_.certificate_pem, kNow).code(),
            absl::StatusCode::kUnauthenticated);
  EXPECT_TRUE(VerifySignedBy(*certificate, other->certificate_pem, kNow).ok());
  EXPECT_EQ(VerifySignedBy(*certificate, other->certificate_pem, kNow + absl::Hours(2)).code(),
            absl::StatusCode::kUnauthenticated);
}

TEST_F(TlsIdentity, TellsAKeyThatIsNotTheCertificates) {
  const auto certificate = SignRequest(authority_, request_, "a", "t", absl::Hours(1), kNow);
  EXPECT_EQ(VerifyKeyMatches(*certificate, *GenerateKeyPem()).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(TlsIdentity, RefusesServerNamesThatWouldBecomeMoreThanOneEntry) {
  EXPECT_EQ(IssueServerCertificate(authority_, key_, {"a,DNS:b"}, {}, absl::Hours(1), kNow)
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(IssueServerCertificate(authority_, key_, {}, {}, absl::Hours(1), kNow).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(IssueServerCertificate(authority_, key_, {"localhost"}, {"127.0.0.1", "::1"},
                                     absl::Hours(1), kNow)
                  .ok());
}

}  // namespace
}  // namespace sitrep::base
