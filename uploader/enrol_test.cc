#include "uploader/enrol.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "absl/time/clock.h"
#include "base/file.h"
#include "base/tls_identity.h"
#include "uploader/testing/ingest_server.h"
#include "uploader/testing/temporary_folder.h"

namespace sitrep::uploader {
namespace {

using absl::StatusCode;
using testing::HasSubstr;
using testing::Not;

class EnrolTest : public testing::Test {
 protected:
  void SetUp() override { server_ = IngestServer::Start({folder_ / "server"}).value(); }
  EnrolOptions Options() const { return {server_->endpoint(), "agent in cellar", "0.1.0"}; }
  std::string WriteToken(const std::string& text) {
    EXPECT_TRUE(base::WriteFileAtomically(folder_ / "token.json", text).ok());
    return folder_ / "token.json";
  }

  TemporaryFolder folder_;
  std::unique_ptr<IngestServer> server_;
};

TEST_F(EnrolTest, TradesATokenForAnIdentityThatIsKept) {
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(server_->NewToken(), &json).ok());
  const auto token = ReadTokenFile(WriteToken(json));
  ASSERT_TRUE(token.ok()) << token.status();
  const auto identity = Enrol(*token, Options());
  ASSERT_TRUE(identity.ok()) << identity.status();
  const std::string folder = folder_ / "state/identity";
  ASSERT_TRUE(SaveIdentity(*identity, folder).ok());
  const auto loaded = LoadIdentity(folder);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->agent_id, base::ReadPeer(loaded->certificate_pem)->common_name);
  EXPECT_EQ(loaded->tenant, "acme");
  EXPECT_EQ(loaded->endpoint, server_->endpoint());
  EXPECT_EQ(loaded->key_pem, identity->key_pem);
  EXPECT_EQ(loaded->ca_pem, server_->authority().certificate_pem);
  struct stat info = {};
  stat((folder + "/key.pem").c_str(), &info);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  stat(folder.c_str(), &info);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
}

TEST_F(EnrolTest, IsRefusedWithATokenUsedBefore) {
  const EnrolmentToken token = server_->NewToken();
  ASSERT_TRUE(Enrol(token, Options()).ok());
  const auto again = Enrol(token, Options());
  EXPECT_EQ(again.status().code(), StatusCode::kUnauthenticated);
  EXPECT_THAT(std::string(again.status().message()), Not(HasSubstr(token.token())));
}

TEST_F(EnrolTest, DoesNotGiveItsTokenToABackendOfAnotherAuthority) {
  EnrolmentToken token = server_->NewToken();
  const std::string right = token.ca_certificate();
  token.set_ca_certificate(
      base::CreateAuthority("other", absl::Hours(1), absl::Now())->certificate_pem);
  EXPECT_EQ(Enrol(token, Options()).status().code(), StatusCode::kUnavailable);
  token.set_ca_certificate(right);
  EXPECT_TRUE(Enrol(token, Options()).ok());
}

TEST_F(EnrolTest, NamesTheFileAndTheFaultOfATokenThatIsNone) {
  EXPECT_EQ(ReadTokenFile(folder_ / "missing").status().code(), StatusCode::kNotFound);
  for (const std::string& text :
       {std::string(), std::string("deadbeef"), std::string("{\"token\": \"deadbeef\"}"),
        std::string("{\"token\": \"deadbeef\", \"caCertificate\": \"x\"}"), std::string("{}"),
        std::string("[1]"), std::string(100'000, 'x')}) {
    const auto token = ReadTokenFile(WriteToken(text));
    EXPECT_EQ(token.status().code(), StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(token.status().message()), HasSubstr("token.json"));
    EXPECT_THAT(std::string(token.status().message()), Not(HasSubstr("deadbeef")));
  }
}

TEST_F(EnrolTest, ReplacesAnIdentityWhole) {
  const std::string folder = folder_ / "identity";
  const Identity first = server_->MakeIdentity(), second = server_->MakeIdentity();
  ASSERT_TRUE(SaveIdentity(first, folder).ok());
  // What an interrupted enrolment left behind.
  ASSERT_TRUE(base::MakeDirectories(folder + ".new").ok());
  ASSERT_TRUE(base::WriteFileAtomically(folder + ".new/key.pem", "half").ok());
  ASSERT_TRUE(SaveIdentity(second, folder).ok());
  EXPECT_EQ(LoadIdentity(folder)->agent_id, second.agent_id);
  EXPECT_EQ(LoadIdentity(folder)->key_pem, second.key_pem);
  EXPECT_FALSE(base::FileExists(folder + ".new"));
}

TEST_F(EnrolTest, RefusesToSaveAKeyThatIsNotTheCertificates) {
  Identity identity = server_->MakeIdentity();
  identity.key_pem = server_->MakeIdentity().key_pem;
  EXPECT_EQ(SaveIdentity(identity, folder_ / "identity").code(), StatusCode::kInvalidArgument);
  EXPECT_FALSE(base::FileExists(folder_ / "identity"));
}

TEST_F(EnrolTest, SaysWhatIsWrongWithAnIdentity) {
  const std::string folder = folder_ / "identity";
  EXPECT_EQ(LoadIdentity(folder).status().code(), StatusCode::kNotFound);
  ASSERT_TRUE(SaveIdentity(server_->MakeIdentity(), folder).ok());
  std::filesystem::permissions(folder + "/key.pem", std::filesystem::perms(0644));
  EXPECT_EQ(LoadIdentity(folder).status().code(), StatusCode::kPermissionDenied);
  std::filesystem::permissions(folder + "/key.pem", std::filesystem::perms(0600));
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/certificate.pem", "rubbish").ok());
  EXPECT_THAT(std::string(LoadIdentity(folder).status().message()), HasSubstr("certificate.pem"));
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/agent.json", "{}").ok());
  EXPECT_THAT(std::string(LoadIdentity(folder).status().message()), HasSubstr("agent.json"));
}

}  // namespace
}  // namespace sitrep::uploader
