#include "collectors/vsphere/watch_filters.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/unasked.h"

namespace sitrep::collectors {
namespace {

// vCenter's own limit.
constexpr int kUpdatePage = 100;

std::set<int> TablesOf(const WatchUnit& unit) {
  std::set<int> tables;
  for (const TablePlan& table : unit.plan.tables) tables.insert(table.table);
  return tables;
}

}  // namespace

WatchFilters::WatchFilters(Session& session, const CollectOptions& options, WatchPlan plan,
                           const Progress& progress)
    : session_(session),
      options_(options),
      progress_(progress),
      tables_(std::move(plan.tables)),
      watched_(session.source_key()) {
  for (WatchUnit& unit : plan.units) {
    if (unit.plan.reference_table >= 0) {
      watched_.Follow(unit.plan.reference_table, unit.plan.reference_column);
    }
    units_.push_back(Unit{.watch = std::move(unit), .view = {}, .filter = {}, .followed = {}});
  }
}

// Unit by unit, so that each comes in pages of its own weight, and references are known in time.
absl::StatusOr<Synced> WatchFilters::Build(base::RowRevision& rows) {
  counts_ = {};
  Synced synced = UpdateStream::OfNothing();
  if (units_.empty()) return synced;
  RETURN_IF_ERROR(OpenStream());
  building_ = true;
  for (unit_ = 0; unit_ < units_.size(); ++unit_) {
    Unit& unit = units_[unit_];
    RETURN_IF_ERROR(Open(unit));
    if (unit.filter.empty()) continue;
    const int asked = options_.page_objects;
    ASSIGN_OR_RETURN(synced, Drain(asked > 0 ? asked : unit.watch.plan.page_objects, rows));
  }
  building_ = false;
  return synced;
}

absl::Status WatchFilters::OpenStream() {
  absl::StatusOr<std::unique_ptr<UpdateStream>> stream = UpdateStream::Create(session_);
  if (!stream.ok()) return Exclude(tables_, stream.status());
  stream_ = *std::move(stream);
  return absl::OkStatus();
}

absl::StatusOr<Synced> WatchFilters::Update(base::RowRevision& rows) {
  counts_ = {};
  if (units_.empty()) return UpdateStream::OfNothing();
  std::vector<int64_t> before;
  for (const Unit& unit : units_) before.push_back(unit.objects);
  const int page = options_.page_objects > 0 ? options_.page_objects : kUpdatePage;
  ASSIGN_OR_RETURN(Synced synced, Drain(page, rows));
  RETURN_IF_ERROR(CheckNoneVanished(before));
  ASSIGN_OR_RETURN(const bool opened, Follow(rows));
  if (opened) return Drain(page, rows);
  return synced;
}

// A view that is empty of a sudden is more often a lost session than a site without machines: a new
// session decides.
absl::Status WatchFilters::CheckNoneVanished(const std::vector<int64_t>& before) const {
  for (size_t i = 0; i < units_.size(); ++i) {
    if (!units_[i].watch.by_view() || before[i] == 0 || units_[i].objects > 0) continue;
    return absl::FailedPreconditionError(
        absl::StrCat("every ", units_[i].watch.plan.type, " is gone at once"));
  }
  return absl::OkStatus();
}

std::set<std::string> WatchFilters::Followed(const Unit& unit) const {
  return watched_.followed(unit.watch.plan.reference_table, unit.watch.plan.reference_column);
}

// Watches other objects where other objects are named now.
absl::StatusOr<bool> WatchFilters::Follow(base::RowRevision& rows) {
  bool opened = false;
  for (Unit& unit : units_) {
    if (unit.watch.plan.reference_table < 0 || Followed(unit) == unit.followed) continue;
    if (!unit.filter.empty()) stream_->RemoveFilter(unit.filter);
    RETURN_IF_ERROR(watched_.Remove(unit.watch, rows));
    RETURN_IF_ERROR(Open(unit));
    opened = true;
  }
  return opened;
}

absl::StatusOr<RetrieveSpec> WatchFilters::Spec(Unit& unit) {
  const TypePlan& plan = unit.watch.plan;
  RetrieveSpec spec;
  spec.type = plan.type;
  if (unit.watch.by_view()) {
    if (unit.view.empty()) {
      ASSIGN_OR_RETURN(ContainerView view, ContainerView::Create(session_, plan.type));
      unit.view = view.Release();
    }
    spec.view = unit.view;
  }
  // The root folder is in no view; the table of folders has it all the same.
  const Reference& root = session_.content().root_folder;
  if (plan.root_only || (unit.watch.by_view() && plan.type == root.type)) {
    spec.objects.push_back(root);
  }
  for (const std::string& object : unit.followed) spec.objects.push_back({plan.type, object});
  return spec;
}

absl::Status WatchFilters::Open(Unit& unit) {
  unit.objects = 0;
  unit.filter = Reference();
  unit.followed = Followed(unit);
  const absl::StatusOr<RetrieveSpec> spec = Spec(unit);
  if (!spec.ok()) return Exclude(TablesOf(unit.watch), spec.status());
  const bool any = !spec->view.empty() || !spec->objects.empty();
  if (any) RETURN_IF_ERROR(AddFilter(unit, *spec));
  watched_.Begin(unit.watch);
  return absl::OkStatus();
}

absl::Status WatchFilters::AddFilter(Unit& unit, RetrieveSpec spec) {
  for (;;) {
    spec.paths.clear();
    for (size_t i = 0; i < unit.watch.asked.size(); ++i) {
      if (unit.watch.asked[i]) spec.paths.push_back(unit.watch.plan.properties[i]);
    }
    absl::StatusOr<Reference> filter = stream_->AddFilter(spec);
    if (filter.ok()) {
      unit.filter = *std::move(filter);
      return absl::OkStatus();
    }
    if (!IsFault(filter.status(), "InvalidProperty") ||
        !DropPath(unit.watch.plan, FaultOf(filter.status())->name, unit.watch.asked)) {
      return Exclude(TablesOf(unit.watch), filter.status());
    }
  }
}

// A source that refuses to watch a type may still let it be read.
absl::Status WatchFilters::Exclude(const std::set<int>& tables, const absl::Status& why) {
  if (!FaultOf(why) || IsSessionLoss(why) || IsTransient(why)) return why;
  excluded_.insert(tables.begin(), tables.end());
  return absl::FailedPreconditionError(absl::StrCat("not to be watched: ", why.message()));
}

absl::StatusOr<Synced> WatchFilters::Drain(int page_objects, base::RowRevision& rows) {
  return stream_->Drain(
      page_objects, [&](ObjectUpdate& update) { return Take(update, rows); }, [this] { Report(); });
}

absl::Status WatchFilters::Take(ObjectUpdate& update, base::RowRevision& rows) {
  for (Unit& unit : units_) {
    if (unit.filter.value != update.filter) continue;
    const bool enters = update.kind == ObjectUpdate::Kind::kEnter;
    const bool leaves = update.kind == ObjectUpdate::Kind::kLeave;
    unit.objects += enters ? 1 : leaves ? -1 : 0;
    ++(enters ? counts_.entered : leaves ? counts_.left : counts_.modified);
    return watched_.Apply(unit.watch, building_, update, rows);
  }
  return absl::OkStatus();  // of a filter that is being taken off
}

void WatchFilters::Report() {
  if (!progress_ || units_.empty()) return;
  const size_t at = std::min(unit_, units_.size() - 1);
  CollectProgress progress;
  progress.type = units_[at].watch.plan.type;
  progress.objects = units_[at].objects;
  progress.types_done = static_cast<int>(unit_);
  progress.types_total = static_cast<int>(units_.size());
  progress.received_bytes = session_.cost().Total().received_bytes;
  progress_(progress);
}

void WatchFilters::Destroy() {
  if (stream_ == nullptr) return;
  if (!stream_->Destroy()) return;  // the session is gone, and all with it
  for (const Unit& unit : units_) {
    if (unit.view.empty()) continue;
    const auto answer =
        session_.client().Call("DestroyView", unit.view, "", SoapClient::Manner::kOnTheWayOut);
    if (!answer.ok() && !FaultOf(answer.status())) return;  // nobody answers any more
  }
}

}  // namespace sitrep::collectors
