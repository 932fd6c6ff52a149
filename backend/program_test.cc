#include "backend/program.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <sstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "backend/agents.h"
#include "backend/authority.h"
#include "backend/examiner.h"
#include "backend/operator.pb.h"
#include "backend/requests.h"
#include "backend/test_site.h"
#include "backend/upload.h"
#include "base/digest.h"
#include "base/file.h"
#include "checks/evaluator.h"
#include "proto/enrolment.pb.h"

namespace sitrep::backend {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() : clock_(TestNow()) {}

  int Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", data_});
    out_.str("");
    err_.str("");
    Surroundings surroundings{&out_, &err_, &clock_, &interrupt_};
    return static_cast<int>(RunProgram(arguments, surroundings));
  }

  // A tenant with a request, in the data directory.
  void AddRequest() {
    store_ = *Store::Open(data_);
    acme_ = AddTenant(*store_, "acme");
  }
  std::string Receive(const std::string& text, ArtifactKind kind) {
    UploadOptions options;
    options.clock = &clock_;
    const auto upload =
        Upload::Open(*store_, options, acme_.agent, Announce(text, kind, acme_.request));
    EXPECT_TRUE(upload.ok()) << upload.status();
    EXPECT_TRUE((*upload)->Append(0, text).ok());
    const auto done = (*upload)->Finish([] { return absl::OkStatus(); });
    EXPECT_TRUE(done.ok()) << done.status();
    return done->artifact();
  }
  std::string PathOf(const std::string& text) const {
    const std::string digest = base::Sha256Hex(text);
    return absl::StrCat(data_, "/artifacts/acme/", digest.substr(0, 2), "/", digest);
  }

  Review ReviewAsMessage() {
    Run({"review", acme_.request, "--format", "json"});
    Review review;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(out_.str(), &review).ok())
        << out_.str();
    return review;
  }

  TestFolder folder_;
  const std::string data_ = folder_.path() + "/data";
  base::ManualClock clock_;
  base::Interrupt interrupt_;
  std::ostringstream out_;
  std::ostringstream err_;
  std::unique_ptr<Store> store_;
  TestTenant acme_;
};

TEST_F(ProgramTest, GivesATokenThatEnrolsOnce) {
  ASSERT_EQ(Run({"token", "--tenant", "acme", "--plan", "basic"}), 0) << err_.str();
  EnrolmentToken token;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(out_.str(), &token).ok());
  EXPECT_EQ(token.tenant(), "acme");
  EXPECT_EQ(token.expires_at(), "2026-11-24T10:00:00.000Z");
  store_ = *Store::Open(data_);
  EXPECT_EQ(Agents(*store_).TenantOfToken(token.token(), TestNow()).value_or(""), "acme");
  EXPECT_EQ(Authority::Open(*store_, TestNow())->certificate_pem(), token.ca_certificate());
}

TEST_F(ProgramTest, WritesATokenThatOnlyItsOwnerCanRead) {
  const std::string file = folder_.path() + "/token.json";
  ASSERT_EQ(Run({"token", "--out", file}), 0);
  EXPECT_EQ(out_.str(), "");
  EXPECT_THAT(err_.str(), HasSubstr(file));
  struct stat info = {};
  ASSERT_EQ(stat(file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_THAT(err_.str(), Not(HasSubstr("\"token\"")));
}

TEST_F(ProgramTest, KeepsTheContractWhenATokenSaysNothingOfIt) {
  ASSERT_EQ(Run({"token", "--tenant", "acme", "--plan", "basic", "--time-zone", "Asia/Tokyo"}), 0);
  ASSERT_EQ(Run({"token", "--tenant", "acme"}), 0);
  store_ = *Store::Open(data_);
  EXPECT_EQ(store_->Read([](base::Database& database) -> absl::Status {
    EXPECT_EQ(*database.Integer("SELECT count(*) FROM tenant WHERE plan = 'basic' AND "
                                "time_zone = 'Asia/Tokyo'"),
              1);
    return absl::OkStatus();
  }),
            absl::OkStatus());
}

TEST_F(ProgramTest, SaysTwoForMistakesOfTheCommandLine) {
  EXPECT_EQ(Run({}), 2);
  EXPECT_EQ(Run({"frobnicate"}), 2);
  EXPECT_EQ(Run({"token", "--plan", "golden"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("there is no plan golden; there are: production"));
  EXPECT_EQ(Run({"token", "--tenant", "../x"}), 2);
  EXPECT_EQ(Run({"token", "--valid", "soon"}), 2);
  EXPECT_EQ(Run({"token", "--time-zone", "Mars/Olympus"}), 2);
  EXPECT_EQ(Run({"serve", "--listen", "nowhere"}), 2);
  EXPECT_EQ(Run({"agents", "--format", "xml"}), 2);
}

TEST_F(ProgramTest, SaysTwoWhereThereIsNoBackend) {
  EXPECT_EQ(Run({"agents"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("is no data directory of a backend"));
  EXPECT_FALSE(base::FileExists(data_));
}

TEST_F(ProgramTest, NamesFileAndLineOfAMistakeInTheConfiguration) {
  const std::string file = folder_.path() + "/backend.yaml";
  ASSERT_TRUE(base::WriteFileAtomically(file, "listen: 127.0.0.1:0\nlissten: x\n").ok());
  EXPECT_EQ(Run({"serve", "--config", file}), 2);
  EXPECT_EQ(err_.str(), absl::StrCat("sitrep-backend: ", file, ":2: unknown key lissten\n"));
  EXPECT_EQ(Run({"serve", "--config", "/nowhere.yaml"}), 2);
}

TEST_F(ProgramTest, ListsAndRevokesAgents) {
  AddRequest();
  ASSERT_EQ(Run({"agents", "--format", "csv"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr(acme_.agent.id + ",acme,agent of acme"));
  ASSERT_EQ(Run({"agents", "revoke", acme_.agent.id}), 0);
  ASSERT_EQ(Run({"agents", "list", "--format", "json"}), 0);
  AgentList list;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(out_.str(), &list).ok());
  EXPECT_EQ(list.agents(0).revoked_at(), "2026-11-23T10:00:00.000Z");
  EXPECT_EQ(Run({"agents", "revoke", "nobody"}), 1);
}

TEST_F(ProgramTest, AnswersARequestAndKeepsItsTarget) {
  AddRequest();
  ASSERT_EQ(Run({"requests"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("within 30 minutes, round the clock, by "
                                    "2026-11-23T10:30:00.000Z: 30 min 0 s left"));
  clock_.Advance(absl::Minutes(29));
  ASSERT_EQ(Run({"requests", "answer", acme_.request, "--text", "we look at it"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("kept, answered at 2026-11-23T10:29:00.000Z"));
  EXPECT_THAT(out_.str(), HasSubstr("we look at it"));
  ASSERT_EQ(Run({"requests", "close", acme_.request}), 0);
  ASSERT_EQ(Run({"requests", "list", "--format", "csv"}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr(acme_.request)));
  ASSERT_EQ(Run({"requests", "list", "--all", "--format", "csv"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr(acme_.request));
  EXPECT_EQ(Run({"requests", "answer", acme_.request, "--text", "more"}), 1);
}

TEST_F(ProgramTest, SaysWhenATargetIsOverdueOrMissed) {
  AddRequest();
  clock_.Advance(absl::Minutes(31));
  ASSERT_EQ(Run({"requests", "show", acme_.request}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("OVERDUE by 1 min 0 s"));
  ASSERT_EQ(Run({"requests", "answer", acme_.request, "--text", "sorry"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("MISSED, answered at"));
}

TEST_F(ProgramTest, MakesHostileTextHarmless) {
  AddRequest();
  ASSERT_TRUE(Requests(*store_)
                  .Comment("acme", acme_.request, "x\x1b[2J", "a\nSupport request SR-9\r\x1b]0;t\a",
                           false, TestNow())
                  .ok());
  ASSERT_EQ(Run({"review", acme_.request}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(out_.str(), HasSubstr("x\\x1b[2J"));
  EXPECT_THAT(out_.str(), HasSubstr("    Support request SR-9\\x0d"));
}

TEST_F(ProgramTest, ReviewsWhatArrived) {
  AddRequest();
  const std::string snapshot = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
  Receive(snapshot, SNAPSHOT);
  Receive(SomeBytes(5'000), BUNDLE);
  EXPECT_EQ(Run({"review", acme_.request}), 3);
  const std::string text = out_.str();
  EXPECT_THAT(text, HasSubstr("severity     1"));
  EXPECT_THAT(text, HasSubstr("within 30 minutes, round the clock, by 2026-11-23T10:30:00.000Z"));
  EXPECT_THAT(text, HasSubstr(base::Sha256Hex(snapshot) + "  verified"));
  EXPECT_THAT(text, HasSubstr(base::Sha256Hex(SomeBytes(5'000)) + "  verified"));
  EXPECT_THAT(text, HasSubstr(PathOf(snapshot)));
  EXPECT_THAT(text, HasSubstr("host-disconnected  fail"));
  EXPECT_THAT(text, HasSubstr("h-abcdef.x-123456.example [host-17]"));
  EXPECT_THAT(text, HasSubstr("1 critical"));
  EXPECT_EQ(Run({"review", acme_.request, "--format", "csv"}), 3);
  EXPECT_THAT(out_.str(), HasSubstr("A-000001,host-disconnected,critical,fail,"));
}

TEST_F(ProgramTest, ReviewsAsJsonWithTheFindingsThemselves) {
  AddRequest();
  const std::string snapshot = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
  Receive(snapshot, SNAPSHOT);
  const Review review = ReviewAsMessage();
  ASSERT_EQ(review.artifacts_size(), 1);
  EXPECT_TRUE(review.artifacts(0).artifact().verified());
  EXPECT_EQ(review.target_state(), RUNNING);
  EXPECT_EQ(review.seconds_left(), 1800);
  const auto findings = ExamineSnapshot(PathOf(snapshot));
  ASSERT_TRUE(findings.ok());
  EXPECT_EQ(checks::SerializeFindings(review.artifacts(0).findings()),
            checks::SerializeFindings(*findings));
}

TEST_F(ProgramTest, ComparesTheSitesFindingsWithItsOwn) {
  AddRequest();
  const std::string snapshot = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
  Receive(snapshot, SNAPSHOT);
  Findings findings = *ExamineSnapshot(PathOf(snapshot));
  Receive(checks::SerializeFindings(findings), FINDINGS);
  findings.mutable_results()->RemoveLast();
  Receive(checks::SerializeFindings(findings), FINDINGS);
  findings.set_pack_version("another");
  Receive(checks::SerializeFindings(findings), FINDINGS);
  const Review review = ReviewAsMessage();
  ASSERT_EQ(review.artifacts_size(), 4);
  EXPECT_EQ(review.artifacts(1).agreement(), SAME);
  EXPECT_EQ(review.artifacts(2).agreement(), DIFFERENT);
  EXPECT_EQ(review.artifacts(3).agreement(), OTHER_PACK);
  Run({"review", acme_.request});
  EXPECT_THAT(out_.str(), HasSubstr("the same as the findings computed here"));
  EXPECT_THAT(out_.str(), HasSubstr("NOT the same as the findings computed here"));
}

TEST_F(ProgramTest, SaysWhichFilesAreNoLongerWhatArrived) {
  AddRequest();
  Receive(SomeBytes(5'000, 1), BUNDLE);
  Receive(SomeBytes(5'000, 2), BUNDLE);
  Receive(SomeBytes(5'000, 3), BUNDLE);
  ASSERT_TRUE(base::WriteFileAtomically(PathOf(SomeBytes(5'000, 1)), SomeBytes(5'000, 4)).ok());
  ASSERT_TRUE(base::RemoveFile(PathOf(SomeBytes(5'000, 2))).ok());
  EXPECT_EQ(Run({"review", acme_.request}), 5);
  EXPECT_THAT(out_.str(), HasSubstr(base::Sha256Hex(SomeBytes(5'000, 1)) + "  NOT VERIFIED"));
  EXPECT_THAT(out_.str(), HasSubstr("the file has the digest "));
  EXPECT_THAT(out_.str(), HasSubstr(base::Sha256Hex(SomeBytes(5'000, 2)) + "  NOT VERIFIED"));
  EXPECT_THAT(out_.str(), HasSubstr(base::Sha256Hex(SomeBytes(5'000, 3)) + "  verified"));
}

TEST_F(ProgramTest, ShowsWhatIsStillArriving) {
  AddRequest();
  UploadOptions options;
  options.clock = &clock_;
  const std::string text = SomeBytes(5'000);
  const auto upload =
      Upload::Open(*store_, options, acme_.agent, Announce(text, BUNDLE, acme_.request));
  ASSERT_TRUE((*upload)->Append(0, text.substr(0, 2'048)).ok());
  EXPECT_EQ(Run({"review", acme_.request}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("arriving  evidence  2.0 KiB of 4.9 KiB"));
}

TEST_F(ProgramTest, SaysOneWhenThereIsNoSuchRequest) {
  AddRequest();
  EXPECT_EQ(Run({"review", "SR-999999"}), 1);
  EXPECT_EQ(err_.str(), "sitrep-backend: there is no support request SR-999999\n");
}

TEST_F(ProgramTest, PrintsThePlansInForce) {
  ASSERT_EQ(Run({"plans", "--format", "json"}), 0);
  PlanList list;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(out_.str(), &list).ok());
  EXPECT_EQ(list.plans_size(), 6);
  ASSERT_EQ(Run({"plans", "--built-in-file"}), 0);
  EXPECT_EQ(out_.str(), Plans::BuiltInText());
  ASSERT_TRUE(base::MakeDirectories(data_).ok());
  ASSERT_TRUE(base::WriteFileAtomically(data_ + "/plans.yaml",
                                        "calendars: {always: {always: true}}\n"
                                        "plans: {own: {respond: {1: 5 minutes always}}}\n")
                  .ok());
  ASSERT_EQ(Run({"plans", "--format", "csv"}), 0);
  EXPECT_EQ(out_.str(),
            "plan,title,severity,first answer\r\nown,own,1,\"within 5 minutes, always\"\r\n");
}

TEST_F(ProgramTest, ServesUntilItIsInterrupted) {
  const std::string ready = folder_.path() + "/ready.json";
  std::ostringstream out;
  std::ostringstream err;
  Surroundings surroundings{&out, &err, &base::Clock::Real(), &interrupt_};
  ExitCode code = ExitCode::kError;
  std::thread server([&] {
    code = RunProgram({"serve", "--data", data_, "--ready-file", ready}, surroundings);
  });
  const absl::Time patience = absl::Now() + absl::Seconds(30);
  while (!base::FileExists(ready) && absl::Now() < patience) std::this_thread::yield();
  const auto text = base::ReadFile(ready);
  interrupt_.Request();
  server.join();
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_THAT(*text, ::testing::ContainsRegex(
                         "^\\{\"address\": \"127.0.0.1:[0-9]+\", \"pid\": [0-9]+\\}\n$"));
  EXPECT_EQ(code, ExitCode::kOk);
  EXPECT_FALSE(base::FileExists(ready));
}

}  // namespace
}  // namespace sitrep::backend
