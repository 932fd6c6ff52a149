#include "base/byte_pipe.h"

#include <algorithm>
#include <cstring>

namespace sitrep::base {

absl::Status BytePipe::Write(std::string_view bytes) {
  if (bytes.empty()) return absl::OkStatus();
  MutexLock lock(mutex_);
  while (size_ >= capacity_ && !read_closed_) changed_.Wait(mutex_);
  if (read_closed_) return absl::CancelledError("the reader of the pipe has gone");
  pieces_.emplace_back(bytes);
  size_ += bytes.size();
  changed_.NotifyAll();
  return absl::OkStatus();
}

void BytePipe::CloseWrite(absl::Status status) {
  MutexLock lock(mutex_);
  if (write_closed_) return;
  write_closed_ = true;
  end_ = std::move(status);
  changed_.NotifyAll();
}

absl::StatusOr<size_t> BytePipe::Read(absl::Span<char> buffer) {
  MutexLock lock(mutex_);
  while (pieces_.empty() && !write_closed_) changed_.Wait(mutex_);
  if (pieces_.empty()) {
    if (!end_.ok()) return end_;
    return 0;
  }
  const std::string& piece = pieces_.front();
  const size_t count = std::min(buffer.size(), piece.size() - first_offset_);
  std::memcpy(buffer.data(), piece.data() + first_offset_, count);
  first_offset_ += count;
  size_ -= count;
  if (first_offset_ == piece.size()) {
    pieces_.pop_front();
    first_offset_ = 0;
  }
  changed_.NotifyAll();
  return count;
}

void BytePipe::CloseRead() {
  MutexLock lock(mutex_);
  read_closed_ = true;
  pieces_.clear();
  size_ = 0;
  first_offset_ = 0;
  changed_.NotifyAll();
}

}  // namespace sitrep::base
