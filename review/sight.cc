#include "review/sight.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "checks/finding_text.h"
#include "review/identity.h"
#include "tables/catalog.h"

namespace sitrep::review {
namespace {

using tables::Catalog;
using tables::Table;

Side Other(Side side) { return side == Side::kBefore ? Side::kAfter : Side::kBefore; }

std::string_view SideName(Side side) { return side == Side::kBefore ? "earlier" : "later"; }

Absence Unseen(std::string reason) { return {false, std::move(reason), false}; }

// The finding's object as the other side writes it; nothing: it is not there.
struct Elsewhere {
  std::string source;
  std::optional<std::string> object;
};

Elsewhere Locate(const Finding& finding, Side from, const Identity& identity) {
  const std::string& source = finding.key(0).text();
  Elsewhere place{
      identity.across() && from == Side::kBefore ? identity.SourceToken(from, source) : source,
      std::nullopt};
  if (finding.key_size() < 2) return place;
  const Value& key = finding.key(1);
  const auto raw =
      identity.Counterpart(from, source, ReferentOf(key.name()), checks::ValueText(key));
  if (raw) place = {raw->source, raw->id};
  return place;
}

// Coverage names objects of the gap's table; those of other types say nothing of this one.
bool SameObjects(const Table& a, const Table& b) {
  return std::any_of(a.objects.begin(), a.objects.end(), [&](const std::string& type) {
    return std::find(b.objects.begin(), b.objects.end(), type) != b.objects.end();
  });
}

bool Hides(const Gap& gap, const checks::Check& check, const Elsewhere& place,
           const GapBook& book) {
  const GapBook::Scopes* scopes = book.Find(gap.table(), gap.column());
  // A gap that no source told of: the check itself could not run, or the file is older.
  if (scopes == nullptr) return true;
  const auto scope = scopes->find(place.source);
  if (scope == scopes->end()) return false;
  if (scope->second.all || !place.object) return true;
  const Catalog& catalog = Catalog::Get();
  const int table = catalog.Find(gap.table());
  const int object = catalog.Find(check.object);
  if (table < 0 || object < 0) return true;
  const auto& tables = catalog.tables();
  if (!SameObjects(tables[static_cast<size_t>(table)], tables[static_cast<size_t>(object)])) {
    return true;
  }
  return scope->second.objects.count(*place.object) != 0;
}

// Whether the check's own table has the object; true when that cannot be told.
absl::StatusOr<bool> IsThere(const checks::Check& check, const Finding& finding,
                             const Elsewhere& place, const ComparedSide& side) {
  if (finding.key_size() < 2) return true;
  const std::string& name = finding.key(1).name();
  const std::string table = name == "moid" ? check.object : TableReferredTo(name);
  const auto& named = NamedTables();
  if (std::find(named.begin(), named.end(), table) == named.end()) return true;
  if (!place.object) return false;
  return side.names->Has(table, place.source, *place.object);
}

}  // namespace

absl::StatusOr<Absence> JudgeAbsence(const checks::Check& check, const CheckResult* result,
                                     const Finding& finding, Side from,
                                     const ComparisonGround& ground) {
  const Side to = Other(from);
  const ComparedSide& side = ground.side(to);
  const Elsewhere place = Locate(finding, from, *ground.identity);
  if (result == nullptr) return Unseen("the check did not run");
  const auto source = side.gaps->sources().find(place.source);
  const bool moved = ground.identity->across();
  if (source == side.gaps->sources().end() && !moved) {
    return Unseen(
        absl::StrCat("its source is not in the ", std::string(SideName(to)), " snapshot"));
  }
  for (const Gap& gap : result->gaps()) {
    const bool anywhere = moved && !place.object;
    if (anywhere || Hides(gap, check, place, *side.gaps)) return Unseen(checks::GapText(gap));
  }
  ASSIGN_OR_RETURN(const bool there, IsThere(check, finding, place, side));
  if (!there) return Absence{true, "", true};
  const bool fits =
      source == side.gaps->sources().end() || check.applies_to.Contains(source->second);
  if (!fits || result->verdict() == NOT_APPLICABLE) return Unseen("the check does not apply");
  return Absence{};
}

}  // namespace sitrep::review
