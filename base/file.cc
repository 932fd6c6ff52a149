#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

absl::Status Failed(const char* what, const std::string& path) {
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot ", what, " ", path));
}

absl::StatusOr<int> OpenDescriptor(const char* what, const std::string& path, int flags,
                                   unsigned mode) {
  const int descriptor = open(path.c_str(), flags | O_CLOEXEC, mode);
  if (descriptor < 0) return Failed(what, path);
  return descriptor;
}

void CloseDescriptor(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

}  // namespace

absl::StatusOr<FileSource> FileSource::Open(const std::string& path) {
  ASSIGN_OR_RETURN(const int descriptor, OpenDescriptor("open", path, O_RDONLY, 0));
  return FileSource(descriptor, path);
}

FileSource::FileSource(FileSource&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

FileSource& FileSource::operator=(FileSource&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

FileSource::~FileSource() { CloseDescriptor(descriptor_); }

absl::StatusOr<size_t> FileSource::Read(absl::Span<char> buffer) {
  while (true) {
    const ssize_t count = read(descriptor_, buffer.data(), buffer.size());
    if (count >= 0) return static_cast<size_t>(count);
    if (errno != EINTR) return Failed("read", path_);
  }
}

absl::Status FileSource::Seek(int64_t offset) {
  if (lseek(descriptor_, offset, SEEK_SET) < 0) return Failed("seek in", path_);
  return absl::OkStatus();
}

absl::StatusOr<FileSink> FileSink::Create(const std::string& path, unsigned mode) {
  ASSIGN_OR_RETURN(const int descriptor,
                   OpenDescriptor("create", path, O_WRONLY | O_CREAT | O_TRUNC, mode));
  return FileSink(descriptor, path);
}

absl::StatusOr<FileSink> FileSink::Append(const std::string& path, unsigned mode) {
  ASSIGN_OR_RETURN(const int descriptor,
                   OpenDescriptor("open for writing", path, O_WRONLY | O_CREAT | O_APPEND, mode));
  return FileSink(descriptor, path);
}

FileSink::FileSink(FileSink&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

FileSink& FileSink::operator=(FileSink&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

FileSink::~FileSink() { CloseDescriptor(descriptor_); }

absl::Status FileSink::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failed("write", path_);
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return absl::OkStatus();
}

absl::Status FileSink::Sync() {
  if (fdatasync(descriptor_) != 0) return Failed("sync", path_);
  return absl::OkStatus();
}

absl::Status FileSink::Truncate(int64_t size) {
  if (ftruncate(descriptor_, size) != 0) return Failed("truncate", path_);
  return absl::OkStatus();
}

absl::Status FileSink::Finish() {
  if (fsync(descriptor_) != 0) return Failed("sync", path_);
  if (close(std::exchange(descriptor_, -1)) != 0) return Failed("close", path_);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  ASSIGN_OR_RETURN(FileSource source, FileSource::Open(path));
  StringSink sink;
  RETURN_IF_ERROR(Copy(source, sink).status());
  return sink.Take();
}

absl::Status WriteFileAtomically(const std::string& path, std::string_view text, unsigned mode) {
  const std::string temporary = absl::StrCat(path, ".", getpid(), ".partial");
  absl::Status status = [&] {
    ASSIGN_OR_RETURN(FileSink sink, FileSink::Create(temporary, mode));
    RETURN_IF_ERROR(sink.Write(text));
    return sink.Finish();
  }();
  if (status.ok()) status = RenameDurably(temporary, path);
  if (!status.ok()) unlink(temporary.c_str());
  return status;
}

absl::Status RenameDurably(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0)
    return Failed("rename", absl::StrCat(from, " to ", to));
  RETURN_IF_ERROR(SyncDirectory(DirectoryOf(to)));
  if (DirectoryOf(from) == DirectoryOf(to)) return absl::OkStatus();
  return SyncDirectory(DirectoryOf(from));
}

absl::Status SyncDirectory(const std::string& path) {
  ASSIGN_OR_RETURN(int descriptor, OpenDescriptor("open folder", path, O_RDONLY | O_DIRECTORY, 0));
  const bool synced = fsync(descriptor) == 0;
  absl::Status status = synced ? absl::OkStatus() : Failed("sync folder", path);
  CloseDescriptor(descriptor);
  return status;
}

absl::Status RemoveFile(const std::string& path) {
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return Failed("remove", path);
  return absl::OkStatus();
}

absl::Status MakeDirectories(const std::string& path, unsigned mode) {
  if (path.empty() || FileExists(path)) return absl::OkStatus();
  const std::string above = DirectoryOf(path);
  if (above != path) RETURN_IF_ERROR(MakeDirectories(above, mode));
  if (mkdir(path.c_str(), mode) != 0 && errno != EEXIST) return Failed("make folder", path);
  return absl::OkStatus();
}

bool FileExists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

absl::StatusOr<int64_t> FileSize(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return Failed("look at", path);
  return info.st_size;
}

absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path) {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return Failed("list", path);
  std::vector<std::string> names;
  while (const dirent* entry = readdir(directory)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  closedir(directory);
  std::sort(names.begin(), names.end());
  return names;
}

std::string DirectoryOf(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string NameOf(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace sitrep::base
