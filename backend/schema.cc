#include "backend/schema.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

// Step n brings version n to n + 1. A step that shipped never changes: a mistake in it is mended by
// a later one.
constexpr const char* kSteps[] = {
    R"sql(
CREATE TABLE tenant(
  name TEXT PRIMARY KEY, plan TEXT NOT NULL, time_zone TEXT NOT NULL, entitled_until_at TEXT,
  created_at TEXT NOT NULL) STRICT;
CREATE TABLE holiday(
  tenant TEXT NOT NULL REFERENCES tenant(name), day TEXT NOT NULL,
  PRIMARY KEY(tenant, day)) STRICT, WITHOUT ROWID;
CREATE TABLE token(
  sha256 TEXT PRIMARY KEY, tenant TEXT NOT NULL REFERENCES tenant(name), created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL, used_at TEXT, agent TEXT) STRICT;
CREATE TABLE agent(
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL REFERENCES tenant(name), name TEXT NOT NULL,
  program_version TEXT NOT NULL, enrolled_at TEXT NOT NULL, certificate_expires_at TEXT NOT NULL,
  last_seen_at TEXT, revoked_at TEXT, given_up INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE request(
  number INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL REFERENCES tenant(name),
  agent TEXT NOT NULL REFERENCES agent(id), client_token TEXT NOT NULL, title TEXT NOT NULL,
  severity INTEGER NOT NULL, plan TEXT NOT NULL, target TEXT NOT NULL, respond_by_at TEXT,
  opened_at TEXT NOT NULL, answered_at TEXT, closed_at TEXT, escalations INTEGER NOT NULL DEFAULT 0,
  UNIQUE(tenant, client_token)) STRICT;
CREATE TABLE comment(
  number INTEGER PRIMARY KEY AUTOINCREMENT, request INTEGER NOT NULL REFERENCES request(number),
  commented_at TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,
  by_support INTEGER NOT NULL) STRICT;
CREATE INDEX comment_by_request ON comment(request);
CREATE TABLE artifact(
  number INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL REFERENCES tenant(name),
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, kind INTEGER NOT NULL, agent TEXT NOT NULL,
  received_at TEXT NOT NULL, UNIQUE(tenant, sha256)) STRICT;
CREATE TABLE attachment(
  request INTEGER NOT NULL REFERENCES request(number),
  artifact INTEGER NOT NULL REFERENCES artifact(number), name TEXT NOT NULL,
  attached_at TEXT NOT NULL, PRIMARY KEY(request, artifact)) STRICT, WITHOUT ROWID;
CREATE TABLE upload(
  tenant TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, kind INTEGER NOT NULL,
  request INTEGER NOT NULL, name TEXT NOT NULL, agent TEXT NOT NULL, started_at TEXT NOT NULL,
  PRIMARY KEY(tenant, sha256)) STRICT, WITHOUT ROWID;
CREATE TABLE findings(
  artifact INTEGER PRIMARY KEY REFERENCES artifact(number), pack TEXT NOT NULL,
  pack_version TEXT NOT NULL, evaluated_at TEXT NOT NULL, problem TEXT, content BLOB) STRICT;
CREATE TABLE audit(
  number INTEGER PRIMARY KEY AUTOINCREMENT, audited_at TEXT NOT NULL, actor TEXT NOT NULL,
  action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
)sql",
    R"sql(
ALTER TABLE upload ADD COLUMN touched_at TEXT;
CREATE TABLE attempt(
  artifact INTEGER PRIMARY KEY REFERENCES artifact(number), count INTEGER NOT NULL) STRICT;
)sql",
};

absl::Status RunStep(base::Database& database, int64_t step) {
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  absl::Status status = [&]() -> absl::Status {
    // Another process may have taken the step while this one waited for the lock.
    ASSIGN_OR_RETURN(const int64_t version, database.Integer("PRAGMA user_version"));
    if (version > step) return absl::OkStatus();
    RETURN_IF_ERROR(database.Execute(kSteps[step]));
    return database.Execute(absl::StrCat("PRAGMA user_version = ", step + 1));
  }();
  if (status.ok()) return database.Execute("COMMIT");
  // The first error is the one to tell; closing the connection rolls back whatever this leaves.
  database.Execute("ROLLBACK").IgnoreError();
  return status;
}

}  // namespace

absl::Status UpgradeSchema(base::Database& database) {
  constexpr auto kNewest = static_cast<int64_t>(std::size(kSteps));
  ASSIGN_OR_RETURN(const int64_t version, database.Integer("PRAGMA user_version"));
  if (version > kNewest) {
    return absl::FailedPreconditionError(absl::StrCat(database.path(), " has version ", version,
                                                      ", this program knows up to ", kNewest,
                                                      "; use the newer program"));
  }
  for (int64_t step = version; step < kNewest; ++step) {
    RETURN_IF_ERROR(RunStep(database, step));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::backend
