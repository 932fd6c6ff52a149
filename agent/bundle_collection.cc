#include "agent/bundle_collection.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/chained_source.h"
#include "agent/exit_code.h"
#include "agent/intake.h"
#include "agent/login.h"
#include "agent/output/plain_text.h"
#include "agent/output/progress.h"
#include "agent/scratch_file.h"
#include "agent/site.h"
#include "agent/snapshot_rows.h"
#include "agent/source_lock.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "collectors/bundles/log_bundle.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/table_choice.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::agent {
namespace {

// A snapshot needs its own row to be one.
absl::Status SealNames(snapshot::SnapshotWriter& writer, base::Clock& clock) {
  RETURN_IF_ERROR(WriteRunFacts({"light", clock.Now(), clock.Now(), false}, writer));
  return writer.Seal();
}

absl::StatusOr<SourceLock> LockSource(const LoginPlace& place, const SourceChoice& source) {
  const auto address = collectors::ParseSourceUrl(source.options.url);
  return SourceLock::Take(place.state_directory,
                          address.ok() ? address->HostAndPort() : source.options.url, source.name,
                          "bundle create", place.clock);
}

// What needs a privilege of its own is no part of the inventory that every account may see:
// sessions, licences, files.
bool IsGuarded(const tables::Table& table, const std::string& column) {
  if (!table.privilege.empty()) return true;
  const int index = column.empty() ? -1 : table.Find(column);
  return index >= 0 && !table.columns[static_cast<size_t>(index)].privilege.empty();
}

// The tables of the light profile that are read as properties: names of the inventory are in them.
std::vector<std::string> TablesWithNames() {
  std::vector<std::string> names;
  for (const int index : collectors::TablesOfProfile(/*light=*/true)) {
    const tables::Table& table = tables::Catalog::Get().tables()[static_cast<size_t>(index)];
    if (table.reader.empty()) names.push_back(table.name);
  }
  return names;
}

// The names of the inventory, read over the session that is open, so that the logs can be redacted.
// A gap means names that would not be recognised: fail closed.
absl::Status LearnNames(Context& context, const LoginPlace& place, const SourceChoice& source,
                        collectors::Session& session, Site& site) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  const ScratchFile scratch(state, ".sitrep", context.clock());
  ASSIGN_OR_RETURN(const std::unique_ptr<snapshot::SnapshotWriter> writer,
                   snapshot::SnapshotWriter::Create(scratch.path()));
  Progress progress(context);
  collectors::CollectOptions options;
  options.light = true;
  options.tables = TablesWithNames();
  ASSIGN_OR_RETURN(
      const collectors::CollectReport report,
      collectors::CollectFrom(session, options, *writer, [&progress](const auto& state_now) {
        progress.Update(
            {"reading names", state_now.types_done, state_now.types_total, state_now.type});
      }));
  if (report.interrupted) return absl::CancelledError("interrupted");
  RETURN_IF_ERROR(NoteRefusal(place, source, report.ended));
  RETURN_IF_ERROR(report.ended);
  const auto gap = std::find_if(report.gaps.begin(), report.gaps.end(), HidesNames);
  if (gap != report.gaps.end()) {
    progress.Finish();
    return RefusedError(absl::StrCat(
        "names of the inventory could not all be read (first: ", gap->table,
        gap->column.empty() ? "" : ".", gap->column, ", ", gap->status, " ", gap->privilege,
        "), so the logs cannot be redacted; use an account that may read them, or try again"));
  }
  RETURN_IF_ERROR(SealNames(*writer, context.clock()));
  return site.LearnSnapshot(scratch.path());
}

// Opens one download after the other and shows how far they are.
class Downloads {
 public:
  Downloads(Context& context, collectors::Session& session,
            const std::vector<collectors::LogBundleFile>& files)
      : context_(context), session_(session), files_(files), progress_(context) {}

  absl::StatusOr<std::unique_ptr<base::ByteSource>> Next() {
    if (next_ == files_.size()) return std::unique_ptr<base::ByteSource>();
    const collectors::LogBundleFile& file = files_[next_++];
    ASSIGN_OR_RETURN(std::unique_ptr<collectors::LogBundleDownload> download,
                     collectors::LogBundleDownload::Open(session_, file, options_.stall_timeout));
    label_ = absl::StrCat("bundle ", next_, " of ", files_.size(), " ",
                          file.host_name.empty() ? file.host_moid : file.host_name);
    total_ = download->size();
    done_ = 0;
    began_ = context_.clock().Now();
    return std::make_unique<Watched>(*this, std::move(download));
  }

  void Finish() { progress_.Finish(); }

 private:
  class Watched : public base::ByteSource {
   public:
    Watched(Downloads& downloads, std::unique_ptr<base::ByteSource> source)
        : downloads_(downloads), source_(std::move(source)) {}
    absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
      ASSIGN_OR_RETURN(const size_t count, source_->Read(buffer));
      downloads_.Advance(count);
      return count;
    }

   private:
    Downloads& downloads_;
    std::unique_ptr<base::ByteSource> source_;
  };

  void Advance(size_t count) {
    done_ += static_cast<int64_t>(count);
    progress_.Update(
        {label_, done_, total_, TransferText(done_, total_, context_.clock().Now() - began_)});
  }

  Context& context_;
  collectors::Session& session_;
  const std::vector<collectors::LogBundleFile>& files_;
  const collectors::LogBundleOptions options_;
  Progress progress_;
  size_t next_ = 0;
  std::string label_;
  int64_t total_ = -1;
  int64_t done_ = 0;
  absl::Time began_;
};

absl::StatusOr<std::vector<collectors::LogBundleFile>> Generate(Context& context,
                                                                collectors::Session& session,
                                                                const BundlePlan& plan) {
  collectors::LogBundleOptions options;
  options.hosts = plan.hosts;
  options.include_default = plan.include_default;
  Progress progress(context);
  return collectors::GenerateLogBundles(
      session, options, [&progress](const collectors::LogBundleProgress& state) {
        progress.Update({absl::StrCat("log bundles: ", state.stage), state.percent, 100, ""});
      });
}

}  // namespace

bool HidesNames(const collectors::Gap& gap) {
  // What the source does not have at all, it has no names in.
  if (gap.status == "not_supported" || gap.status == "unknown_path") return false;
  // Columns of the full profile are left out on purpose, like its tables.
  if (gap.status == "not_asked" && gap.reason == "profile" && !gap.column.empty()) return false;
  const tables::Catalog& catalog = tables::Catalog::Get();
  if (catalog.Find(gap.table) < 0) return true;
  if (gap.status == "denied" && IsGuarded(catalog.table(gap.table), gap.column)) return false;
  const std::vector<tables::Column>& columns = catalog.table(gap.table).columns;
  return std::any_of(columns.begin(), columns.end(), [&gap](const tables::Column& column) {
    return column.redaction == tables::ALIAS && (gap.column.empty() || gap.column == column.name);
  });
}

absl::StatusOr<BundleOutcome> CollectBundle(Context& context, const BundlePlan& plan) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, Site::Open(context));
  site->LearnName(plan.source.options.username);
  if (const auto address = collectors::ParseSourceUrl(plan.source.options.url); address.ok()) {
    site->LearnName(address->host);
  }
  if (!plan.snapshot.empty()) RETURN_IF_ERROR(site->LearnSnapshot(plan.snapshot));
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  const LoginPlace place{state, context.clock(), context.interrupt()};
  ASSIGN_OR_RETURN(const SourceLock lock, LockSource(place, plan.source));
  ASSIGN_OR_RETURN(const std::unique_ptr<collectors::Session> session,
                   LogIn(place, plan.source, plan.retry_login));
  // Always: a snapshot may be old, partial, or of another site.
  RETURN_IF_ERROR(LearnNames(context, place, plan.source, *session, *site));
  const absl::StatusOr<std::vector<collectors::LogBundleFile>> files =
      Generate(context, *session, plan);
  RETURN_IF_ERROR(NoteRefusal(place, plan.source, files.status()));
  RETURN_IF_ERROR(files.status());
  Downloads downloads(context, *session, *files);
  ChainedSource source([&downloads] { return downloads.Next(); });
  redact::BundleOptions options;
  options.interrupt = &context.interrupt();
  BundleOutcome outcome;
  outcome.path = plan.path;
  // The ledger keeps the name under which the file was made; the person's own word for it stays
  // here.
  const std::string made =
      absl::StrCat(base::DirectoryOf(plan.path), "/", NeutralName("bundle", context.clock().Now()),
                   ".bundle.tar.zst");
  const absl::StatusOr<redact::RedactedArtifact> artifact =
      site->maker().FromBundle(source, made, options, outcome.report);
  downloads.Finish();
  if (!artifact.ok()) return artifact.status();
  RETURN_IF_ERROR(base::RenameDurably(made, plan.path));
  outcome.name = artifact->name();
  outcome.sha256 = artifact->sha256();
  outcome.bytes = artifact->size();
  return outcome;
}

}  // namespace sitrep::agent
