#ifndef SITREP_BACKEND_SCHEMA_H_
#define SITREP_BACKEND_SCHEMA_H_

#include "absl/status/status.h"
#include "base/sqlite.h"

namespace sitrep::backend {

// Brings backend.db to the newest version of its tables (docs/formats/backend_store.md), one step
// after another, each in its own transaction; a new database is version 0. A crash between steps
// leaves a whole older version. FAILED_PRECONDITION when the file was written by a newer program.
absl::Status UpgradeSchema(base::Database& database);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_SCHEMA_H_
