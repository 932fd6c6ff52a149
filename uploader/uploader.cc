#include "uploader/uploader.h"

#include <algorithm>
#include <memory>
#include <random>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"

namespace sitrep::uploader {
namespace {

// An interrupt is noticed this soon while waiting for a retry.
constexpr absl::Duration kNap = absl::Milliseconds(100);

std::function<double()> SystemRandom() {
  auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
  return [engine] { return std::uniform_real_distribution<double>(0, 1)(*engine); };
}

// One Drain() from its first to its last step.
class DrainRun {
 public:
  DrainRun(Spool& spool, Transport& transport, const UploaderOptions& options,
           const base::Interrupt& interrupt, const DrainEvents& events)
      : spool_(spool),
        transport_(transport),
        options_(options),
        interrupt_(interrupt),
        events_(events),
        clock_(options.clock == nullptr ? base::Clock::Real() : *options.clock),
        plan_(options.plan, options.random) {}

  DrainReport Run(const std::vector<std::string>& ids);

 private:
  void Begin(const std::vector<std::string>& ids);
  absl::Status Loop();
  void SendOnce(const std::string& id);
  Attempt Judge(const SendReport& sent, ItemResult& result);
  void Settle(const std::string& id, Fate fate, const absl::Status& change);
  void CarryOut(const std::string& id, const Attempt& attempt, const SendReport& sent,
                int64_t told);
  bool CopyIsDamaged(const ItemResult& result, const SendReport& sent, absl::Status& why) const;
  void WaitUntil(absl::Time until);
  absl::Status GaveUp() const;
  ItemResult& ResultOf(const std::string& id) { return report_.items[index_[id]]; }

  Spool& spool_;
  Transport& transport_;
  const UploaderOptions& options_;
  const base::Interrupt& interrupt_;
  const DrainEvents& events_;
  base::Clock& clock_;
  UploadPlan plan_;
  DrainReport report_;
  std::unordered_map<std::string, size_t> index_;
  std::unordered_map<std::string, int64_t> durable_;  // highest acknowledged offset by item
  absl::Time last_progress_;
  absl::Status last_failure_;
};

DrainReport DrainRun::Run(const std::vector<std::string>& ids) {
  Begin(ids);
  report_.status = Loop();
  for (ItemResult& result : report_.items) {
    if (result.fate == Fate::kKept && result.status.ok()) result.status = report_.status;
  }
  return std::move(report_);
}

void DrainRun::Begin(const std::vector<std::string>& ids) {
  last_progress_ = clock_.Now();
  for (const std::string& id : ids) {
    if (index_.count(id) != 0) continue;
    index_[id] = report_.items.size();
    ItemResult result;
    result.item.id = id;
    auto item = spool_.Get(id);
    if (!item.ok()) {
      result.status = item.status();
    } else if (item->state != ItemState::kPending) {
      result.item = *item;
      result.status = absl::FailedPreconditionError(
          absl::StrCat("the item is not pending but ", std::string(ToString(item->state))));
    } else {
      result.item = *item;
      plan_.Add(id);
    }
    report_.items.push_back(std::move(result));
  }
}

absl::Status DrainRun::Loop() {
  while (!plan_.empty()) {
    if (interrupt_.requested()) return absl::CancelledError("interrupted");
    if (!plan_.blocked().ok()) return plan_.blocked();
    const UploadPlan::Step step = plan_.Next(clock_.Now());
    if (const auto* send = std::get_if<UploadPlan::Send>(&step)) {
      SendOnce(send->id);
    } else if (const auto* wait = std::get_if<UploadPlan::Wait>(&step)) {
      if (clock_.Now() - last_progress_ > options_.give_up_after) return GaveUp();
      WaitUntil(wait->until);
    }
  }
  const bool all = std::all_of(report_.items.begin(), report_.items.end(),
                               [](const ItemResult& item) { return item.fate != Fate::kKept; });
  return all ? absl::OkStatus() : absl::FailedPreconditionError("some items could not be sent");
}

absl::Status DrainRun::GaveUp() const {
  return absl::UnavailableError(
      absl::StrCat("gave up waiting; everything is kept and goes on where it stopped. Last: ",
                   std::string(last_failure_.message())));
}

void DrainRun::WaitUntil(absl::Time until) {
  while (clock_.Now() < until && !interrupt_.requested()) {
    clock_.Sleep(std::min(kNap, until - clock_.Now()));
  }
}

void DrainRun::SendOnce(const std::string& id) {
  ItemResult& result = ResultOf(id);
  SendRequest request;
  request.item = result.item;
  request.removed_by_age_or_quota = spool_.removed_by_age_or_quota();
  request.progress = [&](int64_t durable, int64_t total) {
    if (events_.progress) events_.progress(result.item, durable, total);
  };
  ++result.attempts;
  const SendReport sent = transport_.Send(request, interrupt_);
  result.sent_bytes += sent.sent_bytes;
  const Attempt attempt = Judge(sent, result);
  CarryOut(id, attempt, sent, request.removed_by_age_or_quota);
}

Attempt DrainRun::Judge(const SendReport& sent, ItemResult& result) {
  Attempt attempt;
  attempt.status = sent.status;
  attempt.outcome = sent.local_failure ? Outcome::kRetry : Classify(sent.status.code());
  int64_t& best = durable_[result.item.id];
  if (sent.resumed && sent.resumed_from < best) {
    base::LogWarning(absl::StrCat("the backend went back from byte ", best, " to ",
                                  sent.resumed_from, " of ", result.item.id));
  }
  attempt.progressed = sent.durable > best;
  best = attempt.outcome == Outcome::kRestartFromZero ? 0 : std::max(best, sent.durable);
  if (attempt.progressed) last_progress_ = clock_.Now();
  result.status = sent.status;
  return attempt;
}

// Worth reading the whole item when the backend's digest differs or the disk failed.
bool DrainRun::CopyIsDamaged(const ItemResult& result, const SendReport& sent,
                             absl::Status& why) const {
  if (!sent.local_failure && Classify(sent.status.code()) != Outcome::kRestartFromZero)
    return false;
  why = spool_.Verify(result.item);
  return !why.ok();
}

void DrainRun::CarryOut(const std::string& id, const Attempt& attempt, const SendReport& sent,
                        int64_t told) {
  ItemResult& result = ResultOf(id);
  if (attempt.outcome == Outcome::kDelivered) {
    result.artifact = sent.artifact;
    result.already_known = sent.already_known;
    if (const absl::Status noted = spool_.AcknowledgeRemoved(told); !noted.ok()) {
      base::LogWarning(
          absl::StrCat("cannot lower the count of removed items: ", std::string(noted.message())));
    }
    plan_.Record(id, attempt, clock_.Now());
    return Settle(id, Fate::kDelivered, spool_.RemoveDelivered(id));
  }
  last_failure_ = attempt.status;
  absl::Status damage;
  if (CopyIsDamaged(result, sent, damage)) {
    plan_.Remove(id);
    result.status = damage;
    return Settle(id, Fate::kQuarantined, spool_.Quarantine(id, std::string(damage.message())));
  }
  plan_.Record(id, attempt, clock_.Now());
  if (attempt.outcome == Outcome::kReject) {
    return Settle(id, Fate::kRejected, spool_.Reject(id, std::string(attempt.status.message())));
  }
  const UploadPlan::Step next = plan_.Next(clock_.Now());
  const auto* wait = std::get_if<UploadPlan::Wait>(&next);
  if (events_.retry && !interrupt_.requested() && plan_.blocked().ok()) {
    events_.retry(result.item, attempt.status, wait == nullptr ? clock_.Now() : wait->until);
  }
}

// What the backend has decided stands, even when the spool cannot follow; the next start tries
// again and the backend then says that it knows the artifact.
void DrainRun::Settle(const std::string& id, Fate fate, const absl::Status& change) {
  ItemResult& result = ResultOf(id);
  result.fate = fate;
  last_progress_ = clock_.Now();
  if (!change.ok()) {
    base::LogError(absl::StrCat("the spool kept ", id, ": ", std::string(change.message())));
  }
  if (events_.settled) events_.settled(result);
}

}  // namespace

Uploader::Uploader(Spool& spool, Transport& transport, const UploaderOptions& options)
    : spool_(spool), transport_(transport), options_(options) {
  if (!options_.random) options_.random = SystemRandom();
}

DrainReport Uploader::Drain(const std::vector<std::string>& ids, const base::Interrupt& interrupt,
                            const DrainEvents& events) {
  return DrainRun(spool_, transport_, options_, interrupt, events).Run(ids);
}

DrainReport Uploader::DrainAll(const base::Interrupt& interrupt, const DrainEvents& events) {
  const auto pending = spool_.Pending();
  if (!pending.ok()) return DrainReport{{}, pending.status()};
  std::vector<std::string> ids;
  for (const SpoolItem& item : *pending) ids.push_back(item.id);
  return Drain(ids, interrupt, events);
}

}  // namespace sitrep::uploader
