#include "backend/agents.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "backend/refusal.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr char kColumns[] =
    "id, tenant, name, program_version, enrolled_at, certificate_expires_at, last_seen_at, "
    "revoked_at, given_up";

Agent ReadAgent(const base::Statement& row) {
  const auto text = [&row](int column) { return std::string(row.Text(column)); };
  return Agent{text(0), text(1), text(2), text(3),       text(4),
               text(5), text(6), text(7), row.Integer(8)};
}

// One message for every reason: whoever guesses tokens learns nothing.
absl::Status TokenRefused() {
  return Refusal(absl::UnauthenticatedError(
      "the enrolment token is unknown, used or expired; ask for a new one"));
}

absl::StatusOr<std::string> UsableTokenTenant(base::Database& database, std::string_view token,
                                              absl::Time now) {
  ASSIGN_OR_RETURN(
      base::Statement select,
      database.Prepare("SELECT tenant FROM token WHERE sha256 = ?1 AND used_at IS NULL "
                       "AND expires_at > ?2"));
  select.BindText(1, base::Sha256Hex(token)).BindText(2, base::TimeToText(now));
  ASSIGN_OR_RETURN(const bool found, select.Step());
  if (!found) return TokenRefused();
  return std::string(select.Text(0));
}

absl::Status InsertAgent(base::Database& database, const Agent& agent) {
  ASSIGN_OR_RETURN(
      base::Statement insert,
      database.Prepare("INSERT INTO agent(id, tenant, name, program_version, enrolled_at, "
                       "certificate_expires_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  return insert.BindText(1, agent.id)
      .BindText(2, agent.tenant)
      .BindText(3, agent.name)
      .BindText(4, agent.program_version)
      .BindText(5, agent.enrolled_at)
      .BindText(6, agent.certificate_expires_at)
      .Run();
}

absl::Status UseToken(base::Database& database, std::string_view token, const Agent& agent,
                      absl::Time now) {
  ASSIGN_OR_RETURN(const std::string tenant, UsableTokenTenant(database, token, now));
  if (tenant != agent.tenant) return absl::InternalError("the token belongs to another tenant");
  RETURN_IF_ERROR(InsertAgent(database, agent));
  ASSIGN_OR_RETURN(base::Statement use,
                   database.Prepare("UPDATE token SET used_at = ?2, agent = ?3 WHERE sha256 = ?1"));
  return use.BindText(1, base::Sha256Hex(token))
      .BindText(2, base::TimeToText(now))
      .BindText(3, agent.id)
      .Run();
}

absl::Status NoSuchAgent(const std::string& id) {
  return Refusal(absl::NotFoundError(absl::StrCat("there is no agent ", id)));
}

}  // namespace

absl::StatusOr<std::string> Agents::IssueToken(const std::string& tenant, absl::Time expires_at,
                                               absl::Time now) {
  const std::string token = absl::BytesToHexString(base::RandomBytes(32));
  const absl::Status issued = store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(base::Statement insert,
                     database.Prepare("INSERT INTO token(sha256, tenant, created_at, expires_at) "
                                      "VALUES(?1, ?2, ?3, ?4)"));
    RETURN_IF_ERROR(insert.BindText(1, base::Sha256Hex(token))
                        .BindText(2, tenant)
                        .BindText(3, base::TimeToText(now))
                        .BindText(4, base::TimeToText(expires_at))
                        .Run());
    return Audit(database, now, "operator", "token issued", tenant, base::TimeToText(expires_at));
  });
  if (!issued.ok()) return issued;
  return token;
}

absl::StatusOr<std::string> Agents::TenantOfToken(std::string_view token, absl::Time now) {
  return store_.ReadValue<std::string>(
      [&](base::Database& database) { return UsableTokenTenant(database, token, now); });
}

absl::Status Agents::Enrol(std::string_view token, const Agent& agent, absl::Time now) {
  return store_.Write([&](base::Database& database) -> absl::Status {
    RETURN_IF_ERROR(UseToken(database, token, agent, now));
    return Audit(database, now, agent.id, "agent enrolled", agent.tenant, agent.name);
  });
}

absl::StatusOr<Agent> Agents::Find(const std::string& id) {
  return store_.ReadValue<Agent>([&](base::Database& database) -> absl::StatusOr<Agent> {
    ASSIGN_OR_RETURN(
        base::Statement select,
        database.Prepare(absl::StrCat("SELECT ", kColumns, " FROM agent WHERE id = ?1")));
    ASSIGN_OR_RETURN(const bool found, select.BindText(1, id).Step());
    if (!found) return NoSuchAgent(id);
    return ReadAgent(select);
  });
}

absl::StatusOr<std::vector<Agent>> Agents::List() {
  using Rows = std::vector<Agent>;
  return store_.ReadValue<Rows>([](base::Database& database) -> absl::StatusOr<Rows> {
    ASSIGN_OR_RETURN(base::Statement select,
                     database.Prepare(absl::StrCat(
                         "SELECT ", kColumns, " FROM agent ORDER BY tenant, enrolled_at, id")));
    Rows agents;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, select.Step());
      if (!more) return agents;
      agents.push_back(ReadAgent(select));
    }
  });
}

absl::Status Agents::Revoke(const std::string& id, absl::Time now) {
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(base::Statement revoke,
                     database.Prepare("UPDATE agent SET revoked_at = coalesce(revoked_at, ?2) "
                                      "WHERE id = ?1"));
    RETURN_IF_ERROR(revoke.BindText(1, id).BindText(2, base::TimeToText(now)).Run());
    if (database.changes() == 0) return NoSuchAgent(id);
    return Audit(database, now, "operator", "agent revoked", id, "");
  });
}

absl::Status Agents::Saw(const Agent& agent, absl::Time now) {
  if (agent.last_seen_at > base::TimeToText(now - absl::Minutes(1))) return absl::OkStatus();
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(base::Statement update,
                     database.Prepare("UPDATE agent SET last_seen_at = ?2 WHERE id = ?1"));
    return update.BindText(1, agent.id).BindText(2, base::TimeToText(now)).Run();
  });
}

absl::Status Agents::AddGivenUp(const std::string& id, int64_t count, absl::Time now) {
  if (count <= 0) return absl::OkStatus();
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(base::Statement update,
                     database.Prepare("UPDATE agent SET given_up = given_up + ?2 WHERE id = ?1"));
    RETURN_IF_ERROR(update.BindText(1, id).BindInteger(2, count).Run());
    return Audit(database, now, id, "spool gave up artifacts", id, absl::StrCat(count));
  });
}

}  // namespace sitrep::backend
