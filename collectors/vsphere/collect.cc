#include "collectors/vsphere/collect.h"

#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/gap_ledger.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/run_tables.h"
#include "collectors/vsphere/table_choice.h"
#include "collectors/vsphere/table_reader.h"
#include "collectors/vsphere/type_reader.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

const tables::Table& TableAt(int index) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(index)];
}

// The chosen tables of each reader.
std::map<std::string, std::vector<int>> GroupByReader(const std::vector<int>& chosen) {
  std::map<std::string, std::vector<int>> readers;
  for (const int index : chosen) {
    if (!TableAt(index).reader.empty()) readers[TableAt(index).reader].push_back(index);
  }
  return readers;
}

// A standalone host has no clusters, nobody who watches alarms, and not every single object.
bool Supports(const ServiceContent& content, const TypePlan& plan) {
  if (plan.type == "ClusterComputeResource") return content.is_vcenter();
  if (plan.type == "Alarm" || plan.root_only) return !content.alarm_manager.empty();
  if (!plan.via_type.empty()) return !content.Single(plan.via_type).empty();
  if (plan.reference_table >= 0 || IsInventoryType(plan.type)) return true;
  return !content.Single(plan.type).empty();
}

// One run over one session: reads unit by unit and adds up.
class Run {
 public:
  Run(Session& session, const CollectOptions& options, std::vector<int> chosen, base::RowSink& sink,
      const Progress& progress)
      : session_(session),
        options_(options),
        chosen_(std::move(chosen)),
        omissions_(ColumnsLeftOut(chosen_, options.light)),
        plans_(CompilePlans(chosen_, {}, omissions_)),
        sink_(sink),
        progress_(progress),
        decoder_(session.source_key(), sink, gaps_),
        reader_(session, decoder_, gaps_, options, [this] { Report(); }) {}

  absl::StatusOr<CollectReport> Go();

 private:
  absl::Status ReadUnits();
  absl::Status ReadReaders();
  absl::Status ReadWith(ReadTables read, const std::vector<int>& tables);
  void NoteUnread(size_t from, std::string_view status, std::string_view reason);
  void Report();
  CollectReport Summary(absl::Time begin) const;

  Session& session_;
  const CollectOptions& options_;
  const std::vector<int> chosen_;
  const Omissions omissions_;
  const std::vector<TypePlan> plans_;
  base::RowSink& sink_;
  const Progress& progress_;
  GapLedger gaps_;
  Decoder decoder_;
  TypeReader reader_;
  size_t unit_ = 0;
  bool interrupted_ = false;
  absl::Status ended_;
  CollectReport report_;  // what readers hand over
};

void Run::Report() {
  if (!progress_) return;
  CollectProgress progress;
  progress.type = plans_[unit_].type;
  progress.objects = decoder_.objects();
  progress.types_done = static_cast<int>(unit_);
  progress.types_total = static_cast<int>(plans_.size());
  progress.received_bytes = session_.cost().Total().received_bytes;
  progress_(progress);
}

void Run::NoteUnread(size_t from, std::string_view status, std::string_view reason) {
  for (size_t i = from; i < plans_.size(); ++i) {
    for (const TablePlan& table : plans_[i].tables) {
      gaps_.AddWhole(table.table, -1, status, reason);
    }
  }
}

absl::Status Run::ReadUnits() {
  for (unit_ = 0; unit_ < plans_.size(); ++unit_) {
    const TypePlan& plan = plans_[unit_];
    if (!Supports(session_.content(), plan)) {
      for (const TablePlan& table : plan.tables) {
        gaps_.AddWhole(table.table, -1, "not_supported",
                       session_.content().is_vcenter() ? "VirtualCenter" : "HostAgent");
      }
      continue;
    }
    const absl::Status status = reader_.Read(plan);
    if (!decoder_.sink_status().ok()) return decoder_.sink_status();
    if (status.ok()) continue;
    interrupted_ = absl::IsCancelled(status);
    if (!interrupted_) ended_ = status;
    NoteUnread(unit_, interrupted_ ? "interrupted" : "unreachable",
               interrupted_ ? "interrupted" : absl::StatusCodeToString(status.code()));
    break;
  }
  return absl::OkStatus();
}

absl::Status Run::ReadWith(ReadTables read, const std::vector<int>& tables) {
  ReaderContext context{
      .session = session_,
      .options = options_,
      .tables = tables,
      .sink = sink_,
      .gaps = gaps_,
      .objects = [this](const std::string& type) -> absl::StatusOr<std::vector<Reference>> {
        ASSIGN_OR_RETURN(const ContainerView view, ContainerView::Create(session_, type));
        return ListView(session_, view.reference());
      },
      .progress = [](int64_t) {},
      .report = report_};
  return read(context);
}

absl::Status Run::ReadReaders() {
  for (const auto& [name, tables] : GroupByReader(chosen_)) {
    const ReadTables read = FindReader(name);
    if (read == nullptr) return absl::InternalError(absl::StrCat("no reader ", name));
    const absl::Status status = ReadWith(read, tables);
    for (const int table : tables) {
      if (!status.ok())
        gaps_.AddWhole(table, -1, "failed", absl::StatusCodeToString(status.code()));
    }
  }
  return absl::OkStatus();
}

CollectReport Run::Summary(absl::Time begin) const {
  CollectReport report = report_;
  report.source = session_.source_key();
  report.address = session_.address();
  report.product = std::string(session_.content().About("fullName"));
  for (const int index : chosen_) {
    const std::string& name = tables::Catalog::Get().tables()[static_cast<size_t>(index)].name;
    report.tables.push_back({name, name == "source" ? 1 : decoder_.rows(index)});
  }
  report.gaps = gaps_.Gaps();
  report.elapsed = session_.clock().Now() - begin;
  report.interrupted = interrupted_;
  report.ended = ended_;
  return report;
}

absl::StatusOr<CollectReport> Run::Go() {
  const absl::Time begin = session_.clock().Now();
  for (const TypePlan& plan : plans_) {
    if (plan.reference_table >= 0) decoder_.Watch(plan.reference_table, plan.reference_column);
  }
  RETURN_IF_ERROR(WriteSourceRow(session_, sink_));
  RETURN_IF_ERROR(ReadUnits());
  if (ended_.ok() && !interrupted_) RETURN_IF_ERROR(ReadReaders());
  RETURN_IF_ERROR(gaps_.Write(session_.source_key(), sink_));
  return Summary(begin);
}

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
