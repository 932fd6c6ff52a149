#ifndef SITREP_COLLECTORS_VSPHERE_TABLE_READER_H_
#define SITREP_COLLECTORS_VSPHERE_TABLE_READER_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/row.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/gap_ledger.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// What a reader of tables declared with `reader:` is given. All of it outlives the call.
struct ReaderContext {
  Session& session;
  const CollectOptions& options;
  const std::vector<int>& tables;  // catalog indexes of those to fill
  base::RowSink& sink;             // counts rows for the report; any thread, one at a time
  GapLedger& gaps;
  // Every object of a managed type (subtypes included) that is in the run's scope.
  std::function<absl::StatusOr<std::vector<Reference>>(const std::string& type)> objects;
  std::function<void(int64_t objects)> progress;  // after each answer: objects (or rows) so far
  CollectReport& report;                          // for what a reader hands to the caller

  bool Wants(std::string_view table) const;
};

// Fills the tables of one reader. Called on a thread of the run's own, once in a run, and again
// from the start after a lost session was renewed; rows replace earlier ones by their keys, so
// giving a row twice does no harm.
//
// OK when all is read, or what is missing is noted in `gaps`. Any fault or transport error that is
// returned is noted as a gap of all its tables by the caller; session loss is answered by a new
// login and one more call; CANCELLED and the sink's errors end the run.
using ReadTables = absl::Status (*)(ReaderContext& context);

// The reader of that name (TableOptions.reader); nullptr when there is none, which a test forbids.
ReadTables FindReader(std::string_view name);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_TABLE_READER_H_
