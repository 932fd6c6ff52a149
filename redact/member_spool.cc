#include "redact/member_spool.h"

#include "base/status_macros.h"

namespace sitrep::redact {

absl::Status MemberSpool::Write(std::string_view bytes) {
  size_ += static_cast<int64_t>(bytes.size());
  if (!sink_ && size_ <= limit_) {
    memory_ += bytes;
    return absl::OkStatus();
  }
  if (!sink_) {
    ASSIGN_OR_RETURN(base::FileSink sink, base::FileSink::Create(path_, 0600));
    ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path_));
    RETURN_IF_ERROR(base::RemoveFile(path_));
    sink_ = std::move(sink);
    source_ = std::move(source);
    RETURN_IF_ERROR(sink_->Write(memory_));
    memory_.clear();
  }
  return sink_->Write(bytes);
}

absl::Status MemberSpool::CopyTo(base::ByteSink& sink) {
  if (!source_) return sink.Write(memory_);
  return base::Copy(*source_, sink).status();
}

void MemberSpool::Clear() {
  size_ = 0;
  memory_.clear();
  sink_.reset();
  source_.reset();
}

}  // namespace sitrep::redact
