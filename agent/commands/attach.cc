#include <algorithm>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/delivery.h"
#include "agent/intake.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "agent/site.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"
#include "uploader/spool.h"

namespace sitrep::agent {
namespace {

struct AttachOptions {
  std::string request;
  std::vector<std::string> files;
  bool wait = false;
};

// One file on its way.
struct Attachment {
  std::string file;
  std::string made;     // how it came to be what it is
  absl::Status status;  // why it was refused or failed
  uploader::SpoolItem item;
  std::string state = "failed";
  std::string artifact;  // the backend's id
};

std::string OutgoingFolder(const std::string& state_directory) {
  return absl::StrCat(state_directory, "/outgoing");
}

// Only the holder of the spool's lock makes files here, so what lies here was left by one that
// died.
absl::Status EmptyFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  if (error) return absl::InternalError(absl::StrCat(folder, ": ", error.message()));
  return base::MakeDirectories(folder, 0700);
}

// Names must be known before the first line of a log is redacted. The site remembers what could not
// be learnt and lets no raw text pass then; why is told when that file's turn comes.
void LearnSnapshots(Site& site, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    if (!IsMeantAsSnapshot(file)) continue;
    const absl::StatusOr<snapshot::SnapshotReader> reader = OpenSnapshot(file);
    if (reader.ok() && reader->facts().redacted) continue;
    site.LearnSnapshot(file).IgnoreError();
  }
}

absl::Status Queue(Context& context, Site& site, uploader::Spool& spool, const std::string& request,
                   const std::string& folder, Attachment& attachment) {
  ASSIGN_OR_RETURN(Intake intake, TakeIn(context, site, attachment.file, folder));
  attachment.made = intake.what;
  ASSIGN_OR_RETURN(attachment.item, spool.Append(std::move(intake.artifact), request));
  attachment.state = "queued";
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Attachment>> QueueAll(Context& context, uploader::Spool& spool,
                                                 const AttachOptions& options) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  const std::string folder = OutgoingFolder(state);
  RETURN_IF_ERROR(EmptyFolder(folder));
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, Site::Open(context));
  LearnSnapshots(*site, options.files);
  std::vector<Attachment> attachments;
  for (const std::string& file : options.files) {
    Attachment& attachment = attachments.emplace_back();
    attachment.file = file;
    attachment.status = Queue(context, *site, spool, options.request, folder, attachment);
    if (absl::IsCancelled(attachment.status)) return attachment.status;
    if (attachment.status.ok()) continue;
    if (ExitCodeOf(attachment.status) == ExitCode::kFailed) attachment.state = "refused";
    context.Warn(ForTerminal(std::string(attachment.status.message())));
  }
  RETURN_IF_ERROR(EmptyFolder(folder));
  return attachments;
}

absl::Status DeliverAll(Context& context, uploader::Spool& spool,
                        std::vector<Attachment>& attachments) {
  std::vector<std::string> ids;
  for (const Attachment& attachment : attachments) {
    if (attachment.status.ok()) ids.push_back(attachment.item.id);
  }
  if (ids.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const uploader::DrainReport report, Deliver(context, spool, ids));
  for (Attachment& attachment : attachments) {
    for (const uploader::ItemResult& result : report.items) {
      if (result.item.id != attachment.item.id) continue;
      attachment.state = FateName(result.fate);
      attachment.artifact = result.artifact;
      attachment.status = result.status;
    }
  }
  return report.status;
}

std::string KindName(ArtifactKind kind) {
  switch (kind) {
    case SNAPSHOT:
      return "snapshot";
    case BUNDLE:
      return "bundle";
    case FINDINGS:
      return "findings";
    default:
      return "";
  }
}

void Print(const Context& context, const std::string& request,
           const std::vector<Attachment>& attachments) {
  ResultTable table;
  table.columns = {"request", "file",  "state",  "made",     "kind",
                   "name",    "bytes", "sha256", "artifact", "reason"};
  for (const Attachment& attachment : attachments) {
    const uploader::SpoolItem& item = attachment.item;
    table.rows.push_back({request, attachment.file, attachment.state, attachment.made,
                          KindName(item.kind), item.name, item.size, item.sha256,
                          attachment.artifact, std::string(attachment.status.message())});
  }
  if (!context.text()) {
    table.Print(context.format(), context.out());
    return;
  }
  for (const Attachment& attachment : attachments) {
    context.out() << attachment.state << "  " << ForTerminal(attachment.file);
    if (!attachment.item.sha256.empty()) {
      context.out() << "  (" << attachment.made << ")\n  " << KindName(attachment.item.kind) << " "
                    << attachment.item.name << "  " << BytesText(attachment.item.size)
                    << "\n  sha256 " << attachment.item.sha256;
    }
    context.out() << "\n";
  }
}

std::ptrdiff_t Count(const std::vector<Attachment>& attachments, std::string_view state) {
  return std::count_if(attachments.begin(), attachments.end(),
                       [state](const Attachment& attachment) { return attachment.state == state; });
}

ExitCode ExitCodeOfAttachments(const std::vector<Attachment>& attachments, bool wait) {
  const auto good = Count(attachments, wait ? "delivered" : "queued");
  const auto refused = Count(attachments, "refused") + Count(attachments, "rejected");
  const auto all = static_cast<std::ptrdiff_t>(attachments.size());
  if (good == 0 && refused == 0) return ExitCode::kError;
  Ending ending;
  ending.failed = refused > 0;
  ending.partial = good < all;
  return ExitCodeOf(ending);
}

absl::StatusOr<ExitCode> RunAttach(Context& context, const AttachOptions& options) {
  if (!uploader::IsSafeRequestId(options.request)) {
    return UsageError(
        absl::StrCat("\"", options.request, "\" is no id of a support request, such as SR-000001"));
  }
  for (const std::string& file : options.files) {
    if (!base::FileExists(file)) return UsageError(absl::StrCat(file, ": no such file"));
  }
  if (options.wait) RETURN_IF_ERROR(Enrolled(context).status());
  ASSIGN_OR_RETURN(uploader::Spool spool, OpenSpool(context));
  ASSIGN_OR_RETURN(std::vector<Attachment> attachments, QueueAll(context, spool, options));
  const absl::Status delivered =
      options.wait ? DeliverAll(context, spool, attachments) : absl::OkStatus();
  Print(context, options.request, attachments);
  if (Count(attachments, "queued") > 0 && !options.wait)
    context.Say("queued; `sitrep spool send` uploads what is queued");
  if (absl::IsCancelled(delivered)) {
    context.Say(
        "interrupted: what was not delivered stays queued, and `sitrep spool send` goes on where "
        "it stopped");
    return delivered;
  }
  if (!delivered.ok())
    context.Warn(absl::StrCat("not everything was delivered: ", delivered.message()));
  return ExitCodeOfAttachments(attachments, options.wait);
}

}  // namespace

void DeclareAttach(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<AttachOptions>();
  CLI::App& app = *root.add_subcommand(
      "attach", "Redact what is raw, and queue files for upload to a support request");
  app.group("Talk to support");
  app.add_option("REQUEST", options->request, "Id, such as SR-000001")->required();
  app.add_option("FILE", options->files, "Snapshots, log bundles and logs")->required();
  app.add_flag("--wait", options->wait,
               "Upload now, with progress, until the backend has everything durably");
  leaves.push_back({&app, [options](Context& context) { return RunAttach(context, *options); }});
}

}  // namespace sitrep::agent
