#include "agent/intake.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/exit_code.h"
#include "agent/output/plain_text.h"
#include "agent/output/progress.h"
#include "base/archive.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"

namespace sitrep::agent {
namespace {

constexpr size_t kHeadBytes = 4096;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

bool BeginsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// Text of any encoding that logs come in; what has NUL bytes and no mark of UTF-16 is something
// else.
bool LooksLikeText(std::string_view head) {
  if (BeginsWith(head, "\xFF\xFE") || BeginsWith(head, "\xFE\xFF")) return true;
  return !head.empty() && std::none_of(head.begin(), head.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' &&
           c != '\f' && c != '\x1b';
  });
}

// A source that tells how far it has been read.
class WatchedSource : public base::ByteSource {
 public:
  WatchedSource(base::ByteSource& source, const Context& context, std::string label, int64_t total)
      : source_(source),
        context_(context),
        label_(std::move(label)),
        total_(total),
        progress_(context),
        began_(context.clock().Now()) {}

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    if (context_.interrupt().requested()) return absl::CancelledError("interrupted");
    ASSIGN_OR_RETURN(const size_t count, source_.Read(buffer));
    done_ += static_cast<int64_t>(count);
    progress_.Update(
        {label_, done_, total_, TransferText(done_, total_, context_.clock().Now() - began_)});
    return count;
  }

 private:
  base::ByteSource& source_;
  const Context& context_;
  std::string label_;
  int64_t total_;
  int64_t done_ = 0;
  Progress progress_;
  absl::Time began_;
};

// The first `size` bytes of a source.
class FirstBytes : public base::ByteSource {
 public:
  FirstBytes(base::ByteSource& source, int64_t size) : source_(source), left_(size) {}

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    const size_t most = std::min(buffer.size(), static_cast<size_t>(left_));
    if (most == 0) return size_t{0};
    ASSIGN_OR_RETURN(const size_t count, source_.Read(buffer.first(most)));
    left_ -= static_cast<int64_t>(count);
    return count;
  }

 private:
  base::ByteSource& source_;
  int64_t left_;
};

absl::StatusOr<std::string> ReadHead(const std::string& path) {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path));
  std::string head(kHeadBytes, '\0');
  size_t size = 0;
  while (size < head.size()) {
    ASSIGN_OR_RETURN(const size_t count,
                     source.Read(absl::MakeSpan(head.data() + size, head.size() - size)));
    if (count == 0) break;
    size += count;
  }
  head.resize(size);
  return head;
}

absl::StatusOr<bool> IsArchive(const std::string& path) {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path));
  base::ArchiveReader reader(source);
  base::ArchiveMember member;
  const absl::StatusOr<bool> first = reader.Next(member);
  return first.ok() && *first;
}

// Refused: what cannot be redacted may not leave. Interrupts and troubles of the disk stay what
// they are.
absl::Status Explain(const absl::Status& status, const std::string& path) {
  if (absl::IsFailedPrecondition(status)) {
    return RefusedError(absl::StrCat(path, ": ", status.message(),
                                     ". It was not redacted with this site's key, so it ",
                                     "cannot be attached here; attach the raw file."));
  }
  if (absl::IsInvalidArgument(status))
    return RefusedError(absl::StrCat(path, ": ", status.message()));
  return status;
}

// Makes of one file what may leave, in `folder`.
class Redaction {
 public:
  Redaction(Context& context, Site& site, const std::string& path, const std::string& folder)
      : context_(context), site_(site), path_(path), folder_(folder) {}

  absl::StatusOr<Intake> Snapshot() {
    ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, OpenSnapshot(path_));
    if (reader.facts().redacted) return Adopt();
    context_.Say(absl::StrCat(ForTerminal(path_), ": raw snapshot, sending a redacted copy"));
    RETURN_IF_ERROR(site_.LearnSnapshot(path_));
    const std::string target = Target("snapshot", ".redacted.sitrep");
    absl::StatusOr<redact::RedactedArtifact> artifact = site_.maker().FromSnapshot(path_, target);
    if (!artifact.ok()) return Explain(artifact.status(), path_);
    return Intake{*std::move(artifact), "redacted"};
  }

  absl::StatusOr<Intake> Bundle() {
    RETURN_IF_ERROR(NamesKnown());
    context_.Say(absl::StrCat(ForTerminal(path_), ": raw bundle, sending a redacted copy"));
    ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path_));
    ASSIGN_OR_RETURN(const int64_t size, base::FileSize(path_));
    return FromArchive(source, size);
  }

  // A single log becomes a bundle of one member, so that it is redacted as bundles are.
  absl::StatusOr<Intake> Log() {
    RETURN_IF_ERROR(NamesKnown());
    context_.Say(absl::StrCat(ForTerminal(path_), ": raw log, sending a redacted copy"));
    const std::string wrapped = absl::StrCat(folder_, "/", base::RandomUuid(), ".raw");
    absl::Status status = Named(Wrap(wrapped));
    absl::StatusOr<Intake> intake =
        status.ok() ? FromFile(wrapped) : absl::StatusOr<Intake>(status);
    status = base::RemoveFile(wrapped);
    if (!status.ok()) return status;
    return intake;
  }

  // A copy travels: the spool takes over the file it is given, and this one belongs to the person.
  absl::StatusOr<Intake> Adopt() {
    const std::string copy = absl::StrCat(folder_, "/", base::NameOf(path_));
    RETURN_IF_ERROR(CopyTo(copy));
    absl::StatusOr<redact::RedactedArtifact> artifact = site_.maker().Adopt(copy);
    if (absl::IsPermissionDenied(artifact.status())) {
      return RefusedError(absl::StrCat(path_, ": ", artifact.status().message()));
    }
    if (!artifact.ok()) return Explain(artifact.status(), path_);
    return Intake{*std::move(artifact), "made here earlier"};
  }

  bool WasMadeHere() {
    const absl::StatusOr<std::string> digest = base::Sha256HexOfFile(path_);
    return digest.ok() && site_.map().Find(*digest).ok();
  }

 private:
  absl::Status NamesKnown() const {
    const absl::Status known = site_.NamesKnown();
    return known.ok() ? known : RefusedError(absl::StrCat(path_, ": ", known.message()));
  }

  absl::Status Named(const absl::Status& status) const {
    if (status.ok() || absl::StrContains(status.message(), path_)) return status;
    return absl::Status(status.code(), absl::StrCat(path_, ": ", status.message()));
  }

  // The file's own name says nothing abroad and may tell too much: what leaves is named after its
  // kind and time.
  std::string Target(std::string_view kind, std::string_view ending) const {
    return absl::StrCat(folder_, "/", NeutralName(kind, context_.clock().Now()), View(ending));
  }

  absl::Status CopyTo(const std::string& copy) {
    ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(path_));
    ASSIGN_OR_RETURN(base::FileSink sink, base::FileSink::Create(copy, 0600));
    RETURN_IF_ERROR(base::Copy(source, sink).status());
    return sink.Finish();
  }

  // A log may still be written: what it held at the start is taken.
  absl::Status Wrap(const std::string& wrapped) {
    ASSIGN_OR_RETURN(base::FileSource file_now, base::FileSource::Open(path_));
    base::ArchiveMember member;
    member.name = base::NameOf(path_);
    ASSIGN_OR_RETURN(member.size, base::FileSize(path_));
    FirstBytes source(file_now, member.size);
    member.modified = context_.clock().Now();
    ASSIGN_OR_RETURN(base::FileSink file, base::FileSink::Create(wrapped, 0600));
    base::TarWriter writer(file, 1, 0);
    RETURN_IF_ERROR(writer.Begin(member));
    ASSIGN_OR_RETURN(const int64_t copied, base::Copy(source, writer));
    if (copied < member.size) {
      return absl::AbortedError("it became shorter while it was read; attach it again");
    }
    RETURN_IF_ERROR(writer.Finish());
    return file.Finish();
  }

  absl::StatusOr<Intake> FromFile(const std::string& wrapped) {
    ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(wrapped));
    ASSIGN_OR_RETURN(const int64_t size, base::FileSize(wrapped));
    return FromArchive(source, size);
  }

  absl::StatusOr<Intake> FromArchive(base::ByteSource& raw, int64_t size) {
    WatchedSource source(raw, context_, absl::StrCat("redacting ", base::NameOf(path_)), size);
    redact::BundleOptions options;
    options.interrupt = &context_.interrupt();
    redact::BundleReport report;
    const std::string target = Target("bundle", ".bundle.tar.zst");
    absl::StatusOr<redact::RedactedArtifact> artifact =
        site_.maker().FromBundle(source, target, options, report);
    if (!artifact.ok()) return Explain(artifact.status(), path_);
    if (report.truncated)
      context_.Warn(absl::StrCat(path_, " is cut or damaged: ", report.truncation_reason));
    if (report.members.empty()) {
      RETURN_IF_ERROR(base::RemoveFile(target));
      return RefusedError(absl::StrCat(path_, ": nothing in it is text that can be redacted"));
    }
    return Intake{*std::move(artifact), "redacted"};
  }

  Context& context_;
  Site& site_;
  const std::string& path_;
  const std::string& folder_;
};

}  // namespace

std::string NeutralName(std::string_view kind, absl::Time now) {
  return absl::StrCat(View(kind), absl::FormatTime("-%Y%m%dT%H%M%SZ-", now, absl::UTCTimeZone()),
                      base::RandomUuid().substr(0, 8));
}

FileKind KindOfFile(std::string_view head) {
  if (BeginsWith(head, std::string_view("SQLite format 3\0", 16))) return FileKind::kSnapshot;
  if (BeginsWith(head, "\x28\xB5\x2F\xFD")) return FileKind::kZstd;
  if (BeginsWith(head, "\x1F\x8B")) return FileKind::kCompressed;
  if (BeginsWith(head, "PK\x03\x04") || BeginsWith(head, "BZh") ||
      BeginsWith(head,
                 "\xFD"
                 "7zXZ")) {
    return FileKind::kArchive;
  }
  if (head.size() >= 262 && head.substr(257, 5) == "ustar") return FileKind::kArchive;
  return LooksLikeText(head) ? FileKind::kText : FileKind::kUnknown;
}

bool IsMeantAsSnapshot(const std::string& path) {
  if (absl::EndsWith(path, ".sitrep")) return true;
  const absl::StatusOr<std::string> head = ReadHead(path);
  return head.ok() && KindOfFile(*head) == FileKind::kSnapshot;
}

absl::StatusOr<Intake> TakeIn(Context& context, Site& site, const std::string& path,
                              const std::string& folder) {
  ASSIGN_OR_RETURN(const std::string head, ReadHead(path));
  Redaction redaction(context, site, path, folder);
  if (absl::EndsWith(path, ".sitrep")) return redaction.Snapshot();
  switch (KindOfFile(head)) {
    case FileKind::kSnapshot:
      return redaction.Snapshot();
    case FileKind::kZstd:
      return redaction.WasMadeHere() ? redaction.Adopt() : redaction.Bundle();
    case FileKind::kArchive:
      return redaction.Bundle();
    case FileKind::kCompressed: {
      ASSIGN_OR_RETURN(const bool archive, IsArchive(path));
      return archive ? redaction.Bundle() : redaction.Log();
    }
    case FileKind::kText:
      return redaction.Log();
    case FileKind::kUnknown:
      break;
  }
  return RefusedError(absl::StrCat(
      path, " is neither a snapshot, a log bundle nor a log: what cannot be redacted may ",
      "not leave"));
}

}  // namespace sitrep::agent
