#include "uploader/desk_client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <future>

namespace sitrep::uploader {
namespace {

// Answers with what it was asked.
class Echo : public Desk::Service {
 public:
  std::promise<void> released;  // what is slow waits for it

  grpc::Status OpenRequest(grpc::ServerContext*, const OpenRequestRequest* request,
                           SupportRequest* response) override {
    response->set_id("SR-000001");
    response->set_title(request->title());
    response->set_severity(request->severity());
    return grpc::Status::OK;
  }
  grpc::Status ListRequests(grpc::ServerContext*, const ListRequestsRequest* request,
                            ListRequestsResponse* response) override {
    response->add_requests()->set_id("SR-000002");
    if (request->include_closed()) response->add_requests()->set_id("SR-000001");
    return grpc::Status::OK;
  }
  grpc::Status GetRequest(grpc::ServerContext*, const GetRequestRequest* request,
                          SupportRequest* response) override {
    if (request->id() == "slow") released.get_future().wait();
    if (request->id() != "SR-000001") return {grpc::StatusCode::NOT_FOUND, "no such request"};
    response->set_id(request->id());
    return grpc::Status::OK;
  }
  grpc::Status Comment(grpc::ServerContext*, const CommentRequest* request,
                       SupportRequest* response) override {
    response->set_id(request->id());
    response->add_comments()->set_text(request->text());
    return grpc::Status::OK;
  }
  grpc::Status Escalate(grpc::ServerContext*, const EscalateRequest* request,
                        SupportRequest* response) override {
    response->add_comments()->set_text(request->reason());
    response->set_escalations(1);
    return grpc::Status::OK;
  }
  grpc::Status CloseRequest(grpc::ServerContext*, const CloseRequestRequest* request,
                            SupportRequest* response) override {
    response->set_id(request->id());
    response->set_state(CLOSED);
    return grpc::Status::OK;
  }
};

class DeskClientTest : public testing::Test {
 protected:
  void SetUp() override {
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(port),
                                   grpc::InsecureChannelCredentials());
  }
  Echo service_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(DeskClientTest, AsksEachQuestionAndGivesTheAnswer) {
  DeskClient desk(channel_);
  OpenRequestRequest open;
  open.set_title("hosts lost");
  open.set_severity(1);
  EXPECT_EQ(desk.Open(open)->title(), "hosts lost");
  EXPECT_EQ(desk.Open(open)->severity(), 1);
  EXPECT_EQ(desk.List(false)->size(), 1u);
  EXPECT_EQ(desk.List(true)->size(), 2u);
  EXPECT_EQ(desk.Get("SR-000001")->id(), "SR-000001");
  EXPECT_EQ(desk.Comment("SR-000001", "more")->comments(0).text(), "more");
  EXPECT_EQ(desk.Escalate("SR-000001", "night")->escalations(), 1);
  EXPECT_EQ(desk.Close("SR-000001")->state(), CLOSED);
}

TEST_F(DeskClientTest, PassesOnTheBackendsCodeAndWords) {
  EXPECT_EQ(DeskClient(channel_).Get("SR-9").status(), absl::NotFoundError("no such request"));
}

TEST_F(DeskClientTest, DoesNotWaitForEver) {
  EXPECT_EQ(DeskClient(channel_, absl::Milliseconds(100)).Get("slow").status().code(),
            absl::StatusCode::kDeadlineExceeded);
  service_.released.set_value();
}

}  // namespace
}  // namespace sitrep::uploader
