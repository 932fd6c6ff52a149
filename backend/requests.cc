#include "backend/requests.h"

#include <functional>

#include "absl/strings/str_cat.h"
#include "backend/ids.h"
#include "backend/refusal.h"
#include "backend/request_rows.h"
#include "base/clock.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr size_t kLongestTitle = 200;
constexpr size_t kLongestText = 64 * 1024;
constexpr size_t kLongestToken = 128;

absl::Status CheckLength(const char* field, const std::string& text, size_t least, size_t most) {
  if (text.size() >= least && text.size() <= most) return absl::OkStatus();
  return Refusal(absl::InvalidArgumentError(
      absl::StrCat(field, " must have ", least, " to ", most, " bytes, has ", text.size())));
}

absl::Status CheckOpen(const OpenRequestRequest& request) {
  RETURN_IF_ERROR(CheckLength("title", request.title(), 1, kLongestTitle));
  RETURN_IF_ERROR(CheckLength("description", request.description(), 0, kLongestText));
  RETURN_IF_ERROR(CheckLength("client_token", request.client_token(), 1, kLongestToken));
  if (request.severity() >= kHighestSeverity && request.severity() <= kLowestSeverity) {
    return absl::OkStatus();
  }
  return Refusal(
      absl::InvalidArgumentError(absl::StrCat("severity must be 1 to 4, is ", request.severity())));
}

// 0 when this token opened no request yet.
absl::StatusOr<int64_t> NumberOfToken(base::Database& database, const std::string& tenant,
                                      const std::string& client_token) {
  ASSIGN_OR_RETURN(
      base::Statement select,
      database.Prepare("SELECT number FROM request WHERE tenant = ?1 AND client_token = ?2"));
  ASSIGN_OR_RETURN(const bool found, select.BindText(1, tenant).BindText(2, client_token).Step());
  return found ? select.Integer(0) : 0;
}

absl::StatusOr<int64_t> InsertRequest(base::Database& database, const Agent& agent,
                                      const OpenRequestRequest& request, const Plan& plan,
                                      const Promise& promise, const std::string& now) {
  ASSIGN_OR_RETURN(base::Statement insert,
                   database.Prepare("INSERT INTO request(tenant, agent, client_token, title, "
                                    "severity, plan, target, respond_by_at, opened_at) "
                                    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, ''), ?9)"));
  RETURN_IF_ERROR(insert.BindText(1, agent.tenant)
                      .BindText(2, agent.id)
                      .BindText(3, request.client_token())
                      .BindText(4, request.title())
                      .BindInteger(5, request.severity())
                      .BindText(6, plan.name)
                      .BindText(7, promise.words)
                      .BindText(8, promise.respond_by)
                      .BindText(9, now)
                      .Run());
  return database.last_insert_rowid();
}

RequestComment MakeComment(const std::string& author, const std::string& text, bool by_support,
                           absl::Time now) {
  RequestComment comment;
  comment.set_at(base::TimeToText(now));
  comment.set_author(author);
  comment.set_text(text);
  comment.set_by_support(by_support);
  return comment;
}

absl::Status CheckOpenState(const SupportRequest& request) {
  if (request.state() == OPEN) return absl::OkStatus();
  return Refusal(absl::FailedPreconditionError(
      absl::StrCat("support request ", request.id(), " was closed at ", request.closed_at())));
}

// Runs `set` (with the request's number as ?1 and the time as ?2), a change of one request.
absl::Status Update(base::Database& database, const char* sql, int64_t number, absl::Time now) {
  ASSIGN_OR_RETURN(base::Statement update, database.Prepare(sql));
  return update.BindInteger(1, number).BindText(2, base::TimeToText(now)).Run();
}

}  // namespace

absl::StatusOr<Promise> PromiseOf(const Plan& plan, const Contract& contract, int severity,
                                  absl::Time opened_at) {
  const auto target = plan.targets.find(severity);
  if (target == plan.targets.end()) return Promise{};
  ASSIGN_OR_RETURN(const absl::TimeZone zone, ParseTimeZone(contract.time_zone));
  ASSIGN_OR_RETURN(const absl::Time due, DueTime(target->second.calendar, zone, contract.holidays,
                                                 opened_at, target->second.duration));
  return Promise{base::TimeToText(due), target->second.words};
}

absl::StatusOr<SupportRequest> Requests::Open(const Agent& agent, const OpenRequestRequest& request,
                                              const Contract& contract, const Plans& plans,
                                              absl::Time now) {
  RETURN_IF_ERROR(CheckOpen(request));
  const Plan* plan = plans.Find(contract.plan);
  if (plan == nullptr) return plans.Unknown(contract.plan);
  ASSIGN_OR_RETURN(const Promise promise, PromiseOf(*plan, contract, request.severity(), now));
  const auto open = [&](base::Database& database) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(int64_t number, NumberOfToken(database, agent.tenant, request.client_token()));
    if (number != 0) return number;
    ASSIGN_OR_RETURN(
        number, InsertRequest(database, agent, request, *plan, promise, base::TimeToText(now)));
    if (!request.description().empty()) {
      RETURN_IF_ERROR(InsertComment(database, number,
                                    MakeComment(agent.name, request.description(), false, now)));
    }
    RETURN_IF_ERROR(Audit(database, now, agent.id, "request opened", RequestId(number),
                          absl::StrCat("severity ", request.severity())));
    return number;
  };
  ASSIGN_OR_RETURN(const int64_t number, store_.WriteValue<int64_t>(open));
  return Get(agent.tenant, RequestId(number));
}

absl::StatusOr<SupportRequest> Requests::Get(const std::string& tenant, const std::string& id) {
  const auto get = [&](base::Database& database) -> absl::StatusOr<SupportRequest> {
    ASSIGN_OR_RETURN(SupportRequest request, SelectRequest(database, tenant, id));
    RETURN_IF_ERROR(SelectComments(database, RequestNumber(id), request));
    RETURN_IF_ERROR(SelectArtifacts(database, RequestNumber(id), request));
    return request;
  };
  return store_.ReadValue<SupportRequest>(get);
}

absl::StatusOr<std::vector<SupportRequest>> Requests::List(const std::string& tenant,
                                                           bool include_closed) {
  using List = std::vector<SupportRequest>;
  return store_.ReadValue<List>([&](base::Database& database) -> absl::StatusOr<List> {
    ASSIGN_OR_RETURN(List requests, SelectRequests(database, tenant, include_closed));
    for (SupportRequest& request : requests) {
      RETURN_IF_ERROR(SelectArtifacts(database, RequestNumber(request.id()), request));
    }
    return requests;
  });
}

absl::Status Requests::Comment(const std::string& tenant, const std::string& id,
                               const std::string& author, const std::string& text, bool by_support,
                               absl::Time now) {
  RETURN_IF_ERROR(CheckLength("text", text, 1, kLongestText));
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(const SupportRequest request, SelectRequest(database, tenant, id));
    RETURN_IF_ERROR(CheckOpenState(request));
    const int64_t number = RequestNumber(id);
    RETURN_IF_ERROR(InsertComment(database, number, MakeComment(author, text, by_support, now)));
    if (!by_support) return absl::OkStatus();
    RETURN_IF_ERROR(Update(database,
                           "UPDATE request SET answered_at = coalesce(answered_at, ?2) "
                           "WHERE number = ?1",
                           number, now));
    return Audit(database, now, author, "request answered", id, "");
  });
}

absl::Status Requests::Escalate(const std::string& tenant, const std::string& id,
                                const std::string& author, const std::string& reason,
                                absl::Time now) {
  RETURN_IF_ERROR(CheckLength("reason", reason, 1, kLongestText));
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(const SupportRequest request, SelectRequest(database, tenant, id));
    RETURN_IF_ERROR(CheckOpenState(request));
    const int64_t number = RequestNumber(id);
    RETURN_IF_ERROR(InsertComment(
        database, number, MakeComment(author, absl::StrCat("Escalated: ", reason), false, now)));
    ASSIGN_OR_RETURN(base::Statement update,
                     database.Prepare("UPDATE request SET escalations = escalations + 1 "
                                      "WHERE number = ?1"));
    RETURN_IF_ERROR(update.BindInteger(1, number).Run());
    return Audit(database, now, author, "request escalated", id, "");
  });
}

absl::Status Requests::Close(const std::string& tenant, const std::string& id,
                             const std::string& author, absl::Time now) {
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(const SupportRequest request, SelectRequest(database, tenant, id));
    if (request.state() == CLOSED) return absl::OkStatus();
    RETURN_IF_ERROR(Update(database, "UPDATE request SET closed_at = ?2 WHERE number = ?1",
                           RequestNumber(id), now));
    return Audit(database, now, author, "request closed", id, "");
  });
}

}  // namespace sitrep::backend
