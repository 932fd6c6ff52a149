#ifndef SITREP_BASE_BYTE_PIPE_H_
#define SITREP_BASE_BYTE_PIPE_H_

#include <deque>
#include <string>
#include <string_view>

#include "base/byte_stream.h"
#include "base/mutex.h"

namespace sitrep::base {

// BytePipe joins a thread that produces bytes to one that consumes them, with at most `capacity`
// bytes in between.
//
// Lifecycle: the writer ends with CloseWrite(status); the reader sees that status after the last
// byte (OK is the end). The reader may give up with CloseRead(); Write() then fails with CANCELLED.
// Threads: one writer and one reader. Failure: never blocks for ever once the other side has
// closed.
class BytePipe : public ByteSource, public ByteSink {
 public:
  explicit BytePipe(size_t capacity) : capacity_(capacity) {}

  absl::Status Write(std::string_view bytes) override;
  void CloseWrite(absl::Status status);

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;
  void CloseRead();

 private:
  const size_t capacity_;

  Mutex mutex_;
  ConditionVariable changed_;
  std::deque<std::string> pieces_ SITREP_GUARDED_BY(mutex_);
  size_t first_offset_ SITREP_GUARDED_BY(mutex_) = 0;  // consumed bytes of pieces_.front()
  size_t size_ SITREP_GUARDED_BY(mutex_) = 0;
  bool write_closed_ SITREP_GUARDED_BY(mutex_) = false;
  bool read_closed_ SITREP_GUARDED_BY(mutex_) = false;
  absl::Status end_ SITREP_GUARDED_BY(mutex_);
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_BYTE_PIPE_H_
