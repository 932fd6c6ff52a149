#include "agent/take_snapshot.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/history_state.h"
#include "agent/output/plain_text.h"
#include "agent/output/progress_board.h"
#include "agent/snapshot_rows.h"
#include "base/status_macros.h"
#include "snapshot/writer.h"

namespace sitrep::agent {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks(100);
// A run that heeds its deadline is done by then; one that hangs in a call is cut off.
constexpr absl::Duration kGrace = absl::Seconds(10);

std::vector<std::string> Labels(const SnapshotPlan& plan) {
  std::vector<std::string> labels;
  for (const SourcePlan& source : plan.sources) {
    const auto same = [&source](const SourcePlan& other) {
      return other.choice.name == source.choice.name;
    };
    const bool unique = std::count_if(plan.sources.begin(), plan.sources.end(), same) == 1;
    const auto address = collectors::ParseSourceUrl(source.choice.options.url);
    labels.push_back(unique || !address.ok() ? source.choice.name : address->HostAndPort());
  }
  return labels;
}

std::string RetryRemark(const collectors::RetryNotice& notice) {
  return absl::StrCat(notice.method, " failed (", absl::StatusCodeToString(notice.status.code()),
                      "), again in ", DurationText(notice.pause));
}

// The crew of a run: threads that read sources, and the caller's, which watches and draws.
class Crew {
 public:
  Crew(Context& context, const SnapshotPlan& plan, std::string state_directory,
       snapshot::SnapshotWriter& writer)
      : context_(context),
        plan_(plan),
        labels_(Labels(plan)),
        state_directory_(std::move(state_directory)),
        sink_(writer),
        board_(context, labels_),
        outcomes_(plan.sources.size()) {
    for (size_t i = 0; i < plan.sources.size(); ++i) {
      posts_.push_back(std::make_unique<Post>(sink_));
    }
  }

  // Returns when every source has its outcome.
  absl::StatusOr<std::vector<SourceOutcome>> Go();

 private:
  // Where one source is read, as the watch sees it.
  struct Post {
    explicit Post(SharedSink& shared) : sink(shared) {}
    base::Interrupt interrupt;
    SourceSink sink;
    std::atomic<bool> late{false};
    // Guarded by the crew's mutex.
    absl::Time give_up = absl::InfiniteFuture();
  };

  void Work();
  SourceOutcome Read(size_t source);
  void Watch();
  void LookAt(Post& post);
  void Show(size_t source, const collectors::CollectProgress& progress);

  Context& context_;
  const SnapshotPlan& plan_;
  const std::vector<std::string> labels_;
  const std::string state_directory_;
  SharedSink sink_;
  ProgressBoard board_;
  Instances instances_;
  std::vector<std::unique_ptr<Post>> posts_;

  base::Mutex mutex_;
  base::ConditionVariable done_;
  size_t next_ SITREP_GUARDED_BY(mutex_) = 0;
  size_t finished_ SITREP_GUARDED_BY(mutex_) = 0;
  std::vector<SourceOutcome> outcomes_ SITREP_GUARDED_BY(mutex_);
};

void Crew::Show(size_t source, const collectors::CollectProgress& progress) {
  const int64_t rows = posts_[source]->sink.rows();
  board_.Update(source, [&](SourceProgress& state) {
    state.part = progress.type;
    state.done = progress.types_done;
    state.total = progress.types_total;
    state.bytes = progress.received_bytes;
    state.rows = rows;
    ++state.pages;
    state.remark.clear();
  });
}

SourceOutcome Crew::Read(size_t source) {
  Post& post = *posts_[source];
  SourcePlan plan = plan_.sources[source];
  plan.choice.name = labels_[source];
  const absl::Time begin = context_.clock().Now();
  {
    base::MutexLock lock(mutex_);
    post.give_up = begin + plan.collect.deadline;
  }
  plan.choice.options.on_retry = [this, source](const collectors::RetryNotice& notice) {
    board_.Update(source, [&](SourceProgress& state) { state.remark = RetryRemark(notice); });
  };
  board_.Update(source, [](SourceProgress& s) { s.phase = SourceProgress::Phase::kConnecting; });
  SourceRunPlace place{.login = {state_directory_, context_.clock(), post.interrupt},
                       .retry_login = plan_.retry_login,
                       .instances = instances_,
                       .sink = post.sink,
                       .reading =
                           [&] {
                             {
                               base::MutexLock lock(mutex_);
                               post.give_up += kGrace;
                             }
                             board_.Update(source, [](SourceProgress& state) {
                               state.phase = SourceProgress::Phase::kReading;
                               state.part = "begins";
                               state.remark.clear();
                             });
                           },
                       .progress = [this, source](const auto& progress) { Show(source, progress); },
                       .late = [&post] { return post.late.load(); }};
  return ReadSource(plan, place);
}

void Crew::Work() {
  while (true) {
    size_t source = 0;
    {
      base::MutexLock lock(mutex_);
      if (next_ == plan_.sources.size()) return;
      source = next_++;
    }
    SourceOutcome outcome = Read(source);
    const bool read = outcome.status.ok() && outcome.same_as.empty();
    board_.Update(source, [&](SourceProgress& state) {
      state.phase = read ? SourceProgress::Phase::kDone : SourceProgress::Phase::kFailed;
      state.rows = posts_[source]->sink.rows();
      state.remark.clear();
    });
    base::MutexLock lock(mutex_);
    posts_[source]->give_up = absl::InfiniteFuture();
    outcomes_[source] = std::move(outcome);
    ++finished_;
    done_.NotifyAll();
  }
}

void Crew::LookAt(Post& post) {
  if (context_.interrupt().requested()) {
    post.interrupt.Request();
  } else if (context_.clock().Now() > post.give_up && !post.interrupt.requested()) {
    post.late = true;
    post.interrupt.Request();
  }
}

void Crew::Watch() {
  while (true) {
    {
      base::MutexLock lock(mutex_);
      if (finished_ == plan_.sources.size()) return;
      done_.WaitFor(mutex_, kBetweenLooks);
      for (const std::unique_ptr<Post>& post : posts_) LookAt(*post);
    }
    board_.Draw();
  }
}

absl::StatusOr<std::vector<SourceOutcome>> Crew::Go() {
  std::vector<std::thread> threads;
  const size_t count = std::min(plan_.sources.size(), static_cast<size_t>(plan_.at_once));
  for (size_t i = 0; i < count; ++i) threads.emplace_back([this] { Work(); });
  Watch();
  for (std::thread& thread : threads) thread.join();
  board_.Finish();
  RETURN_IF_ERROR(sink_.status());
  base::MutexLock lock(mutex_);
  return std::move(outcomes_);
}

// Why a source has nothing in the snapshot, for a person.
std::string WhyNothing(const SourceOutcome& source) {
  if (!source.status.ok()) return std::string(source.status.message());
  if (!source.report.ended.ok()) return std::string(source.report.ended.message());
  if (source.report.gaps.empty()) return "nothing was read";
  const collectors::Gap& gap = source.report.gaps.front();
  return absl::StrCat(
      "nothing could be read; first: ", gap.table, " ", gap.status,
      gap.privilege.empty() ? "" : absl::StrCat(", needs privilege ", gap.privilege),
      gap.reason.empty() ? "" : absl::StrCat(" (", gap.reason, ")"));
}

// OK when anything of any source is worth a file.
absl::Status CheckUsable(const SnapshotOutcome& outcome) {
  const auto usable = [](const SourceOutcome& source) { return source.usable(); };
  if (std::any_of(outcome.sources.begin(), outcome.sources.end(), usable)) return absl::OkStatus();
  if (outcome.interrupted) return absl::CancelledError("interrupted");
  if (outcome.sources.size() == 1 && !outcome.sources.front().status.ok()) {
    return outcome.sources.front().status;
  }
  std::vector<std::string> lines;
  for (const SourceOutcome& source : outcome.sources) {
    if (source.same_as.empty())
      lines.push_back(absl::StrCat(source.name, ": ", WhyNothing(source)));
  }
  return absl::UnavailableError(absl::StrJoin(lines, "\n"));
}

absl::Status KeepHistory(const std::string& state, const SnapshotPlan& plan,
                         const SnapshotOutcome& outcome) {
  for (size_t i = 0; i < plan.sources.size(); ++i) {
    const SourceOutcome& source = outcome.sources[i];
    if (!plan.sources[i].continue_history || source.source_key.empty()) continue;
    RETURN_IF_ERROR(WriteHistoryState(state, source.source_key, source.report.history));
  }
  return absl::OkStatus();
}

}  // namespace

bool SnapshotOutcome::complete() const {
  return !interrupted && std::all_of(sources.begin(), sources.end(),
                                     [](const SourceOutcome& source) { return source.complete(); });
}

absl::StatusOr<SnapshotOutcome> TakeSnapshot(Context& context, const SnapshotPlan& plan) {
  const absl::Time started = context.clock().Now();
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(const std::unique_ptr<snapshot::SnapshotWriter> writer,
                   snapshot::SnapshotWriter::Create(plan.path));
  SnapshotOutcome outcome;
  outcome.path = plan.path;
  ASSIGN_OR_RETURN(outcome.sources, Crew(context, plan, state, *writer).Go());
  outcome.interrupted =
      std::any_of(outcome.sources.begin(), outcome.sources.end(), [](const SourceOutcome& source) {
        return source.report.interrupted || absl::IsCancelled(source.status);
      });
  RETURN_IF_ERROR(CheckUsable(outcome));
  const RunFacts facts{ProfileName(plan), started, context.clock().Now(), outcome.interrupted};
  RETURN_IF_ERROR(WriteRunFacts(facts, *writer));
  RETURN_IF_ERROR(writer->Seal());
  // Not before: what is not in a sealed file has not been told.
  RETURN_IF_ERROR(KeepHistory(state, plan, outcome));
  return outcome;
}

std::string ProfileName(const SnapshotPlan& plan) {
  const auto light = [](const SourcePlan& source) { return source.collect.light; };
  const auto count = std::count_if(plan.sources.begin(), plan.sources.end(), light);
  if (count == 0) return "full";
  return static_cast<size_t>(count) == plan.sources.size() ? "light" : "mixed";
}

std::string DefaultSnapshotName(const std::vector<SourcePlan>& sources, absl::Time now) {
  const std::string names = absl::StrJoin(
      sources, "+",
      [](std::string* out, const SourcePlan& source) { absl::StrAppend(out, source.choice.name); });
  return absl::StrCat(names.substr(0, 128), "-",
                      absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone()), ".sitrep");
}

}  // namespace sitrep::agent
