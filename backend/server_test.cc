#include "backend/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "backend/agents.h"
#include "backend/authority.h"
#include "backend/contracts.h"
#include "backend/test_client.h"
#include "backend/test_site.h"
#include "base/file.h"

namespace sitrep::backend {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A clock that tests move while the server's threads ask it.
class SharedClock : public base::Clock {
 public:
  absl::Time Now() override { return start_ + absl::Seconds(moved_.load()); }
  void Sleep(absl::Duration duration) override { moved_ += absl::ToInt64Seconds(duration); }

 private:
  const absl::Time start_ = absl::Now();
  std::atomic<int64_t> moved_{0};
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    config_.data_directory = folder_.path() + "/data";
    options_.clock = &clock_;
    auto server = Server::Start(config_, options_);
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  base::CertificateAndKey Enrol(const std::string& tenant, EnrolResponse* response = nullptr) {
    auto identity = EnrolWith(server_->address(), server_->certificate_authority_pem(),
                              IssueToken(server_->store(), tenant, clock_.Now()), response);
    EXPECT_TRUE(identity.ok()) << identity.status();
    return *std::move(identity);
  }

  std::unique_ptr<Desk::Stub> DeskOf(const base::CertificateAndKey& identity) {
    return Desk::NewStub(
        Connect(server_->address(), server_->certificate_authority_pem(), identity));
  }

  TestFolder folder_;
  SharedClock clock_;
  Config config_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
};

absl::StatusOr<ListRequestsResponse> List(Desk::Stub& desk, bool include_closed = false) {
  grpc::ClientContext context;
  ListRequestsRequest request;
  request.set_include_closed(include_closed);
  ListRequestsResponse response;
  const absl::Status status = FromGrpc(desk.ListRequests(&context, request, &response));
  if (!status.ok()) return status;
  return response;
}

absl::StatusOr<SupportRequest> OpenAt(Desk::Stub& desk, const std::string& client_token,
                                      int severity = 1) {
  grpc::ClientContext context;
  OpenRequestRequest request;
  request.set_title("hosts lose their datastore");
  request.set_description("since this morning");
  request.set_severity(severity);
  request.set_client_token(client_token);
  SupportRequest response;
  const absl::Status status = FromGrpc(desk.OpenRequest(&context, request, &response));
  if (!status.ok()) return status;
  return response;
}

template <typename Request>
absl::StatusOr<SupportRequest> Call(Desk::Stub& desk,
                                    grpc::Status (Desk::Stub::*method)(grpc::ClientContext*,
                                                                       const Request&,
                                                                       SupportRequest*),
                                    const Request& request) {
  grpc::ClientContext context;
  SupportRequest response;
  const absl::Status status = FromGrpc((desk.*method)(&context, request, &response));
  if (!status.ok()) return status;
  return response;
}

absl::StatusOr<SupportRequest> GetAt(Desk::Stub& desk, const std::string& id) {
  GetRequestRequest request;
  request.set_id(id);
  return Call(desk, &Desk::Stub::GetRequest, request);
}

TEST_F(ServerTest, TradesATokenForACertificateThatItsOwnAuthoritySigned) {
  EnrolResponse response;
  const base::CertificateAndKey identity = Enrol("acme", &response);
  EXPECT_EQ(response.tenant(), "acme");
  const auto peer = base::ReadPeer(identity.certificate_pem);
  ASSERT_TRUE(peer.ok()) << peer.status();
  EXPECT_EQ(peer->common_name, response.agent_id());
  EXPECT_EQ(peer->organisation, "acme");
  EXPECT_TRUE(
      base::VerifySignedBy(identity.certificate_pem, response.ca_certificate(), absl::Now()).ok());
  EXPECT_EQ(response.ca_certificate(), server_->certificate_authority_pem());
  EXPECT_TRUE(List(*DeskOf(identity)).ok());
}

TEST_F(ServerTest, RefusesATokenThatWasUsed) {
  const std::string token = IssueToken(server_->store(), "acme", clock_.Now());
  ASSERT_TRUE(EnrolWith(server_->address(), server_->certificate_authority_pem(), token).ok());
  EXPECT_EQ(
      EnrolWith(server_->address(), server_->certificate_authority_pem(), token).status().code(),
      absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(Agents(server_->store()).List()->size(), 1u);
}

TEST_F(ServerTest, RefusesATokenThatExpired) {
  const std::string token = IssueToken(server_->store(), "acme", clock_.Now(), absl::Hours(1));
  clock_.Sleep(absl::Hours(1));
  EXPECT_EQ(
      EnrolWith(server_->address(), server_->certificate_authority_pem(), token).status().code(),
      absl::StatusCode::kUnauthenticated);
}

TEST_F(ServerTest, RefusesATokenThatWasNeverIssued) {
  EXPECT_EQ(
      EnrolWith(server_->address(), server_->certificate_authority_pem(), std::string(64, '0'))
          .status()
          .code(),
      absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(EnrolWith(server_->address(), server_->certificate_authority_pem(), "").status().code(),
            absl::StatusCode::kUnauthenticated);
}

TEST_F(ServerTest, KeepsTheTokenUsableWhenTheSigningRequestIsBad) {
  const std::string token = IssueToken(server_->store(), "acme", clock_.Now());
  EnrolRequest request;
  request.set_token(token);
  request.set_certificate_request("no request");
  EnrolResponse response;
  grpc::ClientContext context;
  const auto stub =
      Enrolment::NewStub(Connect(server_->address(), server_->certificate_authority_pem()));
  EXPECT_EQ(stub->Enrol(&context, request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_TRUE(EnrolWith(server_->address(), server_->certificate_authority_pem(), token).ok());
}

TEST_F(ServerTest, KeepsNoTokenInTheClear) {
  const std::string token = IssueToken(server_->store(), "acme", clock_.Now());
  ASSERT_TRUE(EnrolWith(server_->address(), server_->certificate_authority_pem(), token).ok());
  for (const char* name : {"/backend.db", "/backend.db-wal"}) {
    const auto bytes = base::ReadFile(config_.data_directory + name);
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(bytes->find(token), std::string::npos) << name;
  }
}

TEST_F(ServerTest, LetsNobodyInWithoutACertificate) {
  EXPECT_EQ(List(*DeskOf({})).status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(OpenAt(*DeskOf({}), "t").status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(GetAt(*DeskOf({}), "SR-000001").status().code(), absl::StatusCode::kUnauthenticated);
  const auto ingest =
      Ingest::NewStub(Connect(server_->address(), server_->certificate_authority_pem()));
  UploadWish wish;
  wish.open = Announce("x", BUNDLE, "SR-000001");
  EXPECT_EQ(SendArtifact(*ingest, wish).status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(ServerTest, LetsNobodyInWithACertificateOfAnotherAuthority) {
  const auto authority = base::CreateAuthority("another", absl::Hours(24), absl::Now());
  ASSERT_TRUE(authority.ok());
  base::CertificateAndKey identity;
  identity.key_pem = *base::GenerateKeyPem();
  EnrolResponse response;
  Enrol("acme", &response);
  identity.certificate_pem =
      *base::SignRequest(*authority, *base::MakeCertificateRequest(identity.key_pem, "x"),
                         response.agent_id(), "acme", absl::Hours(24), absl::Now());
  EXPECT_EQ(List(*DeskOf(identity)).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServerTest, IsNotTrustedByAClientOfAnotherAuthority) {
  const auto authority = base::CreateAuthority("another", absl::Hours(24), absl::Now());
  const auto desk = Desk::NewStub(Connect(server_->address(), authority->certificate_pem));
  EXPECT_EQ(List(*desk).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServerTest, ShutsOutARevokedAgentAtOnce) {
  EnrolResponse response;
  const auto desk = DeskOf(Enrol("acme", &response));
  ASSERT_TRUE(List(*desk).ok());
  ASSERT_TRUE(Agents(server_->store()).Revoke(response.agent_id(), clock_.Now()).ok());
  EXPECT_EQ(List(*desk).status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(ServerTest, OpensARequestOnceHoweverOftenItIsAsked) {
  const auto desk = DeskOf(Enrol("acme"));
  const auto first = OpenAt(*desk, "token");
  const auto again = OpenAt(*desk, "token");
  const auto other = OpenAt(*desk, "other token");
  ASSERT_TRUE(first.ok() && again.ok() && other.ok()) << first.status();
  EXPECT_EQ(first->id(), "SR-000001");
  EXPECT_EQ(again->id(), first->id());
  EXPECT_EQ(again->opened_at(), first->opened_at());
  EXPECT_NE(other->id(), first->id());
  EXPECT_EQ(List(*desk)->requests_size(), 2);
}

TEST_F(ServerTest, PromisesAnAnswerWithinThirtyMinutesForSeverityOneOfProduction) {
  const auto request = OpenAt(*DeskOf(Enrol("acme")), "token");
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->target(), "within 30 minutes, round the clock");
  const auto opened = base::TimeFromText(request->opened_at());
  const auto due = base::TimeFromText(request->respond_by());
  ASSERT_TRUE(opened.ok() && due.ok());
  EXPECT_EQ(*due - *opened, absl::Minutes(30));
  ASSERT_EQ(request->comments_size(), 1);
  EXPECT_EQ(request->comments(0).text(), "since this morning");
}

TEST_F(ServerTest, HidesTheRequestsOfOtherTenants) {
  const auto acme = DeskOf(Enrol("acme"));
  const auto other = DeskOf(Enrol("other"));
  const std::string id = OpenAt(*acme, "token")->id();
  EXPECT_EQ(List(*other)->requests_size(), 0);
  EXPECT_EQ(GetAt(*other, id).status().code(), absl::StatusCode::kNotFound);
  CommentRequest comment;
  comment.set_id(id);
  comment.set_text("hello");
  EXPECT_EQ(Call(*other, &Desk::Stub::Comment, comment).status().code(),
            absl::StatusCode::kNotFound);
  CloseRequestRequest close;
  close.set_id(id);
  EXPECT_EQ(Call(*other, &Desk::Stub::CloseRequest, close).status().code(),
            absl::StatusCode::kNotFound);
  // The same client_token of another tenant is another request.
  EXPECT_NE(OpenAt(*other, "token")->id(), id);
}

TEST_F(ServerTest, CommentsEscalatesAndCloses) {
  const auto desk = DeskOf(Enrol("acme"));
  const std::string id = OpenAt(*desk, "token")->id();
  CommentRequest comment;
  comment.set_id(id);
  comment.set_text("it is worse");
  EXPECT_EQ(Call(*desk, &Desk::Stub::Comment, comment)->comments_size(), 2);
  EscalateRequest escalate;
  escalate.set_id(id);
  escalate.set_reason("production stands still");
  EXPECT_EQ(Call(*desk, &Desk::Stub::Escalate, escalate)->escalations(), 1);
  CloseRequestRequest close;
  close.set_id(id);
  const auto closed = Call(*desk, &Desk::Stub::CloseRequest, close);
  ASSERT_TRUE(closed.ok());
  EXPECT_EQ(closed->state(), CLOSED);
  EXPECT_EQ(Call(*desk, &Desk::Stub::CloseRequest, close)->closed_at(), closed->closed_at());
  EXPECT_EQ(Call(*desk, &Desk::Stub::Comment, comment).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(List(*desk)->requests_size(), 0);
  EXPECT_EQ(List(*desk, /*include_closed=*/true)->requests_size(), 1);
}

TEST_F(ServerTest, NamesTheFieldThatCannotBe) {
  const auto desk = DeskOf(Enrol("acme"));
  EXPECT_EQ(OpenAt(*desk, "token", 5).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(OpenAt(*desk, "").status().message()), HasSubstr("client_token"));
}

TEST_F(ServerTest, RefusesARequestWhenTheContractIsOver) {
  const auto desk = DeskOf(Enrol("acme"));
  Contract contract = *Contracts(server_->store()).Get("acme");
  contract.entitled_until = clock_.Now();
  ASSERT_TRUE(Contracts(server_->store()).Put(contract, clock_.Now()).ok());
  EXPECT_EQ(OpenAt(*desk, "token").status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(ServerTest, TellsNothingOfItsOwnFailuresButThatTheyMayPass) {
  const auto desk = DeskOf(Enrol("acme"));
  ASSERT_TRUE(server_->store()
                  .Write([](base::Database& database) {
                    return database.Execute("ALTER TABLE request RENAME TO gone");
                  })
                  .ok());
  const absl::Status status = List(*desk).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("request RENAME")));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("backend.db")));
}

TEST_F(ServerTest, ServesADirectoryOnce) {
  const absl::Status status = Server::Start(config_, options_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("another backend"));
}

TEST_F(ServerTest, SaysThatItCannotListen) {
  Config config;
  config.data_directory = folder_.path() + "/other";
  config.listen = server_->address();
  EXPECT_EQ(Server::Start(config, options_).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServerTest, RefusesAContractWithAPlanThatIsNotThere) {
  Config config;
  config.data_directory = folder_.path() + "/other";
  config.tenants.emplace_back();
  config.tenants[0].tenant = "acme";
  config.tenants[0].plan = "golden";
  const absl::Status status = Server::Start(config, options_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("tenant acme: there is no plan golden"));
}

TEST_F(ServerTest, KnowsItsAgentsAfterARestart) {
  const base::CertificateAndKey identity = Enrol("acme");
  const std::string authority = server_->certificate_authority_pem();
  server_.reset();
  server_ = *Server::Start(config_, options_);
  EXPECT_EQ(server_->certificate_authority_pem(), authority);
  EXPECT_TRUE(List(*DeskOf(identity)).ok());
}

}  // namespace
}  // namespace sitrep::backend
