#ifndef SITREP_CHECKS_READ_BUDGET_H_
#define SITREP_CHECKS_READ_BUDGET_H_

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/sqlite.h"

namespace sitrep::checks {

// ReadBudget bounds what is kept in memory of a table by what a file of that size can hold: a
// damaged file can give one row any number of times. A plain value; units: rows and bytes of text.
class ReadBudget {
 public:
  explicit ReadBudget(const base::Database& database)
      : bytes_(base::FileSize(database.path()).value_or(0)),
        rows_(std::min(kMostRows, bytes_ / kLeastRowBytes)) {}

  absl::Status Take(int64_t text_bytes) {
    bytes_ -= text_bytes;
    if (--rows_ >= 0 && bytes_ >= 0) return absl::OkStatus();
    return absl::DataLossError(
        "the snapshot is damaged: a table about its coverage has more rows than its file can hold; "
        "collect it again");
  }

 private:
  static constexpr int64_t kMostRows = 5'000'000;
  static constexpr int64_t kLeastRowBytes = 8;

  int64_t bytes_;
  int64_t rows_;
};

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_READ_BUDGET_H_
