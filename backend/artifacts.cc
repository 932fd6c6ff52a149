#include "backend/artifacts.h"

#include "absl/strings/str_cat.h"
#include "backend/ids.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

// Columns: number, tenant, sha256, size, kind, agent.
Artifact ReadArtifact(const base::Statement& row) {
  Artifact artifact;
  artifact.number = row.Integer(0);
  artifact.tenant = std::string(row.Text(1));
  artifact.sha256 = std::string(row.Text(2));
  artifact.size = row.Integer(3);
  artifact.kind = static_cast<ArtifactKind>(row.Integer(4));
  artifact.agent = std::string(row.Text(5));
  return artifact;
}

absl::StatusOr<std::optional<Artifact>> Select(base::Database& database, const std::string& tenant,
                                               const std::string& sha256) {
  ASSIGN_OR_RETURN(base::Statement select,
                   database.Prepare("SELECT number, tenant, sha256, size, kind, agent "
                                    "FROM artifact WHERE tenant = ?1 AND sha256 = ?2"));
  ASSIGN_OR_RETURN(const bool found, select.BindText(1, tenant).BindText(2, sha256).Step());
  if (!found) return std::optional<Artifact>();
  return std::optional<Artifact>(ReadArtifact(select));
}

absl::StatusOr<int64_t> Insert(base::Database& database, const Artifact& artifact, absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<Artifact> known,
                   Select(database, artifact.tenant, artifact.sha256));
  if (known.has_value()) return known->number;
  ASSIGN_OR_RETURN(base::Statement insert,
                   database.Prepare("INSERT INTO artifact(tenant, sha256, size, kind, agent, "
                                    "received_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  RETURN_IF_ERROR(insert.BindText(1, artifact.tenant)
                      .BindText(2, artifact.sha256)
                      .BindInteger(3, artifact.size)
                      .BindInteger(4, artifact.kind)
                      .BindText(5, artifact.agent)
                      .BindText(6, base::TimeToText(now))
                      .Run());
  return database.last_insert_rowid();
}

absl::Status Attach(base::Database& database, const Artifact& artifact, absl::Time now) {
  ASSIGN_OR_RETURN(base::Statement insert,
                   database.Prepare("INSERT OR IGNORE INTO attachment(request, artifact, name, "
                                    "attached_at) VALUES(?1, ?2, ?3, ?4)"));
  return insert.BindInteger(1, artifact.request)
      .BindInteger(2, artifact.number)
      .BindText(3, artifact.name)
      .BindText(4, base::TimeToText(now))
      .Run();
}

absl::Status DeleteUpload(base::Database& database, const Artifact& artifact) {
  ASSIGN_OR_RETURN(base::Statement remove,
                   database.Prepare("DELETE FROM upload WHERE tenant = ?1 AND sha256 = ?2"));
  return remove.BindText(1, artifact.tenant).BindText(2, artifact.sha256).Run();
}

}  // namespace

std::string Artifacts::FilePath(const Artifact& artifact) const {
  return store_.Path(absl::StrCat("artifacts/", artifact.tenant, "/", artifact.sha256.substr(0, 2),
                                  "/", artifact.sha256));
}

std::string Artifacts::IncomingPath(const Artifact& artifact) const {
  return store_.Path(absl::StrCat("incoming/", artifact.tenant, "/", artifact.sha256));
}

absl::StatusOr<std::optional<Artifact>> Artifacts::Find(const std::string& tenant,
                                                        const std::string& sha256) {
  return store_.ReadValue<std::optional<Artifact>>(
      [&](base::Database& database) { return Select(database, tenant, sha256); });
}

absl::StatusOr<bool> Artifacts::IsAttached(int64_t artifact, int64_t request) {
  return store_.ReadValue<bool>([&](base::Database& database) -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(
        base::Statement select,
        database.Prepare("SELECT 1 FROM attachment WHERE request = ?1 AND artifact = ?2"));
    return select.BindInteger(1, request).BindInteger(2, artifact).Step();
  });
}

absl::Status Artifacts::Announce(const Artifact& artifact, absl::Time now) {
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(
        base::Statement put,
        database.Prepare("INSERT INTO upload(tenant, sha256, size, kind, request, name, "
                         "agent, started_at, touched_at) "
                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) "
                         "ON CONFLICT(tenant, sha256) DO UPDATE SET size = ?3, "
                         "kind = ?4, request = ?5, name = ?6, agent = ?7, touched_at = ?8"));
    return put.BindText(1, artifact.tenant)
        .BindText(2, artifact.sha256)
        .BindInteger(3, artifact.size)
        .BindInteger(4, artifact.kind)
        .BindInteger(5, artifact.request)
        .BindText(6, artifact.name)
        .BindText(7, artifact.agent)
        .BindText(8, base::TimeToText(now))
        .Run();
  });
}

absl::Status Artifacts::ForgetStale(absl::Time before, absl::Time now) {
  // The files go within the transaction, so that an upload that begins again meanwhile, and waits
  // for it with its announcement, does not lose its new one.
  return store_.Write([&](base::Database& database) -> absl::Status {
    ASSIGN_OR_RETURN(base::Statement select,
                     database.Prepare("SELECT 0, tenant, sha256, size, kind, agent FROM upload "
                                      "WHERE coalesce(touched_at, started_at) < ?1"));
    select.BindText(1, base::TimeToText(before));
    std::vector<Artifact> stale;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, select.Step());
      if (!more) break;
      stale.push_back(ReadArtifact(select));
    }
    for (const Artifact& artifact : stale) {
      RETURN_IF_ERROR(base::RemoveFile(IncomingPath(artifact)));
      RETURN_IF_ERROR(DeleteUpload(database, artifact));
      RETURN_IF_ERROR(Audit(database, now, artifact.agent, "upload forgotten", artifact.sha256,
                            "nothing came for it any more"));
    }
    return absl::OkStatus();
  });
}

absl::Status Artifacts::Forget(const Artifact& artifact, const std::string& reason,
                               absl::Time now) {
  return store_.Write([&](base::Database& database) -> absl::Status {
    RETURN_IF_ERROR(DeleteUpload(database, artifact));
    return Audit(database, now, artifact.agent, "artifact refused", artifact.sha256, reason);
  });
}

absl::StatusOr<int64_t> Artifacts::Publish(const Artifact& artifact, absl::Time now) {
  return store_.WriteValue<int64_t>([&](base::Database& database) -> absl::StatusOr<int64_t> {
    Artifact published = artifact;
    ASSIGN_OR_RETURN(published.number, Insert(database, artifact, now));
    RETURN_IF_ERROR(Attach(database, published, now));
    RETURN_IF_ERROR(DeleteUpload(database, artifact));
    RETURN_IF_ERROR(Audit(database, now, artifact.agent, "artifact received", artifact.sha256,
                          RequestId(artifact.request)));
    return published.number;
  });
}

absl::StatusOr<int64_t> Artifacts::TenantBytes(const std::string& tenant,
                                               const std::string& except) {
  return store_.ReadValue<int64_t>([&](base::Database& database) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(
        base::Statement select,
        database.Prepare(
            "SELECT (SELECT coalesce(sum(size), 0) FROM artifact WHERE tenant = ?1) + "
            "(SELECT coalesce(sum(size), 0) FROM upload WHERE tenant = ?1 AND sha256 <> ?2)"));
    ASSIGN_OR_RETURN(const bool row, select.BindText(1, tenant).BindText(2, except).Step());
    return row ? select.Integer(0) : 0;
  });
}

absl::StatusOr<std::vector<Artifact>> Artifacts::Arriving(int64_t request) {
  using Rows = std::vector<Artifact>;
  return store_.ReadValue<Rows>([&](base::Database& database) -> absl::StatusOr<Rows> {
    ASSIGN_OR_RETURN(
        base::Statement select,
        database.Prepare("SELECT 0, tenant, sha256, size, kind, agent, name FROM upload "
                         "WHERE request = ?1 ORDER BY started_at, sha256"));
    select.BindInteger(1, request);
    Rows arriving;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, select.Step());
      if (!more) return arriving;
      arriving.push_back(ReadArtifact(select));
      arriving.back().request = request;
      arriving.back().name = std::string(select.Text(6));
    }
  });
}

absl::StatusOr<std::vector<Artifact>> Artifacts::Unexamined() {
  using Rows = std::vector<Artifact>;
  return store_.ReadValue<Rows>([](base::Database& database) -> absl::StatusOr<Rows> {
    ASSIGN_OR_RETURN(base::Statement select,
                     database.Prepare("SELECT number, tenant, sha256, size, kind, agent "
                                      "FROM artifact WHERE kind = ?1 AND number NOT IN "
                                      "(SELECT artifact FROM findings) ORDER BY number"));
    select.BindInteger(1, SNAPSHOT);
    Rows artifacts;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, select.Step());
      if (!more) return artifacts;
      artifacts.push_back(ReadArtifact(select));
    }
  });
}

absl::StatusOr<int64_t> Artifacts::BeginExamination(int64_t artifact) {
  return store_.WriteValue<int64_t>([&](base::Database& database) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(base::Statement put,
                     database.Prepare("INSERT INTO attempt(artifact, count) VALUES(?1, 1) "
                                      "ON CONFLICT(artifact) DO UPDATE SET count = count + 1"));
    RETURN_IF_ERROR(put.BindInteger(1, artifact).Run());
    return database.Integer(absl::StrCat("SELECT count FROM attempt WHERE artifact = ", artifact));
  });
}

absl::Status Artifacts::PutExamination(const Examination& examination, absl::Time now) {
  return store_.Write([&](base::Database& database) -> absl::Status {
    // CAST, because the text that is bound is the encoding of a message and the column is a blob.
    ASSIGN_OR_RETURN(
        base::Statement put,
        database.Prepare("INSERT OR REPLACE INTO findings(artifact, pack, pack_version, "
                         "evaluated_at, problem, content) "
                         "VALUES(?1, ?2, ?3, ?4, nullif(?5, ''), CAST(?6 AS BLOB))"));
    RETURN_IF_ERROR(put.BindInteger(1, examination.artifact)
                        .BindText(2, examination.findings.pack())
                        .BindText(3, examination.findings.pack_version())
                        .BindText(4, base::TimeToText(now))
                        .BindText(5, examination.problem)
                        .BindText(6, examination.findings.SerializeAsString())
                        .Run());
    return database.Execute(
        absl::StrCat("DELETE FROM attempt WHERE artifact = ", examination.artifact));
  });
}

absl::StatusOr<std::optional<Examination>> Artifacts::GetExamination(int64_t artifact) {
  using Found = std::optional<Examination>;
  return store_.ReadValue<Found>([&](base::Database& database) -> absl::StatusOr<Found> {
    ASSIGN_OR_RETURN(base::Statement select,
                     database.Prepare("SELECT problem, content FROM findings WHERE artifact = ?1"));
    ASSIGN_OR_RETURN(const bool found, select.BindInteger(1, artifact).Step());
    if (!found) return Found();
    Examination examination;
    examination.artifact = artifact;
    examination.problem = std::string(select.Text(0));
    if (examination.findings.ParseFromString(std::string(select.Text(1)))) return examination;
    return absl::DataLossError(
        absl::StrCat("the findings stored for ", ArtifactId(artifact), " do not parse"));
  });
}

}  // namespace sitrep::backend
