#include "uploader/plan.h"

#include <algorithm>
#include <utility>

namespace sitrep::uploader {

UploadPlan::UploadPlan(const PlanOptions& options, std::function<double()> random)
    : options_(options), random_(std::move(random)) {}

void UploadPlan::Add(const std::string& id) {
  const bool known =
      std::any_of(items_.begin(), items_.end(), [&](const Item& item) { return item.id == id; });
  if (!known) items_.push_back(Item{id});
}

void UploadPlan::Remove(const std::string& id) {
  std::erase_if(items_, [&](const Item& item) { return item.id == id; });
}

void UploadPlan::Unblock() {
  blocked_ = absl::OkStatus();
  not_before_ = absl::InfinitePast();
  failures_ = 0;
}

absl::Duration UploadPlan::Backoff(int failures) {
  absl::Duration longest = options_.first_backoff;
  for (int i = 1; i < failures && longest < options_.longest_backoff; ++i) longest *= 2;
  return std::min(longest, options_.longest_backoff) * random_();
}

// A time farther away than any back-off was set by a clock that has since been put back.
absl::Time UploadPlan::Due(absl::Time not_before, absl::Time now) const {
  return not_before - now > options_.longest_backoff ? now : not_before;
}

UploadPlan::Step UploadPlan::Next(absl::Time now) const {
  if (!blocked_.ok() || items_.empty()) return Idle{};
  const absl::Time channel = Due(not_before_, now);
  absl::Time earliest = absl::InfiniteFuture();
  for (const Item& item : items_) {
    const absl::Time due = std::max(channel, Due(item.not_before, now));
    if (due <= now) return Send{item.id};
    earliest = std::min(earliest, due);
  }
  return Wait{earliest};
}

void UploadPlan::Record(const std::string& id, const Attempt& attempt, absl::Time now) {
  const auto found =
      std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.id == id; });
  if (found == items_.end()) return;
  Item item = *found;
  const bool settled =
      attempt.outcome == Outcome::kDelivered || attempt.outcome == Outcome::kReject;
  if (attempt.outcome == Outcome::kBlockChannel) {
    blocked_ = attempt.status;
    return;
  }
  items_.erase(found);
  // A refusal of one item shows that the channel works.
  if (settled || attempt.progressed) failures_ = item.failures = 0;
  if (settled) {
    not_before_ = absl::InfinitePast();
    return;
  }
  item.not_before = now + Backoff(++item.failures);
  not_before_ = now + Backoff(++failures_);
  items_.push_back(std::move(item));
}

}  // namespace sitrep::uploader
