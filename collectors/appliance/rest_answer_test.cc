#include "collectors/appliance/rest_answer.h"

#include <gtest/gtest.h>

namespace sitrep::collectors {
namespace {

constexpr char kName[] = "GET appliance.health.system";

TEST(RestAnswer, NewerAnswersAreBareAndOlderOnesAreWrapped) {
  EXPECT_EQ(ReadRestAnswer(200, "\"green\"", RestFamily::kApi, kName)->text, "green");
  EXPECT_EQ(ReadRestAnswer(200, R"({"value": "green"})", RestFamily::kRest, kName)->text, "green");
  EXPECT_EQ(ReadRestAnswer(201, "\"id\"", RestFamily::kApi, kName)->text, "id");
  // A bare object may have a member of that name.
  EXPECT_NE(ReadRestAnswer(200, R"({"value": 1})", RestFamily::kApi, kName)->Find("value"),
            nullptr);
}

TEST(RestAnswer, NoContentIsNull) {
  EXPECT_EQ(ReadRestAnswer(204, "", RestFamily::kApi, kName)->kind, Json::Kind::kNull);
}

TEST(RestAnswer, AnAnswerThatIsNoneIsMalformed) {
  for (const RestFamily family : {RestFamily::kApi, RestFamily::kRest}) {
    const auto answer = ReadRestAnswer(200, "<html>", family, kName);
    EXPECT_TRUE(absl::IsDataLoss(answer.status()));
    EXPECT_EQ(RestReason(answer.status()), "malformed");
    EXPECT_EQ(RestCoverage(answer.status()), "failed");
  }
  const auto unwrapped = ReadRestAnswer(200, "\"green\"", RestFamily::kRest, kName);
  EXPECT_TRUE(absl::IsDataLoss(unwrapped.status()));
}

TEST(RestAnswer, RefusalsAreToldApartInBothSpellings) {
  const auto newer = ReadRestAnswer(403, R"({"error_type": "UNAUTHORIZED", "messages": []})",
                                    RestFamily::kApi, kName);
  EXPECT_TRUE(absl::IsPermissionDenied(newer.status()));
  EXPECT_EQ(RestReason(newer.status()), "UNAUTHORIZED");
  EXPECT_EQ(RestCoverage(newer.status()), "denied");
  const auto older = ReadRestAnswer(
      403, R"({"type": "com.vmware.vapi.std.errors.unauthorized", "value": {"messages": []}})",
      RestFamily::kRest, kName);
  EXPECT_TRUE(absl::IsPermissionDenied(older.status()));
  EXPECT_EQ(RestReason(older.status()), "UNAUTHORIZED");
}

TEST(RestAnswer, AResourceThatHasNothingIsNotOneThatIsNotThere) {
  const char* none =
      R"({"error_type": "NOT_FOUND", "messages": [{"id": "com.vmware.appliance.noupdate"}]})";
  EXPECT_TRUE(absl::IsNotFound(ReadRestAnswer(404, none, RestFamily::kApi, kName).status()));
  const char* unknown =
      R"({"error_type": "NOT_FOUND", "messages": [{"id": "com.vmware.vapi.rest.httpNotFound"}]})";
  EXPECT_TRUE(
      absl::IsUnimplemented(ReadRestAnswer(404, unknown, RestFamily::kApi, kName).status()));
  const char* older = R"({"type": "com.vmware.vapi.std.errors.not_found", "value": {"messages":
      [{"id": "com.vmware.vapi.rest.operationsForUrlNotFound"}]}})";
  EXPECT_TRUE(absl::IsUnimplemented(ReadRestAnswer(404, older, RestFamily::kRest, kName).status()));
  const auto page = ReadRestAnswer(404, "<html>", RestFamily::kApi, kName);
  EXPECT_TRUE(absl::IsUnimplemented(page.status()));
  EXPECT_EQ(RestReason(page.status()), "HTTP404");
  EXPECT_EQ(RestCoverage(page.status()), "not_supported");
}

TEST(RestAnswer, StatusesThatMayPassAreUnavailable) {
  for (const int status : {429, 502, 503, 504}) {
    EXPECT_TRUE(absl::IsUnavailable(ReadRestAnswer(status, "", RestFamily::kApi, kName).status()));
  }
  EXPECT_TRUE(absl::IsInternal(ReadRestAnswer(500, "", RestFamily::kApi, kName).status()));
  EXPECT_TRUE(absl::IsInternal(ReadRestAnswer(302, "", RestFamily::kApi, kName).status()));
  EXPECT_TRUE(absl::IsUnauthenticated(ReadRestAnswer(401, "", RestFamily::kApi, kName).status()));
}

TEST(RestAnswer, NothingOfTheSourcesTextGoesIntoMessageOrReason) {
  const auto answer = ReadRestAnswer(
      500,
      R"({"error_type": "it is vc01.site.example", "messages": [{"default_message": "vc01"}]})",
      RestFamily::kApi, kName);
  EXPECT_EQ(RestReason(answer.status()), "HTTP500");
  EXPECT_EQ(std::string(answer.status().message()).find("vc01"), std::string::npos);
}

TEST(RestAnswer, EveryStatusHasAReason) {
  EXPECT_EQ(RestReason(absl::UnavailableError("x")), "transport");
  EXPECT_EQ(RestReason(absl::DeadlineExceededError("x")), "timeout");
  EXPECT_EQ(RestReason(absl::ResourceExhaustedError("x")), "RESOURCE_EXHAUSTED");
}

}  // namespace
}  // namespace sitrep::collectors
