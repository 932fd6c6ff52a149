#ifndef SITREP_UPLOADER_PLAN_H_
#define SITREP_UPLOADER_PLAN_H_

#include <deque>
#include <functional>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "uploader/outcome.h"

namespace sitrep::uploader {

// How one attempt ended.
struct Attempt {
  Outcome outcome = Outcome::kRetry;
  absl::Status status;      // what the outcome was made of
  bool progressed = false;  // the backend acknowledged bytes that it had not acknowledged before
};

struct PlanOptions {
  // Wait before the n-th retry without progress: a random part of min(longest, first * 2^(n-1)).
  // Full jitter, so that many agents that lost one backend do not come back together; capped, so
  // that a short window of connectivity is met.
  absl::Duration first_backoff = absl::Seconds(1);
  absl::Duration longest_backoff = absl::Minutes(2);
};

// UploadPlan decides what to send next and when. It does nothing itself: no clock, no disk, no
// network.
//
// Lifecycle: Add() items; ask Next(); after Send, tell Record() how it ended. One item is in flight
// at a time.
//   Delivered and rejected items leave the plan. An item that failed goes behind the others.
// Ownership: keeps copies. Threads: one at a time. `random` gives numbers in [0, 1).
class UploadPlan {
 public:
  struct Send {
    std::string id;
  };
  struct Wait {
    absl::Time until;
  };
  struct Idle {};  // nothing to send, or the channel is blocked
  using Step = std::variant<Send, Wait, Idle>;

  UploadPlan(const PlanOptions& options, std::function<double()> random);

  void Add(const std::string& id);     // OK when it is known already
  void Remove(const std::string& id);  // OK when it is not known
  bool empty() const { return items_.empty(); }

  Step Next(absl::Time now) const;
  void Record(const std::string& id, const Attempt& attempt, absl::Time now);

  // Why nothing is sent until Unblock(); OK when the channel is not blocked.
  const absl::Status& blocked() const { return blocked_; }
  void Unblock();

 private:
  struct Item {
    std::string id;
    int failures = 0;  // since it last progressed
    absl::Time not_before = absl::InfinitePast();
  };
  absl::Duration Backoff(int failures);
  absl::Time Due(absl::Time not_before, absl::Time now) const;

  const PlanOptions options_;
  std::function<double()> random_;
  std::deque<Item> items_;
  int failures_ = 0;  // of the channel, since anything progressed
  absl::Time not_before_ = absl::InfinitePast();
  absl::Status blocked_;
};

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_PLAN_H_
