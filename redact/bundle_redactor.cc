#include "redact/bundle_redactor.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/archive.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/status_macros.h"
#include "redact/member_content.h"
#include "redact/member_source.h"
#include "redact/member_spool.h"
#include "redact/plain_text_source.h"

namespace sitrep::redact {
namespace {

using base::ArchiveMember;

constexpr char kManifestName[] = "sitrep-manifest.json";

// A path that stays below the folder it is unpacked in.
std::string SafeName(std::string_view name) {
  std::vector<std::string> parts;
  for (absl::string_view part : absl::StrSplit(absl::string_view(name.data(), name.size()), '/')) {
    if (part.empty() || part == ".") continue;
    parts.emplace_back(part == ".." ? "_" : std::string(part));
  }
  return parts.empty() ? "unnamed" : absl::StrJoin(parts, "/");
}

// Shows the watcher what is read.
class WatchedSource : public base::ByteSource {
 public:
  WatchedSource(base::ByteSource& source, MemberWatcher* watcher)
      : source_(source), watcher_(watcher) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    ASSIGN_OR_RETURN(const size_t count, source_.Read(buffer));
    if (watcher_ != nullptr && count > 0) watcher_->Bytes(std::string_view(buffer.data(), count));
    return count;
  }

 private:
  base::ByteSource& source_;
  MemberWatcher* watcher_;
};

class BundleRun {
 public:
  BundleRun(base::ByteSource& raw, const std::string& path, base::ByteSink& sink,
            TextRedactor& redactor, const BundleOptions& options)
      : raw_(raw, options.interrupt),
        writer_(sink, options.compression_level, options.compression_threads),
        spool_(absl::StrCat(path, ".member"), options.memory_bytes),
        redactor_(redactor),
        options_(options) {}

  absl::StatusOr<BundleReport> Run() {
    PeekSource start(raw_);
    absl::StatusOr<std::string_view> magic = start.Peek(3);
    if (!magic.ok()) return magic.status();
    if (base::LooksLikeGzip(*magic)) {
      base::GzipSource inflated(start);
      RETURN_IF_ERROR(RunArchive(inflated));
    } else {
      RETURN_IF_ERROR(RunArchive(start));
    }
    report_.bytes_in = raw_.bytes();
    for (const BundleMember& member : report_.members) report_.counts.Add(member.counts);
    RETURN_IF_ERROR(WriteManifest());
    RETURN_IF_ERROR(writer_.Finish());
    return std::move(report_);
  }

 private:
  absl::Status RunArchive(base::ByteSource& bytes) {
    CountingSource archive(bytes, nullptr);
    PeekSource start(archive);
    absl::StatusOr<std::string_view> header = start.Peek(512);
    if (!header.ok()) return header.status();
    const bool tar = header->size() > 262 && header->substr(257, 5) == "ustar";
    base::ArchiveReader reader(start);
    absl::Status status = RunMembers(reader);
    if (status.ok()) status = ReadToTheEnd(start, archive, tar);
    if (status.ok()) return status;
    const bool cut = status.code() == absl::StatusCode::kDataLoss || !start.status().ok();
    if (!cut || absl::IsCancelled(status) || written_.empty()) return status;
    report_.truncated = true;
    report_.truncation_reason = std::string(status.message());
    return absl::OkStatus();
  }

  // A check sum at the end may still say that something is missing, and a tar ends in zeros.
  absl::Status ReadToTheEnd(base::ByteSource& source, const CountingSource& archive, bool tar) {
    std::vector<char> buffer(1 << 16);
    while (true) {
      ASSIGN_OR_RETURN(const size_t count, source.Read(absl::MakeSpan(buffer)));
      if (count == 0) break;
    }
    const std::string& tail = archive.tail();
    if (tar && tail.find_first_not_of('\0') != tail.npos)
      return absl::DataLossError("the archive lacks its end");
    return absl::OkStatus();
  }

  absl::Status RunMembers(base::ArchiveReader& reader) {
    ArchiveMember member;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, reader.Next(member));
      if (!more) return absl::OkStatus();
      if (member.name == kManifestName) {
        return absl::FailedPreconditionError(
            "this bundle was redacted before; give the raw bundle");
      }
      RETURN_IF_ERROR(RunMember(reader, member));
    }
  }

  absl::Status RunMember(base::ArchiveReader& reader, const ArchiveMember& raw) {
    ArchiveMember member = raw;
    BundleMember entry;
    ASSIGN_OR_RETURN(const std::string name, redactor_.RedactText(raw.name, entry.counts));
    entry.redacted_name = entry.counts.total() > 0;
    member.name = entry.name = SafeName(name);
    ASSIGN_OR_RETURN(member.link_target, redactor_.RedactText(raw.link_target, entry.counts));
    entry.counts.bytes_in = entry.counts.bytes_out = 0;
    switch (raw.kind) {
      case ArchiveMember::Kind::kFile:
        return RunFile(reader, raw, member, std::move(entry));
      case ArchiveMember::Kind::kHardLink:
        member.link_target = SafeName(member.link_target);
        if (written_.count(member.link_target) == 0) return Drop(entry.name, "link_to_dropped", 0);
        break;
      case ArchiveMember::Kind::kOther:
        return Drop(entry.name, "special_file", raw.size);
      default:
        break;
    }
    report_.counts.Add(entry.counts);
    return writer_.Begin(member);
  }

  absl::Status RunFile(base::ArchiveReader& reader, const ArchiveMember& raw, ArchiveMember& member,
                       BundleMember entry) {
    PeekSource content(reader);
    spool_.Clear();
    std::optional<std::string> reason;
    if (const absl::Status status = RedactContent(content, raw.name, entry, reason); !status.ok()) {
      if (!content.status().ok()) Drop(entry.name, "cut", raw.size).IgnoreError();
      return status;
    }
    if (reason) return Drop(entry.name, *reason, raw.size);
    member.size = entry.bytes_out = spool_.size();
    RETURN_IF_ERROR(writer_.Begin(member));
    RETURN_IF_ERROR(spool_.CopyTo(writer_));
    written_.insert(member.name);
    entry.bytes_in = entry.counts.bytes_in;
    report_.members.push_back(std::move(entry));
    return absl::OkStatus();
  }

  // Fills the spool, or gives the reason why the member is dropped.
  absl::Status RedactContent(PeekSource& content, const std::string& name, BundleMember& entry,
                             std::optional<std::string>& reason) {
    ASSIGN_OR_RETURN(const std::string_view start, content.Peek(kSniffBytes));
    switch (ContentOf(start)) {
      case MemberContent::kText:
        return RedactText(content, start, name, spool_, entry, reason);
      case MemberContent::kGzip:
        return RedactGzip(content, name, entry, reason);
      case MemberContent::kArchive:
        reason = "nested_archive";
        return absl::OkStatus();
      case MemberContent::kBinary:
        reason = "binary";
        return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  absl::Status RedactGzip(PeekSource& content, const std::string& name, BundleMember& entry,
                          std::optional<std::string>& reason) {
    base::GzipSource inflated(content);
    PeekSource inner(inflated);
    absl::StatusOr<std::string_view> start = inner.Peek(kSniffBytes);
    if (!start.ok()) return Damaged(content, start.status(), reason);
    const MemberContent kind = ContentOf(*start);
    if (kind != MemberContent::kText) {
      reason = kind == MemberContent::kBinary ? "binary" : "nested_archive";
      return absl::OkStatus();
    }
    base::GzipSink deflated(spool_);
    const absl::Status status = RedactText(inner, *start, name, deflated, entry, reason);
    if (!status.ok() && !inner.status().ok()) return Damaged(content, status, reason);
    if (!status.ok() || reason) return status;
    return deflated.Finish();
  }

  // The gzip stream is damaged, and the archive around it is not: the member is dropped.
  absl::Status Damaged(const PeekSource& content, const absl::Status& status,
                       std::optional<std::string>& reason) {
    if (!content.status().ok() || status.code() != absl::StatusCode::kDataLoss) return status;
    reason = "damaged";
    return absl::OkStatus();
  }

  absl::Status RedactText(base::ByteSource& content, std::string_view start,
                          const std::string& name, base::ByteSink& sink, BundleMember& entry,
                          std::optional<std::string>& reason) {
    const bool utf16 = EncodingOf(start.substr(0, 4096)) != TextEncoding::kBytes;
    TextGuard guard(content, options_.member_limit_bytes, utf16);
    PeekSource guarded(guard);
    WatchedSource watched(guarded, options_.watcher);
    if (options_.watcher != nullptr) options_.watcher->Begin(name);
    const absl::Status status = redactor_.Redact(watched, sink, entry.counts);
    if (options_.watcher != nullptr) options_.watcher->End();
    if (absl::IsInvalidArgument(guarded.status())) {
      reason = "binary";
    } else if (absl::IsResourceExhausted(guarded.status())) {
      reason = "too_large";
    }
    return reason ? absl::OkStatus() : status;
  }

  absl::Status Drop(const std::string& name, std::string reason, int64_t bytes) {
    report_.dropped.push_back({name, std::move(reason), bytes});
    return absl::OkStatus();
  }

  absl::Status WriteManifest() {
    const std::string text = ManifestJson(report_, redactor_.book().aliaser().key_id());
    ArchiveMember manifest;
    manifest.name = kManifestName;
    manifest.size = static_cast<int64_t>(text.size());
    RETURN_IF_ERROR(writer_.Begin(manifest));
    return writer_.Write(text);
  }

  CountingSource raw_;
  base::TarWriter writer_;
  MemberSpool spool_;
  TextRedactor& redactor_;
  const BundleOptions& options_;
  BundleReport report_;
  std::unordered_set<std::string> written_;
};

absl::StatusOr<BundleReport> WriteBundle(base::ByteSource& raw, const std::string& partial,
                                         TextRedactor& redactor, const BundleOptions& options) {
  ASSIGN_OR_RETURN(base::FileSink file, base::FileSink::Create(partial, 0600));
  BundleReport report;
  {
    BundleRun run(raw, partial, file, redactor, options);
    ASSIGN_OR_RETURN(report, run.Run());
  }
  RETURN_IF_ERROR(redactor.book().Flush());
  RETURN_IF_ERROR(file.Finish());
  ASSIGN_OR_RETURN(report.bytes_out, base::FileSize(partial));
  return report;
}

}  // namespace

absl::StatusOr<BundleReport> RedactBundle(base::ByteSource& raw, const std::string& path,
                                          TextRedactor& redactor, const BundleOptions& options) {
  if (base::FileExists(path))
    return absl::AlreadyExistsError(absl::StrCat(path, " exists already"));
  const std::string partial = absl::StrCat(path, ".partial");
  absl::StatusOr<BundleReport> report = WriteBundle(raw, partial, redactor, options);
  if (report.ok()) {
    if (absl::Status status = base::RenameDurably(partial, path); !status.ok()) report = status;
  }
  if (!report.ok()) base::RemoveFile(partial).IgnoreError();
  return report;
}

}  // namespace sitrep::redact
