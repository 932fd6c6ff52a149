#include "agent/chained_source.h"

#include "base/status_macros.h"

namespace sitrep::agent {

absl::StatusOr<size_t> ChainedSource::Read(absl::Span<char> buffer) {
  while (!ended_) {
    if (current_ == nullptr) {
      ASSIGN_OR_RETURN(current_, open_next_());
      if (current_ == nullptr) break;
    }
    ASSIGN_OR_RETURN(const size_t count, current_->Read(buffer));
    if (count > 0) return count;
    current_.reset();
  }
  ended_ = true;
  return size_t{0};
}

}  // namespace sitrep::agent
