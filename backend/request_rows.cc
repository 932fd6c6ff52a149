#include "backend/request_rows.h"

#include "absl/strings/str_cat.h"
#include "backend/ids.h"
#include "backend/refusal.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr char kColumns[] =
    "number, tenant, title, severity, closed_at, plan, opened_at, respond_by_at, target, "
    "answered_at, escalations";

SupportRequest ReadRequest(const base::Statement& row) {
  SupportRequest request;
  request.set_id(RequestId(row.Integer(0)));
  request.set_tenant(std::string(row.Text(1)));
  request.set_title(std::string(row.Text(2)));
  request.set_severity(static_cast<int32_t>(row.Integer(3)));
  request.set_state(row.IsNull(4) ? OPEN : CLOSED);
  request.set_closed_at(std::string(row.Text(4)));
  request.set_plan(std::string(row.Text(5)));
  request.set_opened_at(std::string(row.Text(6)));
  request.set_respond_by(std::string(row.Text(7)));
  request.set_target(std::string(row.Text(8)));
  request.set_answered_at(std::string(row.Text(9)));
  request.set_escalations(static_cast<int32_t>(row.Integer(10)));
  return request;
}

}  // namespace

absl::StatusOr<SupportRequest> SelectRequest(base::Database& database, const std::string& tenant,
                                             const std::string& id) {
  ASSIGN_OR_RETURN(base::Statement select,
                   database.Prepare(absl::StrCat("SELECT ", kColumns,
                                                 " FROM request WHERE number = ?1 AND "
                                                 "(?2 = '' OR tenant = ?2)")));
  select.BindInteger(1, RequestNumber(id)).BindText(2, tenant);
  ASSIGN_OR_RETURN(const bool found, select.Step());
  if (!found) return Refusal(absl::NotFoundError(absl::StrCat("there is no support request ", id)));
  return ReadRequest(select);
}

absl::StatusOr<std::vector<SupportRequest>> SelectRequests(base::Database& database,
                                                           const std::string& tenant,
                                                           bool include_closed) {
  ASSIGN_OR_RETURN(base::Statement select, database.Prepare(absl::StrCat(
                                               "SELECT ", kColumns,
                                               " FROM request WHERE (?1 = '' OR tenant = ?1) AND "
                                               "(?2 OR closed_at IS NULL) ORDER BY number DESC")));
  select.BindText(1, tenant).BindInteger(2, include_closed ? 1 : 0);
  std::vector<SupportRequest> requests;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return requests;
    requests.push_back(ReadRequest(select));
  }
}

absl::Status SelectComments(base::Database& database, int64_t number, SupportRequest& request) {
  ASSIGN_OR_RETURN(base::Statement select,
                   database.Prepare("SELECT commented_at, author, text, by_support FROM comment "
                                    "WHERE request = ?1 ORDER BY number"));
  select.BindInteger(1, number);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return absl::OkStatus();
    RequestComment& comment = *request.add_comments();
    comment.set_at(std::string(select.Text(0)));
    comment.set_author(std::string(select.Text(1)));
    comment.set_text(std::string(select.Text(2)));
    comment.set_by_support(select.Integer(3) != 0);
  }
}

absl::Status SelectArtifacts(base::Database& database, int64_t number, SupportRequest& request) {
  ASSIGN_OR_RETURN(
      base::Statement select,
      database.Prepare("SELECT artifact.number, sha256, size, kind, name, received_at "
                       "FROM attachment JOIN artifact ON artifact.number = attachment.artifact "
                       "WHERE request = ?1 ORDER BY attached_at, artifact.number"));
  select.BindInteger(1, number);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, select.Step());
    if (!more) return absl::OkStatus();
    RequestArtifact& artifact = *request.add_artifacts();
    artifact.set_id(ArtifactId(select.Integer(0)));
    artifact.set_sha256(std::string(select.Text(1)));
    artifact.set_size(select.Integer(2));
    artifact.set_kind(static_cast<ArtifactKind>(select.Integer(3)));
    artifact.set_name(std::string(select.Text(4)));
    artifact.set_received_at(std::string(select.Text(5)));
    // Nothing becomes an artifact before its digest was verified where it lies.
    artifact.set_verified(true);
  }
}

absl::Status InsertComment(base::Database& database, int64_t number,
                           const RequestComment& comment) {
  ASSIGN_OR_RETURN(base::Statement insert,
                   database.Prepare("INSERT INTO comment(request, commented_at, author, text, "
                                    "by_support) VALUES(?1, ?2, ?3, ?4, ?5)"));
  return insert.BindInteger(1, number)
      .BindText(2, comment.at())
      .BindText(3, comment.author())
      .BindText(4, comment.text())
      .BindInteger(5, comment.by_support() ? 1 : 0)
      .Run();
}

}  // namespace sitrep::backend
