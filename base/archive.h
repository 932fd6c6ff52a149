#ifndef SITREP_BASE_ARCHIVE_H_
#define SITREP_BASE_ARCHIVE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/byte_stream.h"

namespace sitrep::base {

// One member of an archive.
struct ArchiveMember {
  enum class Kind { kFile, kDirectory, kSymbolicLink, kHardLink, kOther };
  Kind kind = Kind::kFile;
  std::string name;                         // as stored; may be hostile
  std::string link_target;                  // of a link
  int64_t size = 0;                         // bytes; of a file
  absl::Time modified = absl::UnixEpoch();  // TarWriter keeps whole seconds
  unsigned mode = 0644;
};

// ArchiveReader walks a tar (or zip) that may be compressed, as its bytes come.
//
// Lifecycle: Next() gives a member; Read() its contents, until 0; Next() again. Ownership: `source`
// must outlive it. Threads: one. Failure: DATA_LOSS when the archive is damaged or cut; what came
// before was whole.
class ArchiveReader : public ByteSource {
 public:
  explicit ArchiveReader(ByteSource& source);
  ~ArchiveReader() override;
  // False: the end.
  absl::StatusOr<bool> Next(ArchiveMember& member);
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// TarWriter writes a tar, compressed with zstd. Sizes must be known before contents.
//
// Lifecycle: Begin() a member, Write() exactly its size, Begin() the next, Finish(). Without
// Finish() the file is cut.
class TarWriter : public ByteSink {
 public:
  // `threads` of zstd; 0 compresses on the caller's thread.
  TarWriter(ByteSink& sink, int level, int threads);
  ~TarWriter() override;
  absl::Status Begin(const ArchiveMember& member);
  absl::Status Write(std::string_view bytes) override;
  absl::Status Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_ARCHIVE_H_
