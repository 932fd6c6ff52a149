#ifndef SITREP_BACKEND_STORE_H_
#define SITREP_BACKEND_STORE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "base/sqlite.h"

namespace sitrep::backend {

// Store is the backend's data directory: backend.db (SQLite, WAL, every commit synced) and the
// folders beside it (docs/formats/backend_store.md). Contracts, Agents, Requests and Artifacts each
// keep their own tables in it.
//
// Lifecycle: Open() makes what is missing and upgrades the tables. Several processes may have one
// directory open: the command line works beside a serving backend. Ownership: owns its connection;
// outlives what is built on it. Threads: any; one piece of work at a time. Failure: ABORTED when
// another process keeps the lock for 10 seconds.
class Store {
 public:
  using Work = std::function<absl::Status(base::Database&)>;

  static absl::StatusOr<std::unique_ptr<Store>> Open(const std::string& directory);

  // One transaction, durable when it returns OK; an error of `work` undoes all of it.
  absl::Status Write(const Work& work) SITREP_EXCLUDES(mutex_);
  absl::Status Read(const Work& work) SITREP_EXCLUDES(mutex_);
  // The same for work that gives a StatusOr<T>.
  template <typename T, typename ValueWork>
  absl::StatusOr<T> WriteValue(const ValueWork& work) SITREP_EXCLUDES(mutex_);
  template <typename T, typename ValueWork>
  absl::StatusOr<T> ReadValue(const ValueWork& work) SITREP_EXCLUDES(mutex_);

  // Path of something inside the directory.
  std::string Path(std::string_view name) const;
  const std::string& directory() const { return directory_; }

 private:
  Store(std::string directory, base::Database database)
      : directory_(std::move(directory)), database_(std::move(database)) {}

  const std::string directory_;
  base::Mutex mutex_;
  base::Database database_ SITREP_GUARDED_BY(mutex_);
};

template <typename T, typename ValueWork>
absl::StatusOr<T> Store::WriteValue(const ValueWork& work) {
  absl::StatusOr<T> value = absl::UnknownError("no work was done");
  absl::Status status = Write([&](base::Database& database) {
    value = work(database);
    return value.status();
  });
  if (!status.ok()) return status;
  return value;
}

template <typename T, typename ValueWork>
absl::StatusOr<T> Store::ReadValue(const ValueWork& work) {
  absl::StatusOr<T> value = absl::UnknownError("no work was done");
  absl::Status status = Read([&](base::Database& database) {
    value = work(database);
    return value.status();
  });
  if (!status.ok()) return status;
  return value;
}

// Adds a line to the audit trail, as part of the transaction `database` is in.
absl::Status Audit(base::Database& database, absl::Time now, std::string_view actor,
                   std::string_view action, std::string_view subject, std::string_view detail);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_STORE_H_
