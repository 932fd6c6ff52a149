#include "base/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <zstd.h>

#include <cerrno>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

constexpr size_t kBufferBytes = 1 << 16;

std::string OneOf(const char* locale, const char* utf8) {
  if (locale != nullptr) return locale;
  return utf8 != nullptr ? utf8 : "";
}

ArchiveMember::Kind KindOf(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_hardlink_utf8(entry) != nullptr) {
    return ArchiveMember::Kind::kHardLink;
  }
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return ArchiveMember::Kind::kFile;
    case AE_IFDIR:
      return ArchiveMember::Kind::kDirectory;
    case AE_IFLNK:
      return ArchiveMember::Kind::kSymbolicLink;
    default:
      return ArchiveMember::Kind::kOther;
  }
}

ArchiveMember ToMember(archive_entry* entry) {
  ArchiveMember member;
  member.kind = KindOf(entry);
  member.name = OneOf(archive_entry_pathname(entry), archive_entry_pathname_utf8(entry));
  if (member.kind == ArchiveMember::Kind::kHardLink) {
    member.link_target = OneOf(archive_entry_hardlink(entry), archive_entry_hardlink_utf8(entry));
  } else if (member.kind == ArchiveMember::Kind::kSymbolicLink) {
    member.link_target = OneOf(archive_entry_symlink(entry), archive_entry_symlink_utf8(entry));
  }
  if (archive_entry_size_is_set(entry)) member.size = archive_entry_size(entry);
  if (archive_entry_mtime_is_set(entry)) {
    member.modified = absl::FromUnixSeconds(archive_entry_mtime(entry)) +
                      absl::Nanoseconds(archive_entry_mtime_nsec(entry));
  }
  member.mode = archive_entry_perm(entry);
  return member;
}

// Compresses into a sink.
class ZstdSink {
 public:
  ZstdSink(ByteSink& sink, int level, int threads)
      : sink_(sink), context_(ZSTD_createCCtx()), output_(ZSTD_CStreamOutSize()) {
    ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
    if (threads > 0) ZSTD_CCtx_setParameter(context_, ZSTD_c_nbWorkers, threads);
  }
  ~ZstdSink() { ZSTD_freeCCtx(context_); }
  ZstdSink(const ZstdSink&) = delete;
  ZstdSink& operator=(const ZstdSink&) = delete;

  absl::Status Run(std::string_view bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    while (true) {
      ZSTD_outBuffer output{output_.data(), output_.size(), 0};
      const size_t left = ZSTD_compressStream2(context_, &output, &input, directive);
      if (ZSTD_isError(left)) {
        return absl::InternalError(absl::StrCat("zstd: ", ZSTD_getErrorName(left)));
      }
      if (output.pos > 0)
        RETURN_IF_ERROR(sink_.Write(std::string_view(output_.data(), output.pos)));
      if (directive == ZSTD_e_end ? left == 0 : input.pos == input.size) return absl::OkStatus();
    }
  }

 private:
  ByteSink& sink_;
  ZSTD_CCtx* context_;
  std::vector<char> output_;
};

}  // namespace

struct ArchiveReader::State {
  explicit State(ByteSource& s) : source(s), buffer(kBufferBytes), reader(archive_read_new()) {
    archive_read_support_filter_all(reader);
    archive_read_support_format_tar(reader);
    archive_read_support_format_zip_streamable(reader);
    // Bundles of several hosts come one behind the other.
    archive_read_set_format_option(reader, "tar", "read_concatenated_archives", "1");
  }
  ~State() { archive_read_free(reader); }

  static la_ssize_t ReadBytes(archive* reader, void* self, const void** bytes) {
    State& state = *static_cast<State*>(self);
    absl::StatusOr<size_t> count = state.source.Read(absl::MakeSpan(state.buffer));
    if (!count.ok()) {
      state.source_status = count.status();
      archive_set_error(reader, EIO, "the source failed");
      return ARCHIVE_FATAL;
    }
    *bytes = state.buffer.data();
    return static_cast<la_ssize_t>(*count);
  }

  absl::Status Failure() {
    if (!source_status.ok()) return source_status;
    const char* text = archive_error_string(reader);
    const std::string message = text == nullptr ? "unknown" : text;
    if (members == 0 && absl::StrContains(message, "Unrecognized")) {
      return absl::InvalidArgumentError("this is neither a tar nor a zip archive");
    }
    return absl::DataLossError(absl::StrCat("the archive is damaged or cut: ", message));
  }

  ByteSource& source;
  std::vector<char> buffer;
  archive* reader;
  absl::Status source_status;
  bool open = false;
  int64_t members = 0;
};

ArchiveReader::ArchiveReader(ByteSource& source) : state_(std::make_unique<State>(source)) {}

ArchiveReader::~ArchiveReader() = default;

absl::StatusOr<bool> ArchiveReader::Next(ArchiveMember& member) {
  State& state = *state_;
  if (!state.open) {
    state.open = true;
    if (archive_read_open2(state.reader, &state, nullptr, &State::ReadBytes, nullptr, nullptr) <
        ARCHIVE_WARN) {
      return state.Failure();
    }
  }
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(state.reader, &entry);
  if (code == ARCHIVE_EOF) return false;
  if (code < ARCHIVE_WARN) return state.Failure();
  ++state.members;
  member = ToMember(entry);
  return true;
}

absl::StatusOr<size_t> ArchiveReader::Read(absl::Span<char> buffer) {
  const la_ssize_t count = archive_read_data(state_->reader, buffer.data(), buffer.size());
  if (count < 0) return state_->Failure();
  return static_cast<size_t>(count);
}

struct TarWriter::State {
  State(ByteSink& sink, int level, int threads)
      : zstd(sink, level, threads), writer(archive_write_new()), entry(archive_entry_new()) {
    archive_write_set_format_gnutar(writer);
    archive_write_set_bytes_per_block(writer, 0);
  }
  ~State() {
    archive_entry_free(entry);
    discard = true;  // closing an unfinished archive must not end it properly
    archive_write_free(writer);
  }

  static la_ssize_t WriteBytes(archive* writer, void* self, const void* bytes, size_t count) {
    State& state = *static_cast<State*>(self);
    if (state.discard) return static_cast<la_ssize_t>(count);
    state.sink_status =
        state.zstd.Run(std::string_view(static_cast<const char*>(bytes), count), ZSTD_e_continue);
    if (state.sink_status.ok()) return static_cast<la_ssize_t>(count);
    archive_set_error(writer, EIO, "the sink failed");
    return -1;
  }

  absl::Status Failure() {
    if (!sink_status.ok()) return sink_status;
    const char* text = archive_error_string(writer);
    return absl::InternalError(
        absl::StrCat("cannot write the archive: ", text == nullptr ? "unknown" : text));
  }

  absl::Status Open() {
    if (open) return absl::OkStatus();
    open = true;
    if (archive_write_open2(writer, this, nullptr, &State::WriteBytes, nullptr, nullptr) <
        ARCHIVE_WARN) {
      return Failure();
    }
    return absl::OkStatus();
  }

  ZstdSink zstd;
  archive* writer;
  archive_entry* entry;
  absl::Status sink_status;
  int64_t left = 0;  // bytes of the current member still to come
  bool open = false;
  bool discard = false;
};

TarWriter::TarWriter(ByteSink& sink, int level, int threads)
    : state_(std::make_unique<State>(sink, level, threads)) {}

TarWriter::~TarWriter() = default;

absl::Status TarWriter::Begin(const ArchiveMember& member) {
  State& state = *state_;
  RETURN_IF_ERROR(state.Open());
  if (state.left != 0) return absl::FailedPreconditionError("the member before lacks bytes");
  archive_entry* entry = archive_entry_clear(state.entry);
  archive_entry_set_pathname(entry, member.name.c_str());
  archive_entry_set_perm(entry, member.mode & 07777);
  const int64_t seconds = absl::ToUnixSeconds(member.modified);
  const absl::Duration rest = member.modified - absl::FromUnixSeconds(seconds);
  archive_entry_set_mtime(entry, seconds, static_cast<long>(absl::ToInt64Nanoseconds(rest)));
  switch (member.kind) {
    case ArchiveMember::Kind::kDirectory:
      archive_entry_set_filetype(entry, AE_IFDIR);
      break;
    case ArchiveMember::Kind::kSymbolicLink:
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, member.link_target.c_str());
      break;
    case ArchiveMember::Kind::kHardLink:
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_hardlink(entry, member.link_target.c_str());
      break;
    case ArchiveMember::Kind::kFile:
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, member.size);
      state.left = member.size;
      break;
    case ArchiveMember::Kind::kOther:
      return absl::InvalidArgumentError("a tar of ours holds files, folders and links alone");
  }
  if (archive_write_header(state.writer, entry) < ARCHIVE_WARN) return state.Failure();
  return absl::OkStatus();
}

absl::Status TarWriter::Write(std::string_view bytes) {
  State& state = *state_;
  if (static_cast<int64_t>(bytes.size()) > state.left) {
    return absl::FailedPreconditionError("a member may not be longer than its header says");
  }
  while (!bytes.empty()) {
    const la_ssize_t count = archive_write_data(state.writer, bytes.data(), bytes.size());
    if (count <= 0) return state.Failure();
    bytes.remove_prefix(static_cast<size_t>(count));
    state.left -= count;
  }
  return absl::OkStatus();
}

absl::Status TarWriter::Finish() {
  State& state = *state_;
  RETURN_IF_ERROR(state.Open());
  if (state.left != 0) return absl::FailedPreconditionError("the last member lacks bytes");
  if (archive_write_close(state.writer) < ARCHIVE_WARN) return state.Failure();
  return state.zstd.Run({}, ZSTD_e_end);
}

}  // namespace sitrep::base
