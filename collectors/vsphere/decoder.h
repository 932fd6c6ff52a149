#ifndef SITREP_COLLECTORS_VSPHERE_DECODER_H_
#define SITREP_COLLECTORS_VSPHERE_DECODER_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "base/row.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/gap_ledger.h"

namespace sitrep::collectors {

// Decoder turns chunks of whole objects into rows, by a plan, and notes what is missing.
//
// Lifecycle: Decode() any number of chunks; counts and values may be asked for between them.
// Ownership: sink and ledger must outlive it; a plan must live while its chunks are decoded.
// Threads: one at a time; session_lost() and objects() from any.
// Failure: DATA_LOSS when a chunk is not well-formed: none of its rows is appended. The sink's own
// error is kept in sink_status() and ends everything.
class Decoder {
 public:
  Decoder(std::string source_key, base::RowSink& sink, GapLedger& gaps);
  ~Decoder();

  // `asked[i]` false: property i of the plan was not asked for. The chunk's text is parsed in
  // place.
  absl::Status Decode(const TypePlan& plan, const std::vector<bool>& asked, Chunk& chunk);

  // A value was refused because the session is gone: what was decoded of this unit is not to be
  // believed.
  bool session_lost() const { return session_lost_; }
  int64_t objects() const { return objects_; }  // of the unit
  const absl::Status& sink_status() const { return sink_status_; }
  int64_t rows(int table) const { return rows_[static_cast<size_t>(table)]; }
  // Distinct values seen in a column that Watch() named.
  void Watch(int table, int column);
  const std::set<std::string>& watched(int table, int column);

  // A unit begins, or begins anew: forgets what was counted for its tables.
  void Begin(const TypePlan& plan);

 private:
  class Document;
  struct Watched {
    int table;
    int column;
    std::set<std::string> values;
  };
  const std::string source_key_;
  base::RowSink& sink_;
  GapLedger& gaps_;
  std::unique_ptr<Document> document_;
  std::vector<int64_t> rows_;
  std::vector<Watched> watched_;
  std::atomic<bool> session_lost_{false};
  std::atomic<int64_t> objects_{0};
  absl::Status sink_status_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DECODER_H_
