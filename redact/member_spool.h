#ifndef SITREP_REDACT_MEMBER_SPOOL_H_
#define SITREP_REDACT_MEMBER_SPOOL_H_

#include <cstdint>
#include <optional>
#include <string>

#include "base/byte_stream.h"
#include "base/file.h"

namespace sitrep::redact {

// MemberSpool holds the redacted bytes of one member until their number is known: in memory up to a
// limit, then in a file that has no name, so that it is gone with the program.
//
// Lifecycle: Write(), CopyTo() once, Clear() for the next member. Threads: one. Failure: the
// disk's.
class MemberSpool : public base::ByteSink {
 public:
  // `path` is a name that is free for a moment, on the disk to use.
  MemberSpool(std::string path, int64_t memory_bytes)
      : path_(std::move(path)), limit_(memory_bytes) {}

  absl::Status Write(std::string_view bytes) override;
  int64_t size() const { return size_; }
  absl::Status CopyTo(base::ByteSink& sink);
  void Clear();

 private:
  const std::string path_;
  const int64_t limit_;
  int64_t size_ = 0;
  std::string memory_;
  std::optional<base::FileSink> sink_;
  std::optional<base::FileSource> source_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_MEMBER_SPOOL_H_
