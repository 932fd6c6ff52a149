#include "collectors/vsphere/type_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "base/status_macros.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/unasked.h"

namespace sitrep::collectors {
namespace {

absl::Status SessionLost() {
  return FaultStatus(Fault{.type = "NotAuthenticated"}, "RetrievePropertiesEx");
}

}  // namespace

TypeReader::TypeReader(Session& session, const Scope& scope, Decoder& decoder, GapLedger& gaps,
                       const CollectOptions& options, std::function<void()> on_page)
    : session_(session),
      scope_(scope),
      decoder_(decoder),
      gaps_(gaps),
      options_(options),
      on_page_(std::move(on_page)),
      pipeline_(decoder),
      lists_references_(options.list_references) {}

absl::Status TypeReader::Read(const TypePlan& plan, std::vector<Reference> named) {
  plan_ = &plan;
  named_ = std::move(named);
  asked_.assign(plan.properties.size(), true);
  for (int attempts = 1;; ++attempts) {
    const int64_t generation = session_.generation();
    const absl::Status status = Attempt();
    if (!decoder_.sink_status().ok()) return decoder_.sink_status();
    if (!status.ok() && session_.client().past_deadline()) return status;
    const ReadRecord history = {.attempts = attempts,
                                .logins = static_cast<int>(generation),
                                .most_attempts = session_.options().max_attempts,
                                .continuing = continuing_,
                                .lists_references = lists_references_ && reference_page_ == 1};
    const NextStep next = Decide(status, history);
    if (next == NextStep::kDone || next == NextStep::kStop) return status;
    if (next == NextStep::kSkip ||
        (next == NextStep::kDropPath && !DropPath(plan, FaultOf(status)->name, asked_))) {
      NoteSkipped(status);
      return absl::OkStatus();
    }
    if (next == NextStep::kListReferences) ListReferences();
    if (next == NextStep::kLoginAgain) RETURN_IF_ERROR(session_.LoginAgain(generation));
    if (next == NextStep::kAgain) {
      const absl::Duration pause = BackOff(attempts + 1, 1.0);
      const auto& on_retry = session_.options().on_retry;
      if (on_retry) on_retry({"reading " + plan.type, status, attempts, pause});
      RETURN_IF_ERROR(session_.client().Wait(pause));
    }
  }
}

// One reading of the unit, decoded to its end.
absl::Status TypeReader::Attempt() {
  decoder_.Begin(*plan_);
  NoteUnasked(*plan_, asked_, gaps_);
  continuing_ = false;
  const int64_t generation = session_.generation();
  const absl::Status read = ReadOnce();
  const absl::Status decoded = pipeline_.Drain();
  // A view of a session that another lane has replaced meanwhile may have been read as empty.
  if (decoder_.session_lost() || session_.generation() != generation) return SessionLost();
  return read.ok() ? decoded : read;
}

// What came before the source refused to go on is what it gives in one answer.
void TypeReader::ListReferences() {
  const size_t given = static_cast<size_t>(std::max<int64_t>(1, decoder_.objects()));
  reference_page_ = std::min(given, lists_references_ ? reference_page_ / 2 : reference_page_);
  reference_page_ = std::max<size_t>(1, reference_page_);
  lists_references_ = true;
}

RetrieveSpec TypeReader::Spec() const {
  RetrieveSpec spec;
  spec.type = plan_->type;
  for (size_t i = 0; i < asked_.size(); ++i) {
    if (asked_[i]) spec.paths.push_back(plan_->properties[i]);
  }
  spec.max_objects = options_.page_objects > 0 ? options_.page_objects : plan_->page_objects;
  return spec;
}

absl::Status TypeReader::ReadOnce() {
  const bool viewed = !plan_->root_only && plan_->reference_table < 0 && plan_->via_type.empty() &&
                      IsInventoryType(plan_->type);
  if (viewed && !lists_references_ && plan_->method.empty()) return ReadView();
  absl::StatusOr<std::vector<Reference>> objects = viewed ? References() : Objects();
  if (!objects.ok()) return objects.status();
  return plan_->method.empty() ? ReadReferences(*objects) : ReadReturned(*objects);
}

// The objects that are named, not found through a view.
absl::StatusOr<std::vector<Reference>> TypeReader::Objects() {
  // Alarms are triggered on an object and on all that it lies in.
  if (plan_->root_only) return scope_.containers();
  if (!plan_->via_type.empty()) return ObjectsVia();
  if (plan_->reference_table < 0) {
    return std::vector<Reference>{session_.content().Single(plan_->type)};
  }
  return named_;
}

absl::StatusOr<std::vector<Reference>> TypeReader::ObjectsVia() {
  RetrieveSpec spec;
  spec.type = plan_->via_type;
  spec.paths = {plan_->via_property};
  spec.objects = {session_.content().Single(plan_->via_type)};
  std::vector<Reference> references;
  absl::Status missing;
  RETURN_IF_ERROR(ReadProperties(session_, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr) {
      missing = FaultStatus(*property.missing, "RetrievePropertiesEx");
    } else {
      AppendReferences(*property.value, references);
    }
  }));
  RETURN_IF_ERROR(missing);
  return references;
}

// One object that refuses leaves the others whole.
absl::Status TypeReader::ReadReturned(const std::vector<Reference>& objects) {
  for (const Reference& object : objects) {
    const absl::Status status = CallMethod(object);
    const std::optional<Fault> fault = FaultOf(status);
    if (!fault) {
      RETURN_IF_ERROR(status);
    } else if (IsSessionLoss(status) || fault->type == "MethodNotFound" ||
               fault->type == "NotImplemented") {
      return status;  // it concerns the session, or the source
    } else {
      NoteObject(*fault, object);
    }
    if (session_.interrupt().requested()) return absl::CancelledError("interrupted");
    on_page_();
  }
  return absl::OkStatus();
}

absl::Status TypeReader::CallMethod(const Reference& object) {
  ChunkCutter cutter(
      [&](Chunk& chunk) {
        chunk.owner = object;
        return pipeline_.Push(*plan_, asked_, chunk);
      },
      ChunkCutter::kTargetBytes, CutAt::kReturned);
  return session_.client().Stream(plan_->method, object, plan_->arguments, cutter).status();
}

void TypeReader::NoteObject(const Fault& fault, const Reference& object) {
  for (const TablePlan& table : plan_->tables) {
    gaps_.AddObject(table.table, -1, StatusOf(fault), fault.type, fault.privilege, object.value);
  }
}

absl::Status TypeReader::ReadView() {
  for (const Reference& container : scope_.containers()) {
    ASSIGN_OR_RETURN(const ContainerView view,
                     ContainerView::Create(session_, plan_->type, container));
    RetrieveSpec spec = Spec();
    spec.view = view.reference();
    if (scope_.whole()) spec.objects = BesideViews();
    RETURN_IF_ERROR(ReadPages(spec));
  }
  return scope_.whole() ? absl::OkStatus() : ReadReferences(BesideViews());
}

// The root folder is in no view; the table of folders has it all the same.
std::vector<Reference> TypeReader::BesideViews() const {
  const Reference& root = session_.content().root_folder;
  if (!scope_.whole()) return scope_.Others(plan_->type);
  return plan_->type == root.type ? std::vector<Reference>{root} : std::vector<Reference>();
}

absl::StatusOr<std::vector<Reference>> TypeReader::References() {
  ASSIGN_OR_RETURN(std::vector<Reference> references, ListScope(session_, scope_, plan_->type));
  if (scope_.whole()) {
    const std::vector<Reference> more = BesideViews();
    references.insert(references.end(), more.begin(), more.end());
  }
  return references;
}

absl::Status TypeReader::ReadReferences(const std::vector<Reference>& references) {
  RetrieveSpec spec = Spec();
  const size_t page = std::min(reference_page_, static_cast<size_t>(spec.max_objects));
  for (size_t begin = 0; begin < references.size(); begin += page) {
    const size_t end = std::min(references.size(), begin + page);
    spec.objects.assign(references.begin() + static_cast<ptrdiff_t>(begin),
                        references.begin() + static_cast<ptrdiff_t>(end));
    RETURN_IF_ERROR(ReadPages(spec));
  }
  return absl::OkStatus();
}

absl::Status TypeReader::ReadPages(const RetrieveSpec& spec) {
  const Reference& collector = session_.content().property_collector;
  ChunkCutter cutter([this](Chunk& chunk) { return pipeline_.Push(*plan_, asked_, chunk); });
  continuing_ = false;
  ASSIGN_OR_RETURN(std::string answer, session_.client().Stream("RetrievePropertiesEx", collector,
                                                                RetrieveArguments(spec), cutter));
  std::string token = PageToken(answer);
  const absl::Cleanup forget = [this, &token] {
    if (!token.empty()) CancelPages(session_, token);
  };
  for (on_page_(); !token.empty(); on_page_()) {
    if (decoder_.session_lost()) return SessionLost();
    if (session_.interrupt().requested()) return absl::CancelledError("interrupted");
    continuing_ = true;
    absl::StatusOr<std::string> next = session_.client().Stream(
        "ContinueRetrievePropertiesEx", collector, Element("token", token), cutter);
    if (FaultOf(next.status())) token.clear();  // refused: there is nothing to give back
    if (!next.ok()) return next.status();
    token = PageToken(*next);
  }
  continuing_ = false;
  return absl::OkStatus();
}

void TypeReader::NoteSkipped(const absl::Status& status) {
  const std::optional<Fault> fault = FaultOf(status);
  // Of a path that was not asked for; it says nothing of those that were.
  const bool foreign_path = fault && fault->type == "InvalidProperty";
  for (const TablePlan& table : plan_->tables) {
    if (foreign_path) {
      gaps_.AddWhole(table.table, -1, "failed", fault->type, fault->privilege);
    } else {
      gaps_.AddFailure(table.table, status);
    }
  }
}

}  // namespace sitrep::collectors
