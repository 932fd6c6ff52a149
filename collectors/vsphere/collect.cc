#include "collectors/vsphere/collect.h"

#include <memory>

#include "base/status_macros.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/run.h"
#include "collectors/vsphere/run_tables.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/table_choice.h"

namespace sitrep::collectors {
namespace {

absl::StatusOr<CollectReport> CollectRows(Session& session, const CollectOptions& options,
                                          base::RowSink& sink, const Progress& progress) {
  ASSIGN_OR_RETURN(std::vector<int> chosen, ChooseTables(options.tables, options.light));
  Run run(session, options, std::move(chosen), sink, progress);
  return run.Go();
}

// The cost includes what came after the rows.
absl::Status WriteCost(Session& session, base::RowSink& sink, CollectReport& report) {
  const MethodCost total = session.cost().Total();
  report.calls = total.calls;
  report.sent_bytes = total.sent_bytes;
  report.received_bytes = total.received_bytes;
  report.retries = total.retries;
  report.p95_ms = total.p95_ms;
  report.most_in_flight = session.client().most_in_flight();
  report.longest_lane = session.client().longest_lane();
  report.slowdowns = session.client().slowdowns();
  return WriteCostRows(session, sink);
}

}  // namespace

absl::StatusOr<CollectReport> CollectFrom(Session& session, const CollectOptions& options,
                                          base::RowSink& sink, const Progress& progress) {
  ASSIGN_OR_RETURN(CollectReport report, CollectRows(session, options, sink, progress));
  RETURN_IF_ERROR(WriteCost(session, sink, report));
  return report;
}

absl::StatusOr<CollectReport> Collect(const SourceOptions& source, const CollectOptions& options,
                                      base::RowSink& sink, const Progress& progress,
                                      base::Clock& clock, const base::Interrupt& interrupt) {
  RETURN_IF_ERROR(ChooseTables(options.tables, options.light).status());
  const absl::Time begin = clock.Now();
  ASSIGN_OR_RETURN(const std::unique_ptr<Session> session,
                   Session::Connect(source, clock, interrupt));
  ASSIGN_OR_RETURN(CollectReport report, CollectRows(*session, options, sink, progress));
  if (const absl::Status status = session->Logout(); !status.ok() && report.ended.ok()) {
    report.ended = status;
  }
  RETURN_IF_ERROR(WriteCost(*session, sink, report));
  report.elapsed = clock.Now() - begin;
  return report;
}

}  // namespace sitrep::collectors
