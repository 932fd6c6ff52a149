#include "backend/store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/schema.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::backend {

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const std::string& directory) {
  RETURN_IF_ERROR(base::MakeDirectories(directory, 0700));
  const std::string path = absl::StrCat(directory, "/backend.db");
  // Made by us first, because SQLite would make it readable to others; its side files take over the
  // mode.
  if (!base::FileExists(path)) RETURN_IF_ERROR(base::FileSink::Append(path, 0600).status());
  ASSIGN_OR_RETURN(base::Database database,
                   base::Database::Open(path, base::Database::Mode::kReadWrite));
  RETURN_IF_ERROR(
      database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "PRAGMA foreign_keys = ON;"));
  RETURN_IF_ERROR(UpgradeSchema(database));
  return std::unique_ptr<Store>(new Store(directory, std::move(database)));
}

absl::Status Store::Write(const Work& work) {
  base::MutexLock lock(mutex_);
  RETURN_IF_ERROR(database_.Execute("BEGIN IMMEDIATE"));
  absl::Status status = work(database_);
  if (status.ok()) status = database_.Execute("COMMIT");
  // The first error is the one to tell; after a failed COMMIT there may be nothing to undo.
  if (!status.ok()) database_.Execute("ROLLBACK").IgnoreError();
  return status;
}

absl::Status Store::Read(const Work& work) {
  base::MutexLock lock(mutex_);
  return work(database_);
}

std::string Store::Path(std::string_view name) const {
  return absl::StrCat(directory_, "/", std::string(name));
}

absl::Status Audit(base::Database& database, absl::Time now, std::string_view actor,
                   std::string_view action, std::string_view subject, std::string_view detail) {
  ASSIGN_OR_RETURN(base::Statement insert,
                   database.Prepare("INSERT INTO audit(audited_at, actor, action, subject, detail) "
                                    "VALUES(?1, ?2, ?3, ?4, ?5)"));
  return insert.BindText(1, base::TimeToText(now))
      .BindText(2, actor)
      .BindText(3, action)
      .BindText(4, subject)
      .BindText(5, detail)
      .Run();
}

}  // namespace sitrep::backend
