#ifndef SITREP_COLLECTORS_VSPHERE_RUN_TABLES_H_
#define SITREP_COLLECTORS_VSPHERE_RUN_TABLES_H_

#include "absl/status/status.h"
#include "base/row.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// Rows that are known from the session, without asking the source again.

// The row of table source.
absl::Status WriteSourceRow(const Session& session, base::RowSink& sink);
// One row of table cost for each method called so far.
absl::Status WriteCostRows(Session& session, base::RowSink& sink);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_RUN_TABLES_H_
