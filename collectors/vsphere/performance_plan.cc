#include "collectors/vsphere/performance_plan.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "collectors/vsphere/fault.h"

namespace sitrep::collectors {
namespace {

constexpr int64_t kLimitBefore65 = 64;
constexpr int64_t kLimitFrom65 = 256;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

int64_t DefaultLimit(std::string_view api_version) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(View(api_version), absl::MaxSplits('.', 1));
  int major = 0;
  int minor = 0;
  if (!absl::SimpleAtoi(parts.first, &major)) return kLimitBefore65;
  const std::string second = parts.second.substr(0, parts.second.find('.'));
  if (!absl::SimpleAtoi(second, &minor)) minor = 0;
  return major > 6 || (major == 6 && minor >= 5) ? kLimitFrom65 : kLimitBefore65;
}

bool IsOneOf(const std::string& type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

QueryVerdict JudgeFault(const Fault& fault) {
  if (fault.type == "RestrictedByAdministrator") return QueryVerdict::kTooMuch;
  // vCenter gives this one without a type of its own.
  if (absl::StrContains(fault.text, "XML document element count")) return QueryVerdict::kTooMuch;
  if (IsOneOf(fault.type, {"ManagedObjectNotFound", "HostNotConnected", "HostCommunication",
                           "HostNotReachable", "HostConnectFault", "NoPermission",
                           "InvalidArgument", "InvalidState", "InvalidPowerState"})) {
    return QueryVerdict::kSpoilt;
  }
  if (IsOneOf(fault.type, {"NotAuthenticated", "InvalidLogin", "NotSupported", "NotImplemented",
                           "MethodNotFound"})) {
    return QueryVerdict::kOver;
  }
  return QueryVerdict::kFailed;
}

}  // namespace

std::optional<int64_t> MetricLimit(std::optional<std::string_view> setting,
                                   std::string_view api_version) {
  int64_t limit = 0;
  if (!setting || !absl::SimpleAtoi(View(*setting), &limit) || limit == 0) {
    return DefaultLimit(api_version);
  }
  if (limit < 0) return std::nullopt;
  return limit;
}

size_t ObjectsPerCall(const QueryShape& shape, const QueryLimits& limits) {
  int64_t objects = std::min(limits.most_objects,
                             QueryLimits::kMostElements / std::max<int64_t>(1, shape.Elements()));
  if (limits.most_metrics) {
    objects = std::min(objects, *limits.most_metrics / std::max<int64_t>(1, shape.metrics));
  }
  return static_cast<size_t>(std::max<int64_t>(1, objects));
}

QueryVerdict Judge(const absl::Status& status) {
  if (status.ok()) return QueryVerdict::kAnswered;
  if (const std::optional<Fault> fault = FaultOf(status)) return JudgeFault(*fault);
  return absl::IsDataLoss(status) ? QueryVerdict::kFailed : QueryVerdict::kOver;
}

QueryQueue::QueryQueue(size_t objects, size_t per_call) : per_call_(std::max<size_t>(1, per_call)) {
  if (objects > 0) waiting_.push_back({0, objects});
}

std::optional<QuerySlice> QueryQueue::Next() {
  if (waiting_.empty()) return std::nullopt;
  last_ = waiting_.front();
  waiting_.pop_front();
  if (last_.size() > per_call_) {
    waiting_.push_front({last_.begin + per_call_, last_.end});
    last_.end = last_.begin + per_call_;
  }
  return last_;
}

bool QueryQueue::Smaller() {
  if (last_.size() <= 1) return false;
  per_call_ = std::max<size_t>(1, last_.size() / 2);
  const bool adjoins = !waiting_.empty() && waiting_.front().begin == last_.end;
  if (adjoins) {
    waiting_.front().begin = last_.begin;
  } else {
    waiting_.push_front(last_);
  }
  return true;
}

bool QueryQueue::Split() {
  if (last_.size() <= 1 || splits_ >= kMostSplits) return false;
  ++splits_;
  const size_t middle = last_.begin + last_.size() / 2;
  waiting_.push_front({middle, last_.end});
  waiting_.push_front({last_.begin, middle});
  return true;
}

}  // namespace sitrep::collectors
