#include "snapshot/step_limit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/file.h"

namespace sitrep::snapshot {
namespace {

constexpr int64_t kStepsPerByte = 32;
constexpr int kStepsPerCount = 1000;

}  // namespace

StepLimit::StepLimit(base::Database& database, int64_t least) : database_(database) {
  most_ = std::max(least, base::FileSize(database.path()).value_or(0) * kStepsPerByte);
  left_ = most_;
  sqlite3_progress_handler(database_.handle(), kStepsPerCount, Count, this);
}

StepLimit::~StepLimit() { sqlite3_progress_handler(database_.handle(), 0, nullptr, nullptr); }

void StepLimit::Renew() { left_ = most_; }

int StepLimit::Count(void* self) {
  int64_t& left = static_cast<StepLimit*>(self)->left_;
  left -= kStepsPerCount;
  return left < 0 ? 1 : 0;
}

absl::Status StepLimit::Explain(const absl::Status& status) const {
  if (status.ok() || left_ >= 0) return status;
  return absl::DataLossError(absl::StrCat(
      database_.path(), " is damaged: reading it takes more steps than its size can need"));
}

}  // namespace sitrep::snapshot
