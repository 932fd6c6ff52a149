#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <optional>
#include <set>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/unit_queue.h"
#include "tests/support/script_server.h"

// What the lanes of a run share: the queue of units, the connections, and the session.
namespace sitrep::collectors {
namespace {

using tests::ScriptServer;

std::string Enveloped(std::string_view response, std::string_view inside) {
  const absl::string_view name(response.data(), response.size());
  return absl::StrCat(
      "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\""
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><e:Body><",
      name, " xmlns=\"urn:vim25\">", absl::string_view(inside.data(), inside.size()), "</", name,
      "></e:Body></e:Envelope>");
}

ScriptServer::Answer Faulty(const std::string& type) {
  return {.body = absl::StrCat(
              "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><e:Fault>"
              "<faultcode>ServerFaultCode</faultcode><faultstring/><detail><",
              type, "Fault xmlns=\"urn:vim25\"/></detail></e:Fault></e:Body></e:Envelope>"),
          .status = 500};
}

// A source that knows sessions and its clock, and nothing else.
class FewWords {
 public:
  ScriptServer::Answer Reply(const std::string& head, const std::string& body) {
    if (absl::StartsWith(head, "GET ")) return {.body = "", .status = 404};
    if (absl::StrContains(body, "<RetrieveServiceContent ")) return {.body = Content()};
    if (absl::StrContains(body, "<Login ")) return Login();
    const bool known = absl::StrContains(head, absl::StrCat("session=\"", session_.load(), "\""));
    if (!known) return Faulty("NotAuthenticated");
    if (absl::StrContains(body, "<Logout ")) {
      session_ = ++last_ + 1000;
      return {.body = Enveloped("LogoutResponse", "")};
    }
    if (std::latch* meeting = meeting_; meeting != nullptr && ++arrived_ <= 2) {
      meeting->arrive_and_wait();
    }
    return {.body =
                Enveloped("CurrentTimeResponse", "<returnval>2026-11-22T12:00:00Z</returnval>")};
  }
  void Expire() { session_ = ++last_ + 1000; }
  void Refuse() { refuse_ = true; }
  // The first two that ask for the time are answered when both have asked.
  void AnswerTwoTogether(std::latch& meeting) { meeting_ = &meeting; }
  int logins() const { return logins_; }

 private:
  static std::string Content() {
    std::string inside = "<returnval><about><instanceUuid>u-1</instanceUuid></about>";
    for (const auto& [field, type] : {std::pair("rootFolder", "Folder"),
                                      {"propertyCollector", "PropertyCollector"},
                                      {"viewManager", "ViewManager"},
                                      {"sessionManager", "SessionManager"}}) {
      absl::StrAppend(&inside, "<", field, " type=\"", type, "\">", type, "</", field, ">");
    }
    return Enveloped("RetrieveServiceContentResponse", absl::StrCat(inside, "</returnval>"));
  }
  ScriptServer::Answer Login() {
    ++logins_;
    // Long enough that whoever calls meanwhile is there before it ends.
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    while (std::chrono::steady_clock::now() < until) std::this_thread::yield();
    if (refuse_) return Faulty("InvalidLogin");
    session_ = ++last_;
    return {.body = Enveloped("LoginResponse", "<returnval><key>k</key></returnval>"),
            .headers = absl::StrCat("Set-Cookie: vmware_soap_session=\"", last_.load(),
                                    "\"; Path=/; HttpOnly\r\n")};
  }

  std::atomic<int> last_ = 0;
  std::atomic<int> session_ = -1;
  std::atomic<int> logins_ = 0;
  std::atomic<bool> refuse_ = false;
  std::atomic<std::latch*> meeting_ = nullptr;
  std::atomic<int> arrived_ = 0;
};

class LaneThreadsTest : public testing::Test {
 protected:
  LaneThreadsTest()
      : server_([this](const std::string& head, const std::string& body) {
          return source_.Reply(head, body);
        }) {
    options_.url = absl::StrCat("http://127.0.0.1:", server_.port(), "/sdk");
    options_.username = "u";
    options_.password = "p";
    options_.trust.insecure = true;
  }
  std::unique_ptr<Session> Connect() {
    auto session = Session::Connect(options_, base::Clock::Real(), interrupt_);
    EXPECT_TRUE(session.ok()) << session.status();
    return session.ok() ? *std::move(session) : nullptr;
  }
  // Runs `work` in so many threads that begin together.
  void Together(int threads, const std::function<void(int)>& work) {
    std::latch begin(threads);
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) {
      running.emplace_back([&, i] {
        begin.arrive_and_wait();
        work(i);
      });
    }
    for (std::thread& thread : running) thread.join();
  }

  FewWords source_;
  ScriptServer server_;
  SourceOptions options_;
  base::Interrupt interrupt_;
};

TEST_F(LaneThreadsTest, NoMoreRequestsAreInFlightThanMayBeHoweverManyThreadsAsk) {
  const std::unique_ptr<Session> session = Connect();
  ASSERT_NE(session, nullptr);
  std::latch meeting(2);
  source_.AnswerTwoTogether(meeting);
  std::atomic<int> failed = 0;
  Together(6, [&](int) {
    for (int i = 0; i < 20; ++i) failed += session->KeepAlive().ok() ? 0 : 1;
  });
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(server_.most_at_once(), 2);
  EXPECT_EQ(session->client().most_in_flight(), 2);
}

TEST_F(LaneThreadsTest, ARequestToAnotherEndpointWaitsForItsTurnToo) {
  const std::unique_ptr<Session> session = Connect();
  ASSERT_NE(session, nullptr);
  SoapClient& client = session->client();
  ASSERT_TRUE(client.TakeTurn(false).ok());
  ASSERT_TRUE(client.TakeTurn(false).ok());
  std::atomic<bool> answered = false;
  std::thread third([&] {
    EXPECT_TRUE(session->KeepAlive().ok());
    answered = true;
  });
  const int64_t calls = session->cost().Total().calls;
  EXPECT_FALSE(answered);
  client.EndTurn();
  third.join();
  EXPECT_EQ(session->cost().Total().calls, calls + 1);
  client.EndTurn();
  EXPECT_EQ(client.most_in_flight(), 2);
}

TEST_F(LaneThreadsTest, AnInterruptAndTheDeadlineEndTheWaitForATurn) {
  const std::unique_ptr<Session> session = Connect();
  ASSERT_NE(session, nullptr);
  SoapClient& client = session->client();
  ASSERT_TRUE(client.TakeTurn(false).ok());
  client.set_deadline(absl::Now() - absl::Seconds(1));
  EXPECT_TRUE(absl::IsDeadlineExceeded(client.TakeTurn(false)));
  client.set_deadline(absl::InfiniteFuture());
  ASSERT_TRUE(client.TakeTurn(false).ok());
  std::thread waiting([&] { EXPECT_TRUE(absl::IsCancelled(client.TakeTurn(false))); });
  interrupt_.Request();
  waiting.join();
  client.EndTurn();
  EXPECT_TRUE(client.TakeTurn(/*leaving=*/true).ok());
  client.EndTurn();
  client.EndTurn();
}

// One call as a reader makes it: again after the session was lost and renewed.
absl::Status CallRenewing(Session& session) {
  for (int attempt = 1;; ++attempt) {
    const int64_t generation = session.generation();
    const absl::Status status = session.KeepAlive();
    if (!IsSessionLoss(status) || attempt == 3) return status;
    if (const absl::Status login = session.LoginAgain(generation); !login.ok()) return login;
  }
}

TEST_F(LaneThreadsTest, ALostSessionIsRenewedOnceThoughOthersBeginWhileThereIsNone) {
  const std::unique_ptr<Session> session = Connect();
  ASSERT_NE(session, nullptr);
  source_.Expire();
  std::atomic<int> failed = 0;
  Together(4, [&](int) {
    for (int i = 0; i < 20; ++i) failed += CallRenewing(*session).ok() ? 0 : 1;
  });
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(source_.logins(), 2);
  EXPECT_EQ(session->generation(), 1);
}

TEST_F(LaneThreadsTest, ACredentialThatIsRefusedWhenRenewedIsSentOnceWhoeverAsks) {
  const std::unique_ptr<Session> session = Connect();
  ASSERT_NE(session, nullptr);
  EXPECT_FALSE(session->login_refused());
  source_.Expire();
  source_.Refuse();
  std::atomic<int> refused = 0;
  Together(4, [&](int) { refused += IsInvalidLogin(CallRenewing(*session)) ? 1 : 0; });
  EXPECT_EQ(refused, 4);
  EXPECT_EQ(source_.logins(), 2);
  EXPECT_TRUE(session->login_refused());
}

// Units of no tables; the second waits for the table of the first.
std::vector<WorkUnit> TwoAndOthers(int others) {
  std::vector<WorkUnit> units;
  units.push_back({.name = "first", .tables = {1}});
  units.push_back({.name = "second", .tables = {2}, .waits_for = 1});
  for (int i = 0; i < others; ++i) units.push_back({.name = "other", .tables = {3 + i}});
  return units;
}

TEST_F(LaneThreadsTest, EveryUnitIsGivenOutOnceAndNoneBeforeWhatItWaitsFor) {
  for (int round = 0; round < 50; ++round) {
    UnitQueue queue(TwoAndOthers(8));
    std::atomic<bool> early = false;
    std::atomic<int> taken = 0;
    Together(2, [&](int) {
      while (const std::optional<size_t> unit = queue.Take()) {
        ++taken;
        if (queue.units()[*unit].waits_for == 1 && !queue.is_done(0)) early = true;
        queue.Done(*unit);
      }
    });
    EXPECT_FALSE(early);
    EXPECT_EQ(taken, 10);
    EXPECT_EQ(queue.done(), 10u);
  }
}

TEST_F(LaneThreadsTest, ALaneThatWaitsIsFreedWhenTheOtherFails) {
  for (int round = 0; round < 50; ++round) {
    UnitQueue queue(TwoAndOthers(0));
    Together(2, [&](int) {
      while (queue.Take()) queue.Stop();  // the first is never done
    });
    EXPECT_EQ(queue.done(), 0u);
  }
}

}  // namespace
}  // namespace sitrep::collectors
