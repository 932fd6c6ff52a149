#include "uploader/spool_intake.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace sitrep::uploader {
namespace {

constexpr size_t kBufferBytes = 1 << 20;

}  // namespace

absl::Status VerifyContents(const std::string& path, const SpoolItem& item) {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path));
  std::vector<char> buffer(kBufferBytes);
  base::Sha256 digest;
  int64_t left = item.size;
  while (left > 0) {
    const size_t wanted = static_cast<size_t>(std::min<int64_t>(left, kBufferBytes));
    ASSIGN_OR_RETURN(const size_t count, source.Read(absl::MakeSpan(buffer.data(), wanted)));
    if (count == 0) return absl::DataLossError(absl::StrCat(path, " is shorter than its artifact"));
    digest.Update(std::string_view(buffer.data(), count));
    left -= static_cast<int64_t>(count);
  }
  if (digest.Hex() == item.sha256) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(path, " no longer has the digest ", item.sha256));
}

absl::Status SpoolIntake::Take() {
  struct stat info;
  if (lstat(original_.c_str(), &info) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot look at ", original_));
  }
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(absl::StrCat(original_, " is not a regular file"));
  }
  size_ = info.st_size;
  if (rename(original_.c_str(), incoming_.c_str()) == 0) {
    stage_ = Stage::kMoved;
    return absl::OkStatus();
  }
  if (errno == EXDEV) return CopyOver();
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot move ", original_, " to ", incoming_));
}

absl::Status SpoolIntake::CopyOver() {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(original_));
  ASSIGN_OR_RETURN(base::FileSink sink, base::FileSink::Create(incoming_));
  stage_ = Stage::kCopied;
  RETURN_IF_ERROR(base::Copy(source, sink).status());
  return sink.Finish();
}

absl::Status SpoolIntake::Complete(const SpoolItem& item) {
  if (size_ != item.size) {
    return absl::DataLossError(absl::StrCat(original_, " has ", size_, " bytes; the artifact has ",
                                            item.size, "; make it again"));
  }
  RETURN_IF_ERROR(VerifyContents(incoming_, item));
  if (chmod(incoming_.c_str(), 0600) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot restrict ", incoming_));
  }
  ASSIGN_OR_RETURN(const std::string trailer, EncodeTrailer(item));
  ASSIGN_OR_RETURN(base::FileSink sink, base::FileSink::Append(incoming_));
  RETURN_IF_ERROR(sink.Write(trailer));
  return sink.Finish();
}

absl::Status SpoolIntake::Release() {
  const bool copied = stage_ == Stage::kCopied;
  stage_ = Stage::kReleased;
  return copied ? base::RemoveFile(original_) : absl::OkStatus();
}

SpoolIntake::~SpoolIntake() {
  if (stage_ == Stage::kCopied) unlink(incoming_.c_str());
  if (stage_ != Stage::kMoved) return;
  // What cannot be put back stays in incoming/, where the next start finds it.
  if (truncate(incoming_.c_str(), size_) != 0 ||
      rename(incoming_.c_str(), original_.c_str()) != 0) {
    base::LogWarning(absl::StrCat("cannot put ", incoming_, " back to ", original_));
  }
}

}  // namespace sitrep::uploader
