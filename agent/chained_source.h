#ifndef SITREP_AGENT_CHAINED_SOURCE_H_
#define SITREP_AGENT_CHAINED_SOURCE_H_

#include <functional>
#include <memory>
#include <utility>

#include "base/byte_stream.h"

namespace sitrep::agent {

// ChainedSource gives the bytes of several sources one behind the other; each is opened when the
// one before has ended. Archives chained so read as one.
//
// Ownership: owns the sources it opens. Threads: one. Failure: the first error of opening or
// reading is final.
class ChainedSource : public base::ByteSource {
 public:
  // Gives the next source; null: there is none.
  using OpenNext = std::function<absl::StatusOr<std::unique_ptr<base::ByteSource>>()>;
  explicit ChainedSource(OpenNext open_next) : open_next_(std::move(open_next)) {}

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;

 private:
  OpenNext open_next_;
  std::unique_ptr<base::ByteSource> current_;
  bool ended_ = false;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_CHAINED_SOURCE_H_
