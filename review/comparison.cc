#include "review/comparison.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "review/compared_table.h"
#include "review/finding_comparison.h"
#include "review/gap_book.h"
#include "review/identity.h"
#include "review/name_book.h"
#include "review/table_comparison.h"
#include "snapshot/step_limit.h"
#include "tables/catalog.h"

namespace sitrep::review {
namespace {

using snapshot::SnapshotReader;
using snapshot::StepLimit;

std::string NatureOf(const SnapshotReader& reader) {
  if (!reader.facts().redacted) return absl::StrCat(reader.path(), " is raw");
  return absl::StrCat(reader.path(), " has aliases of key ", reader.facts().alias_key_id);
}

// Names under different keys have nothing in common: all would seem to have changed.
absl::Status CheckKeys(const SnapshotReader& before, const SnapshotReader& after) {
  const bool same = before.facts().redacted == after.facts().redacted &&
                    before.facts().alias_key_id == after.facts().alias_key_id;
  if (same) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "snapshots under different names cannot be compared: ", NatureOf(before), ", but ",
      NatureOf(after), "; compare two raw ones, or two redacted with the same key"));
}

std::string SourcesOf(const GapBook& book) {
  std::vector<std::string> names;
  for (const auto& [source, version] : book.sources()) names.push_back(source);
  return absl::StrJoin(names, ", ");
}

// Comparison is one run over two snapshots.
class Comparison {
 public:
  Comparison(SnapshotReader& before, SnapshotReader& after, const checks::Pack& pack,
             const CompareOptions& options, ChangeSink& sink)
      : before_(before),
        after_(after),
        pack_(pack),
        options_(options),
        sink_(sink),
        before_names_(before),
        after_names_(after) {}

  absl::Status Run();
  ComparisonSummary summary;

 private:
  absl::Status Prepare();
  absl::Status CheckSources() const;
  void AddAbsent(const ComparedTable& table, const SnapshotReader& reader, GapBook& book) const;
  bool IsTold(const NotCompared& part) const;
  absl::Status TellNotCompared(const GapBook& book);
  absl::Status TellLonelySources(const GapBook& book, const GapBook& other, Side side);
  absl::Status TellParts();
  absl::Status Tell(const NotCompared& part);
  ComparisonGround Ground();

  SnapshotReader& before_;
  SnapshotReader& after_;
  const checks::Pack& pack_;
  const CompareOptions& options_;
  ChangeSink& sink_;
  NameBook before_names_;
  NameBook after_names_;
  GapBook before_gaps_;
  GapBook after_gaps_;
  Identity identity_;
  std::vector<ComparedTable> tables_;
  std::set<std::string> compared_;  // names of tables_
};

absl::Status Comparison::CheckSources() const {
  const auto& others = after_gaps_.sources();
  const bool shared =
      std::any_of(before_gaps_.sources().begin(), before_gaps_.sources().end(),
                  [&](const auto& source) { return others.count(source.first) != 0; });
  if (shared || options_.across) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the snapshots have no source in common: ", before_.path(), " is of ",
                   SourcesOf(before_gaps_), ", ", after_.path(), " of ", SourcesOf(after_gaps_),
                   "; --across compares what moved from one to the other"));
}

// One entry for the whole table rather than one for each column.
void Comparison::AddAbsent(const ComparedTable& table, const SnapshotReader& reader,
                           GapBook& book) const {
  const std::string& name = table.table->name;
  if (!reader.Has(name, "source")) return book.AddAbsent(name, "");
  for (size_t i = table.key_size(); i < table.columns.size(); ++i) {
    if (!reader.Has(name, table.column(i).name)) book.AddAbsent(name, table.column(i).name);
  }
}

absl::Status Comparison::Prepare() {
  ASSIGN_OR_RETURN(before_gaps_, GapBook::Load(before_, Side::kBefore));
  ASSIGN_OR_RETURN(after_gaps_, GapBook::Load(after_, Side::kAfter));
  RETURN_IF_ERROR(CheckSources());
  if (options_.across) {
    ASSIGN_OR_RETURN(identity_, Identity::AcrossSources(before_, after_));
  }
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    const auto compared = CompareHow(table, options_.across, options_.runtime);
    if (!compared) continue;
    AddAbsent(*compared, before_, before_gaps_);
    AddAbsent(*compared, after_, after_gaps_);
    tables_.push_back(*compared);
    compared_.insert(table.name);
  }
  return absl::OkStatus();
}

ComparisonGround Comparison::Ground() {
  ComparisonGround ground;
  ground.sides[0] = {&before_, &before_gaps_, &before_names_};
  ground.sides[1] = {&after_, &after_gaps_, &after_names_};
  ground.identity = &identity_;
  ground.sink = &sink_;
  ground.summary = &summary;
  ground.interrupted = options_.interrupted ? options_.interrupted : [] { return false; };
  return ground;
}

// Gaps of what is not compared anyway hide nothing; neither does what nobody could or wanted to see
// on either side.
bool Comparison::IsTold(const NotCompared& part) const {
  if (compared_.count(part.table) == 0) return false;
  const GapBook& other = part.side == Side::kBefore ? after_gaps_ : before_gaps_;
  const GapBook& book = part.side == Side::kBefore ? before_gaps_ : after_gaps_;
  const GapBook::Place place{part.table, part.column};
  const bool beyond =
      options_.across ? other.IsAsideSomewhere(place) : other.IsAside(part.source, place);
  if (beyond && book.IsAside(part.source, place)) return false;
  if (part.column.empty()) return true;
  return std::any_of(tables_.begin(), tables_.end(), [&](const ComparedTable& table) {
    if (table.table->name != part.table) return false;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (table.column(i).name == part.column || !table.column(i).expression.empty()) return true;
    }
    return false;
  });
}

absl::Status Comparison::Tell(const NotCompared& part) {
  ++summary.not_compared;
  summary.partial = true;
  return sink_.OnNotCompared(part);
}

absl::Status Comparison::TellNotCompared(const GapBook& book) {
  for (const NotCompared& part : book.rows()) {
    if (IsTold(part)) RETURN_IF_ERROR(Tell(part));
  }
  return absl::OkStatus();
}

absl::Status Comparison::TellLonelySources(const GapBook& book, const GapBook& other, Side side) {
  for (const auto& [source, version] : book.sources()) {
    if (options_.across || other.sources().count(source) != 0) continue;
    NotCompared part;
    part.side = side == Side::kBefore ? Side::kAfter : Side::kBefore;
    part.source = source;
    part.status = "not_asked";
    part.reason = "the source is in the other snapshot only";
    RETURN_IF_ERROR(Tell(part));
  }
  return absl::OkStatus();
}

absl::Status Comparison::TellParts() {
  RETURN_IF_ERROR(TellLonelySources(before_gaps_, after_gaps_, Side::kBefore));
  RETURN_IF_ERROR(TellLonelySources(after_gaps_, before_gaps_, Side::kAfter));
  RETURN_IF_ERROR(TellNotCompared(before_gaps_));
  return TellNotCompared(after_gaps_);
}

absl::Status Comparison::Run() {
  ASSIGN_OR_RETURN(const Findings earlier, checks::Evaluate(before_, pack_, options_.evaluate));
  ASSIGN_OR_RETURN(const Findings later, checks::Evaluate(after_, pack_, options_.evaluate));
  StepLimit before_limit(before_.database());
  StepLimit after_limit(after_.database());
  const auto bounded = [&](const absl::Status& status) {
    return before_limit.Explain(after_limit.Explain(status));
  };
  RETURN_IF_ERROR(bounded(Prepare()));
  const ComparisonGround ground = Ground();
  RETURN_IF_ERROR(bounded(CompareFindings(pack_, earlier, later, ground)));
  RETURN_IF_ERROR(TellParts());
  for (const ComparedTable& table : tables_) {
    before_limit.Renew();
    after_limit.Renew();
    RETURN_IF_ERROR(bounded(CompareTable(table, ground)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ComparisonSummary> Compare(SnapshotReader& before, SnapshotReader& after,
                                          const checks::Pack& pack, const CompareOptions& options,
                                          ChangeSink& sink) {
  RETURN_IF_ERROR(CheckKeys(before, after));
  Comparison comparison(before, after, pack, options, sink);
  RETURN_IF_ERROR(comparison.Run());
  if (before.facts().partial || after.facts().partial) comparison.summary.partial = true;
  return std::move(comparison.summary);
}

}  // namespace sitrep::review
