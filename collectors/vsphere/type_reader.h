#ifndef SITREP_COLLECTORS_VSPHERE_TYPE_READER_H_
#define SITREP_COLLECTORS_VSPHERE_TYPE_READER_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/gap_ledger.h"
#include "collectors/vsphere/read_policy.h"
#include "collectors/vsphere/row_pipeline.h"
#include "collectors/vsphere/scope.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// TypeReader reads one unit after the other into the pipeline and recovers from what can be
// recovered: a lost session, a path the source does not know, refused paging, a broken connection.
// Rows of a unit that is read again replace the earlier ones by their keys.
//
// Ownership: all it is given must outlive it. Threads: one.
class TypeReader {
 public:
  TypeReader(Session& session, const Scope& scope, Decoder& decoder, GapLedger& gaps,
             const CollectOptions& options, std::function<void()> on_page);

  // OK when the unit is read, or what is missing of it is noted as a gap. Otherwise reading is
  // over: CANCELLED, UNAVAILABLE or DEADLINE_EXCEEDED (source lost), UNAUTHENTICATED, or the sink's
  // error.
  // `named`: the objects, for a plan whose objects an earlier table names.
  absl::Status Read(const TypePlan& plan, std::vector<Reference> named = {});

 private:
  absl::Status Attempt();
  absl::Status ReadOnce();
  absl::Status ReadView();
  absl::Status ReadReferences(const std::vector<Reference>& references);
  absl::Status ReadReturned(const std::vector<Reference>& objects);
  absl::Status CallMethod(const Reference& object);
  absl::StatusOr<std::vector<Reference>> Objects();
  absl::StatusOr<std::vector<Reference>> ObjectsVia();
  absl::Status ReadPages(const RetrieveSpec& spec);
  absl::StatusOr<std::vector<Reference>> References();
  std::vector<Reference> BesideViews() const;
  RetrieveSpec Spec() const;
  void ListReferences();
  void NoteObject(const Fault& fault, const Reference& object);
  void NoteSkipped(const absl::Status& status);

  Session& session_;
  const Scope& scope_;
  Decoder& decoder_;
  GapLedger& gaps_;
  const CollectOptions& options_;
  const std::function<void()> on_page_;
  RowPipeline pipeline_;

  // Of the run.
  bool lists_references_;
  size_t reference_page_ = 100;  // references in one call, when pages cannot be continued
  // Of the unit.
  const TypePlan* plan_ = nullptr;
  std::vector<Reference> named_;
  std::vector<bool> asked_;  // by property
  bool continuing_ = false;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_TYPE_READER_H_
