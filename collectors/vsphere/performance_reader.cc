#include "collectors/vsphere/performance_reader.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "collectors/vsphere/performance_answer.h"
#include "collectors/vsphere/performance_counter.h"
#include "collectors/vsphere/performance_plan.h"
#include "collectors/vsphere/performance_query.h"
#include "collectors/vsphere/performance_rows.h"
#include "collectors/vsphere/soap_client.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

constexpr char kLimitSetting[] = "config.vpxd.stats.maxQueryMetrics";
// How many series one counter has, when every device and processor is asked for.
constexpr int64_t kInstancesGuess = 8;
constexpr int kMostFailuresInARow = 3;

// A counter that is asked for, by the number the source gives it.
struct Asked {
  std::string_view counter;
  const CounterFacts* facts = nullptr;
};

// One reading of all types.
class PerformanceRun {
 public:
  explicit PerformanceRun(ReaderContext& context)
      : context_(context),
        request_(context.options.performance),
        rows_(context.session.source_key(), context.sink),
        summaries_(context.Wants("performance")),
        samples_(context.Wants("performance_sample") || request_.raw) {}

  absl::Status Go();

 private:
  absl::Status Prepare();
  absl::Status ReadType(const MeasuredType& type);
  absl::Status ChooseCounters(const MeasuredType& type);
  absl::Status AskAll(const std::vector<std::string>& objects);
  // Asks for one slice; notes what is lost. An error ends the run.
  absl::Status AskSlice(const std::vector<std::string>& objects, QueryQueue& queue,
                        QuerySlice slice);
  absl::Status Ask(absl::Span<const std::string> objects);
  absl::Status AskOnce(absl::Span<const std::string> objects, bool& begun);
  absl::Status TakeSeries(PerformanceSeries& series);
  absl::Status Finish(absl::Span<const std::string> objects);
  size_t PerCall() const;
  void NoteLost(absl::Span<const std::string> objects, const absl::Status& status);
  void NoteObject(std::string_view moid, std::string_view status, std::string_view reason,
                  std::string_view privilege);

  ReaderContext& context_;
  const PerformanceRequest& request_;
  PerformanceRows rows_;
  const bool summaries_;
  const bool samples_;
  // Of the source.
  Reference manager_;
  CounterBook book_;
  absl::Time now_;
  QueryLimits realtime_;
  QueryLimits historical_;
  int64_t measured_ = 0;
  absl::Status sink_status_;
  // Of the type.
  const MeasuredType* type_ = nullptr;
  PerformanceQuery query_;
  size_t window_samples_ = 0;
  std::map<int64_t, Asked> asked_;
  int failures_in_a_row_ = 0;
  // Of the call: counters that gave samples, by object.
  std::map<std::string, std::set<int64_t>, std::less<>> seen_;
};

absl::Status PerformanceRun::Go() {
  for (const int table : context_.tables) context_.gaps.Forget(table);
  if (!request_.wanted) {
    for (const int table : context_.tables) {
      context_.gaps.AddWhole(table, -1, "not_asked", "request");
    }
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(Prepare());
  for (const MeasuredType& type : MeasuredTypes()) {
    if (type.vcenter_only && !context_.session.content().is_vcenter()) continue;
    RETURN_IF_ERROR(ReadType(type));
  }
  return absl::OkStatus();
}

absl::Status PerformanceRun::Prepare() {
  Session& session = context_.session;
  manager_ = session.content().Single("PerformanceManager");
  if (manager_.empty()) return absl::UnimplementedError("the source has no performance manager");
  RETURN_IF_ERROR(ReadCounters(session, manager_, book_));
  ASSIGN_OR_RETURN(now_, ReadSourceClock(session));
  realtime_.most_objects = historical_.most_objects = request_.most_objects;
  if (!session.content().is_vcenter()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::optional<std::string> setting, ReadSetting(session, kLimitSetting));
  historical_.most_metrics = MetricLimit(
      setting ? std::optional<std::string_view>(*setting) : std::nullopt, session.api_version());
  return absl::OkStatus();
}

absl::Status PerformanceRun::ReadType(const MeasuredType& type) {
  type_ = &type;
  query_ = QueryOf(type, request_, now_);
  window_samples_ = static_cast<size_t>(SamplesInWindow(type, request_));
  RETURN_IF_ERROR(ChooseCounters(type));
  if (asked_.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<Reference> all, context_.objects(std::string(type.type)));
  ASSIGN_OR_RETURN(const MeasuredObjects measured, ObjectsToMeasure(context_.session, type, all));
  for (const auto& [moid, fault] : measured.hidden) {
    NoteObject(moid, StatusOf(fault), fault.type, fault.privilege);
  }
  return AskAll(measured.objects);
}

absl::Status PerformanceRun::ChooseCounters(const MeasuredType& type) {
  asked_.clear();
  for (const std::string_view counter : type.counters) {
    const CounterFacts* facts = book_.Find(counter);
    if (context_.Wants("performance_counter")) {
      RETURN_IF_ERROR(rows_.WriteCounter(type.type, counter, facts));
    }
    if (facts != nullptr) {
      asked_[facts->key] = {counter, facts};
      query_.counter_keys.push_back(facts->key);
      continue;
    }
    for (const int table : context_.tables) {
      const tables::Table& declared = tables::Catalog::Get().tables()[static_cast<size_t>(table)];
      if (declared.name == "performance_counter") continue;
      context_.gaps.AddWhole(table, declared.Find("counter"), "unknown_path", "UnknownCounter");
    }
  }
  return absl::OkStatus();
}

size_t PerformanceRun::PerCall() const {
  const int64_t weight = query_.instances ? kInstancesGuess : 1;
  const QueryShape shape = {.samples = query_.most_samples,
                            .metrics = static_cast<int64_t>(query_.counter_keys.size()) * weight};
  return ObjectsPerCall(shape, type_->historical ? historical_ : realtime_);
}

// What the source would not give at once it is not asked for at once again in this run.
absl::Status PerformanceRun::AskAll(const std::vector<std::string>& objects) {
  QueryQueue queue(objects.size(), PerCall());
  const size_t planned = queue.per_call();
  failures_in_a_row_ = 0;
  while (const std::optional<QuerySlice> slice = queue.Next()) {
    if (context_.session.interrupt().requested()) return absl::CancelledError("interrupted");
    RETURN_IF_ERROR(AskSlice(objects, queue, *slice));
  }
  if (queue.per_call() < planned) {
    QueryLimits& limits = type_->historical ? historical_ : realtime_;
    limits.most_objects = static_cast<int64_t>(queue.per_call());
  }
  return absl::OkStatus();
}

absl::Status PerformanceRun::AskSlice(const std::vector<std::string>& objects, QueryQueue& queue,
                                      QuerySlice slice) {
  const auto part = absl::MakeConstSpan(objects).subspan(slice.begin, slice.size());
  if (failures_in_a_row_ >= kMostFailuresInARow) {
    for (const std::string& moid : part) NoteObject(moid, "failed", "given_up", "");
    return absl::OkStatus();
  }
  const absl::Status status = Ask(part);
  if (!sink_status_.ok()) return sink_status_;
  switch (Judge(status)) {
    case QueryVerdict::kAnswered:
      failures_in_a_row_ = 0;
      RETURN_IF_ERROR(Finish(part));
      measured_ += static_cast<int64_t>(part.size());
      if (context_.progress) context_.progress(measured_);
      return absl::OkStatus();
    case QueryVerdict::kTooMuch:
      if (queue.Smaller()) return absl::OkStatus();
      ++failures_in_a_row_;  // too much for one object: it will be for the next, too
      break;
    case QueryVerdict::kSpoilt:
      if (queue.Split()) return absl::OkStatus();
      break;
    case QueryVerdict::kFailed:
      ++failures_in_a_row_;
      break;
    case QueryVerdict::kOver:
      return status;
  }
  NoteLost(part, status);
  return absl::OkStatus();
}

// The client repeats a call of which nothing has come; one that breaks half-way is ours to repeat.
absl::Status PerformanceRun::Ask(absl::Span<const std::string> objects) {
  for (int attempt = 1;; ++attempt) {
    bool begun = false;
    const absl::Status status = AskOnce(objects, begun);
    const bool again = begun && IsTransient(status) && !FaultOf(status) && sink_status_.ok();
    if (!again || attempt >= context_.session.options().max_attempts) return status;
    RETURN_IF_ERROR(context_.session.client().Wait(BackOff(attempt + 1, 1.0)));
  }
}

absl::Status PerformanceRun::AskOnce(absl::Span<const std::string> objects, bool& begun) {
  seen_.clear();
  for (const std::string& moid : objects) seen_[moid];
  PerformanceAnswer answer([&](PerformanceSeries& series) {
    sink_status_ = TakeSeries(series);
    return sink_status_;
  });
  ChunkCutter cutter([&](Chunk& chunk) { return answer.Read(chunk); }, ChunkCutter::kTargetBytes,
                     CutAt::kReturned);
  const absl::Status status =
      context_.session.client()
          .Stream("QueryPerf", manager_, QueryPerfArguments(query_, objects), cutter)
          .status();
  begun = cutter.chunks() > 0;
  return status;
}

absl::Status PerformanceRun::TakeSeries(PerformanceSeries& series) {
  const auto object = seen_.find(series.entity.value);
  const auto asked = asked_.find(series.counter_key);
  if (object == seen_.end() || asked == asked_.end()) return absl::OkStatus();
  OrderSamples(series.samples, window_samples_);
  if (series.samples.empty()) return absl::OkStatus();
  if (series.instance.empty()) object->second.insert(series.counter_key);
  const PerformanceKey key = {.type = type_->type,
                              .moid = object->first,
                              .counter = asked->second.counter,
                              .instance = series.instance};
  const CounterFacts& facts = *asked->second.facts;
  if (summaries_) RETURN_IF_ERROR(rows_.WriteSummary(key, facts, Summarize(series.samples)));
  return samples_ ? rows_.WriteSamples(key, facts, series.samples) : absl::OkStatus();
}

// What the source has of an object but not by this counter is a row without samples; an object of
// which it has nothing is a gap.
absl::Status PerformanceRun::Finish(absl::Span<const std::string> objects) {
  for (const std::string& moid : objects) {
    const std::set<int64_t>& seen = seen_[moid];
    if (seen.empty()) {
      NoteObject(moid, "failed", "no_samples", "");
      continue;
    }
    for (const auto& [key, asked] : asked_) {
      if (!summaries_ || seen.count(key) > 0) continue;
      RETURN_IF_ERROR(rows_.WriteSummary(
          {.type = type_->type, .moid = moid, .counter = asked.counter, .instance = ""},
          *asked.facts, {}));
    }
  }
  return absl::OkStatus();
}

void PerformanceRun::NoteLost(absl::Span<const std::string> objects, const absl::Status& status) {
  const std::optional<Fault> fault = FaultOf(status);
  for (const std::string& moid : objects) {
    if (fault) {
      NoteObject(moid, StatusOf(*fault), fault->type, fault->privilege);
    } else {
      NoteObject(moid, "failed", absl::StatusCodeToString(status.code()), "");
    }
  }
}

void PerformanceRun::NoteObject(std::string_view moid, std::string_view status,
                                std::string_view reason, std::string_view privilege) {
  for (const int table : context_.tables) {
    if (table == tables::Catalog::Get().Find("performance_counter")) continue;
    context_.gaps.AddObject(table, -1, status, reason, privilege, moid);
  }
}

}  // namespace

absl::Status ReadPerformance(ReaderContext& context) { return PerformanceRun(context).Go(); }

}  // namespace sitrep::collectors
