#include "agent/source_run.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/history_state.h"
#include "agent/snapshot_rows.h"
#include "agent/source_lock.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr char kWork[] = "snapshot";

std::string NotAskedReason(const SourcePlan& plan) {
  // Where something was left out, the names that remain are the program's own.
  if (!plan.collect.tables.empty() && plan.left_out.empty()) return "--tables";
  return plan.collect.light ? "profile light" : "profile full";
}

absl::Status TimeIsUp(const SourcePlan& plan) {
  return absl::DeadlineExceededError(
      absl::StrCat("not done within ", absl::FormatDuration(plan.collect.deadline),
                   "; give it longer with --deadline, or ask for less"));
}

bool Late(const SourceRunPlace& place) { return place.late && place.late(); }

// Both locks are held until the session has ended.
absl::Status ReadLocked(const SourcePlan& plan, const SourceRunPlace& place,
                        SourceOutcome& outcome) {
  const LoginPlace& login = place.login;
  ASSIGN_OR_RETURN(
      const SourceLock address,
      SourceLock::Take(login.state_directory, outcome.address, outcome.name, kWork, login.clock));
  std::optional<SourceLock> instance;
  ASSIGN_OR_RETURN(const std::unique_ptr<collectors::Session> session,
                   LogIn(login, plan.choice, place.retry_login));
  outcome.source_key = session->source_key();
  if (const auto same = place.instances.Claim(outcome.source_key, outcome.name)) {
    outcome.same_as = *same;
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(SourceLock lock, SourceLock::Take(login.state_directory, outcome.source_key,
                                                     outcome.name, kWork, login.clock));
  instance.emplace(std::move(lock));
  if (place.reading) place.reading();
  collectors::CollectOptions options = plan.collect;
  if (plan.continue_history) {
    ASSIGN_OR_RETURN(options.history.checkpoints,
                     ReadHistoryState(login.state_directory, outcome.source_key));
  }
  ASSIGN_OR_RETURN(outcome.report,
                   collectors::CollectFrom(*session, options, place.sink, place.progress));
  return NoteRefusal(login, plan.choice, outcome.report.ended);
}

absl::Status Read(const SourcePlan& plan, const SourceRunPlace& place, SourceOutcome& outcome) {
  if (place.login.interrupt.requested() && !Late(place)) return absl::CancelledError("interrupted");
  const absl::Status status = ReadLocked(plan, place, outcome);
  if (!Late(place)) return status;
  if (absl::IsCancelled(status)) return TimeIsUp(plan);
  if (outcome.report.interrupted) {
    outcome.report.interrupted = false;
    outcome.report.ended = TimeIsUp(plan);
  }
  return status;
}

absl::Status WriteGaps(const SourcePlan& plan, const SourceOutcome& outcome, base::RowSink& sink) {
  if (!outcome.same_as.empty()) return absl::OkStatus();
  if (outcome.status.ok()) {
    return WriteTablesNotAsked(outcome.report, NotAskedReason(plan), plan.left_out, sink);
  }
  return WriteUnreadSource(outcome.source_key.empty() ? outcome.address : outcome.source_key,
                           outcome.status, sink);
}

}  // namespace

bool SourceOutcome::usable() const {
  if (!same_as.empty() || !status.ok()) return false;
  const bool rows = std::any_of(report.tables.begin(), report.tables.end(),
                                [](const collectors::TableCount& count) {
                                  return count.rows > 0 && count.table != "source";
                                });
  const bool failures = std::any_of(report.gaps.begin(), report.gaps.end(),
                                    [](const collectors::Gap& gap) { return gap.shortfall(); });
  return rows || (!failures && report.ended.ok() && !report.interrupted);
}

SourceOutcome ReadSource(const SourcePlan& plan, const SourceRunPlace& place) {
  SourceOutcome outcome;
  outcome.name = plan.choice.name;
  const auto address = collectors::ParseSourceUrl(plan.choice.options.url);
  outcome.address = address.ok() ? address->HostAndPort() : plan.choice.options.url;
  outcome.status = Read(plan, place, outcome);
  // An error of the sink stays in it, and is told by who owns it.
  WriteGaps(plan, outcome, place.sink).IgnoreError();
  return outcome;
}

}  // namespace sitrep::agent
