#ifndef SITREP_BASE_FILE_H_
#define SITREP_BASE_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/byte_stream.h"

namespace sitrep::base {

// Files by path. Every error names the path and what the system said. Sizes are bytes.

// A file open for reading, closed by the destructor. Threads: one at a time.
class FileSource : public ByteSource {
 public:
  static absl::StatusOr<FileSource> Open(const std::string& path);
  FileSource(FileSource&& other) noexcept;
  FileSource& operator=(FileSource&& other) noexcept;
  ~FileSource() override;
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;
  absl::Status Seek(int64_t offset);

 private:
  FileSource(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  int descriptor_ = -1;
  std::string path_;
};

// A file open for writing. Without Finish() the destructor closes it and nothing is promised to be
// on disk.
class FileSink : public ByteSink {
 public:
  // Makes the file, or empties it. `mode` are permission bits.
  static absl::StatusOr<FileSink> Create(const std::string& path, unsigned mode = 0600);
  // Opens an existing file, or makes it, to go on at its end.
  static absl::StatusOr<FileSink> Append(const std::string& path, unsigned mode = 0600);
  FileSink(FileSink&& other) noexcept;
  FileSink& operator=(FileSink&& other) noexcept;
  ~FileSink() override;
  absl::Status Write(std::string_view bytes) override;
  absl::Status Sync();
  absl::Status Truncate(int64_t size);
  // Syncs and closes.
  absl::Status Finish();

 private:
  FileSink(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  int descriptor_ = -1;
  std::string path_;
};

absl::StatusOr<std::string> ReadFile(const std::string& path);
// Writes beside `path`, syncs, renames over it, syncs the folder: readers see the old or the new
// file, whole.
absl::Status WriteFileAtomically(const std::string& path, std::string_view text,
                                 unsigned mode = 0600);
// Renames and syncs both folders.
absl::Status RenameDurably(const std::string& from, const std::string& to);
absl::Status SyncDirectory(const std::string& path);
// OK when it was not there.
absl::Status RemoveFile(const std::string& path);
// Makes the folder and those above it.
absl::Status MakeDirectories(const std::string& path, unsigned mode = 0700);
bool FileExists(const std::string& path);
absl::StatusOr<int64_t> FileSize(const std::string& path);
// Names, sorted, without . and ..
absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path);
// Folder part of a path; "." when there is none.
std::string DirectoryOf(const std::string& path);
// Last part of a path.
std::string NameOf(const std::string& path);

}  // namespace sitrep::base

#endif  // SITREP_BASE_FILE_H_
