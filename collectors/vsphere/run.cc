#include "collectors/vsphere/run.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/appliance/tagged_objects.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/privilege_plan.h"
#include "collectors/vsphere/privilege_query.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/run_tables.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/table_choice.h"
#include "collectors/vsphere/type_reader.h"

namespace sitrep::collectors {
namespace {

// A standalone host has no clusters, nobody who watches alarms, and not every single object.
bool Supports(const ServiceContent& content, const TypePlan& plan) {
  if (plan.type == "ClusterComputeResource") return content.is_vcenter();
  if (plan.type == "Alarm" || plan.root_only) return !content.alarm_manager.empty();
  if (!plan.via_type.empty()) return !content.Single(plan.via_type).empty();
  if (plan.reference_table >= 0 || IsInventoryType(plan.type)) return true;
  return !content.Single(plan.type).empty();
}

bool VCenterOnly(const WorkUnit& unit) {
  return std::all_of(unit.tables.begin(), unit.tables.end(), [](int table) {
    return tables::Catalog::Get().tables()[static_cast<size_t>(table)].vcenter_only;
  });
}

void NoteAll(const std::vector<int>& tables, std::string_view status, std::string_view reason,
             GapLedger& gaps) {
  for (const int table : tables) gaps.AddWhole(table, -1, status, reason);
}

}  // namespace

// Lanes append one at a time; the rows of readers are counted here, those of plans by the decoders.
class Run::CountingSink : public base::RowSink {
 public:
  explicit CountingSink(base::RowSink& sink)
      : sink_(sink), rows_(tables::Catalog::Get().tables().size()) {
    for (size_t i = 0; i < rows_.size(); ++i) {
      by_reader_.push_back(!tables::Catalog::Get().tables()[i].reader.empty());
    }
  }

  absl::Status Append(int table, base::Row row) override {
    base::MutexLock lock(mutex_);
    if (!status_.ok()) return status_;
    if (by_reader_[static_cast<size_t>(table)]) ++rows_[static_cast<size_t>(table)];
    status_ = sink_.Append(table, row);
    return status_;
  }
  absl::Status status() const {
    base::MutexLock lock(mutex_);
    return status_;
  }
  int64_t rows(int table) const {
    base::MutexLock lock(mutex_);
    return rows_[static_cast<size_t>(table)];
  }
  void Count(int table, int64_t rows) {
    base::MutexLock lock(mutex_);
    rows_[static_cast<size_t>(table)] += rows;
  }
  // A reader begins anew.
  void Forget(const std::vector<int>& tables) {
    base::MutexLock lock(mutex_);
    for (const int table : tables) rows_[static_cast<size_t>(table)] = 0;
  }

 private:
  base::RowSink& sink_;
  std::vector<bool> by_reader_;
  mutable base::Mutex mutex_;
  std::vector<int64_t> rows_ SITREP_GUARDED_BY(mutex_);
  absl::Status status_ SITREP_GUARDED_BY(mutex_);
};

class Run::Lane {
 public:
  explicit Lane(Run& run)
      : decoder(run.session_.source_key(), *run.sink_, gaps),
        reader(run.session_, *run.scope_, decoder, gaps, run.options_,
               [this, &run] { run.Tell(*unit, decoder.objects()); }) {
    for (const TypePlan& plan : run.plans_) {
      if (plan.reference_table >= 0) decoder.Watch(plan.reference_table, plan.reference_column);
    }
  }

  const WorkUnit* unit = nullptr;
  GapLedger gaps;  // of the unit
  Decoder decoder;
  TypeReader reader;
};

Run::Run(Session& session, const CollectOptions& options, std::vector<int> chosen,
         base::RowSink& sink, const Progress& progress)
    : session_(session),
      options_(options),
      chosen_(chosen),
      asked_(std::move(chosen)),
      progress_(progress),
      sink_(std::make_unique<CountingSink>(sink)) {}

Run::~Run() = default;

// Asks, and asks again after the session was lost and renewed.
template <typename Ask>
auto Run::WithSession(Ask ask) -> decltype(ask()) {
  for (;;) {
    const int64_t generation = session_.generation();
    auto answer = ask();
    if (!IsSessionLoss(answer.status()) || generation >= kMostLogins) return answer;
    RETURN_IF_ERROR(session_.LoginAgain(generation));
  }
}

// What the account may not read is not asked for: each refusal would stand in the source's log.
absl::Status Run::Prepare() {
  const auto scope =
      WithSession([&] { return Scope::Resolve(session_, options_.scope, TaggedObjects); });
  RETURN_IF_ERROR(scope.status());
  scope_ = *scope;
  omissions_ = ColumnsLeftOut(chosen_, options_.light);
  if (!scope_->whole()) omissions_.merge(TablesBeyondScope(chosen_));
  const auto missing =
      WithSession([&] { return MissingPrivileges(session_, PrivilegesOf(chosen_)); });
  if (absl::IsCancelled(missing.status()) || IsInvalidLogin(missing.status())) {
    return missing.status();
  }
  // Not every source answers; then each table finds out for itself.
  if (missing.ok()) omissions_.merge(DeniedParts(chosen_, *missing));
  std::erase_if(chosen_, [&](int table) {
    const auto whole = omissions_.find({table, -1});
    if (whole == omissions_.end()) return false;
    gaps_.AddWhole(table, -1, whole->second.status, whole->second.reason, whole->second.privilege);
    return true;
  });
  plans_ = CompilePlans(chosen_, {}, omissions_);
  queue_ = std::make_unique<UnitQueue>(GatherWork(plans_, chosen_));
  return absl::OkStatus();
}

void Run::Tell(const WorkUnit& unit, int64_t objects) {
  if (!progress_) return;
  CollectProgress progress;
  progress.type = unit.name;
  progress.objects = objects;
  progress.types_done = static_cast<int>(queue_->done());
  progress.types_total = static_cast<int>(queue_->units().size());
  progress.received_bytes = session_.cost().received_bytes();
  base::MutexLock lock(telling_);
  progress_(progress);
}

std::vector<Reference> Run::Named(const TypePlan& plan) {
  std::vector<Reference> references;
  base::MutexLock lock(mutex_);
  for (const std::string& moid : named_[{plan.reference_table, plan.reference_column}]) {
    references.push_back({plan.type, moid});
  }
  return references;
}

void Run::NoteNotSupported(const WorkUnit& unit, GapLedger& gaps) const {
  NoteAll(unit.tables, "not_supported",
          session_.content().is_vcenter() ? "VirtualCenter" : "HostAgent", gaps);
}

// OK when the unit is read, or what is missing of it is noted.
absl::Status Run::ReadUnit(Lane& lane, const WorkUnit& unit) {
  const bool missing = !session_.content().is_vcenter() && VCenterOnly(unit);
  if (missing || (unit.plan != nullptr && !Supports(session_.content(), *unit.plan))) {
    NoteNotSupported(unit, lane.gaps);
    return absl::OkStatus();
  }
  if (unit.plan == nullptr) return ReadByReader(lane, unit);
  RETURN_IF_ERROR(lane.reader.Read(*unit.plan, Named(*unit.plan)));
  // An object that could not be named has not been read.
  for (const int table : unit.tables) {
    if (unit.plan->reference_table < 0) break;
    lane.gaps.Inherit(table, gaps_, unit.plan->reference_table, unit.plan->reference_column);
  }
  return absl::OkStatus();
}

absl::Status Run::ReadByReader(Lane& lane, const WorkUnit& unit) {
  if (unit.read == nullptr) return absl::InternalError(absl::StrCat("no reader ", unit.name));
  ReaderContext context{
      .session = session_,
      .options = options_,
      .tables = unit.tables,
      .sink = *sink_,
      .gaps = lane.gaps,
      .objects = [this](const std::string& type) { return ListScope(session_, *scope_, type); },
      .progress = [&](int64_t objects) { Tell(unit, objects); },
      .report = report_};
  for (int attempts = 1;; ++attempts) {
    const int64_t generation = session_.generation();
    const absl::Status status = unit.read(context);
    if (status.ok() || absl::IsCancelled(status) || session_.client().past_deadline() ||
        !sink_->status().ok()) {
      return status;
    }
    if (!IsSessionLoss(status) || generation >= kMostLogins || attempts > kMostLogins) {
      if (IsSessionLoss(status)) return status;
      // A reader that cannot go on leaves the other tables whole.
      for (const int table : unit.tables) lane.gaps.AddFailure(table, status);
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(session_.LoginAgain(generation));
    lane.gaps.Clear();
    sink_->Forget(unit.tables);
  }
}

void Run::EndUnit(Lane& lane, size_t unit, const absl::Status& status) {
  gaps_.Merge(lane.gaps);
  {
    base::MutexLock lock(mutex_);
    for (const TypePlan& plan : plans_) {
      if (plan.reference_table < 0) continue;
      const std::set<std::string>& values =
          lane.decoder.watched(plan.reference_table, plan.reference_column);
      named_[{plan.reference_table, plan.reference_column}].insert(values.begin(), values.end());
    }
    if (lane.unit->plan != nullptr) {
      for (const int table : lane.unit->tables) sink_->Count(table, lane.decoder.rows(table));
    }
    const absl::Status sink = sink_->status();
    if (!sink.ok()) failed_ = sink;
    if (status.ok() && sink.ok()) {
      queue_->Done(unit);
      return;
    }
    if (absl::IsCancelled(status)) {
      interrupted_ = true;
    } else if (ended_.ok()) {
      ended_ = status;
    }
  }
  queue_->Stop();
}

void Run::Work(Lane& lane) {
  while (const std::optional<size_t> unit = queue_->Take()) {
    lane.unit = &queue_->units()[*unit];
    lane.gaps.Clear();
    EndUnit(lane, *unit, ReadUnit(lane, *lane.unit));
  }
}

void Run::WorkInLanes() {
  const int lanes = std::clamp(session_.options().in_flight, 1, 2);
  Lane first(*this);
  if (lanes == 1) return Work(first);
  Lane second(*this);
  std::thread thread([&] { Work(second); });
  Work(first);
  thread.join();
}

// Units that were not finished: their tables are not to be taken for whole.
void Run::NoteUnread() {
  base::MutexLock lock(mutex_);
  if (!interrupted_ && ended_.ok()) return;
  const bool late = session_.client().past_deadline();
  const std::string_view status = interrupted_ || late ? "interrupted" : "unreachable";
  const std::string reason = interrupted_ ? "interrupted"
                             : late       ? "deadline"
                                          : absl::StatusCodeToString(ended_.code());
  for (size_t i = 0; i < queue_->units().size(); ++i) {
    if (!queue_->is_done(i)) NoteAll(queue_->units()[i].tables, status, reason, gaps_);
  }
}

CollectReport Run::Summary(absl::Time begin) {
  base::MutexLock lock(mutex_);
  CollectReport report = report_;
  report.source = session_.source_key();
  report.address = session_.address();
  report.product = std::string(session_.content().About("fullName"));
  for (const int index : asked_) {
    const std::string& name = tables::Catalog::Get().tables()[static_cast<size_t>(index)].name;
    report.tables.push_back({name, name == "source" ? 1 : sink_->rows(index)});
  }
  report.gaps = gaps_.Gaps();
  report.elapsed = session_.clock().Now() - begin;
  report.interrupted = interrupted_;
  report.ended = ended_;
  return report;
}

absl::StatusOr<CollectReport> Run::Go() {
  const absl::Time begin = session_.clock().Now();
  session_.client().set_deadline(begin + options_.deadline);
  RETURN_IF_ERROR(Prepare());
  RETURN_IF_ERROR(WriteSourceRow(session_, *sink_));
  WorkInLanes();
  {
    base::MutexLock lock(mutex_);
    RETURN_IF_ERROR(failed_);
  }
  NoteUnread();
  RETURN_IF_ERROR(gaps_.Write(session_.source_key(), *sink_));
  return Summary(begin);
}

}  // namespace sitrep::collectors
