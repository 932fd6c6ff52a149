#include "review/table_comparison.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "review/row_cursor.h"
#include "review/veil.h"

namespace sitrep::review {
namespace {

using Rows = std::vector<ComparedRow>;

constexpr int kRowsBetweenLooks = 1024;  // at the interrupt

Side Other(Side side) { return side == Side::kBefore ? Side::kAfter : Side::kBefore; }

// TableComparison compares one table.
class TableComparison {
 public:
  TableComparison(const ComparedTable& table, const ComparisonGround& ground)
      : table_(table),
        ground_(ground),
        veil_(table, *ground.identity, *ground.side(Side::kBefore).gaps,
              *ground.side(Side::kAfter).gaps) {}

  absl::Status Run() { return ground_.identity->across() ? LookUp() : Merge(); }

 private:
  absl::Status Merge();
  absl::Status LookUp();
  absl::Status LookUpBefore();
  absl::Status LookUpAfter();
  absl::StatusOr<bool> SeekCounterpart(Side from, const ComparedRow& row, RowCursor& cursor) const;
  absl::Status LookForInterrupt();

  std::string Source(const ComparedRow& row) const { return DatumText(row.raw[0]); }
  std::string Object(const ComparedRow& row) const {
    return table_.group > 1 ? DatumText(row.raw[1]) : "";
  }
  bool IsOutOfSight(Side side, const std::string& source, size_t i, const Datum& id) const;
  void Map(Side side, Rows& rows) const;
  bool IsKnownBeyond(Side side, const std::string& source) const;
  bool Comparable(Side side, const ComparedRow& row) const;
  absl::Status CompareObject(Rows before, Rows after);
  absl::Status CompareRow(const ComparedRow& before, const ComparedRow& after);
  absl::Status TellOne(Side side, const ComparedRow& row);
  absl::StatusOr<bool> IsPartOfWhatIsGone(Side side, const ComparedRow& row) const;
  absl::StatusOr<std::string> NameOf(Side side, const ComparedRow& row) const;
  absl::StatusOr<std::string> ReferredName(Side side, const ComparedRow& row, size_t i) const;
  std::vector<Datum> KeyOf(const ComparedRow& row) const;
  absl::StatusOr<std::string> PartOf(Side side, const ComparedRow& row) const;

  const ComparedTable& table_;
  const ComparisonGround& ground_;
  Veil veil_;
  int rows_ = 0;
};

absl::Status TableComparison::LookForInterrupt() {
  if (++rows_ % kRowsBetweenLooks != 0 || !ground_.interrupted()) return absl::OkStatus();
  return absl::CancelledError("interrupted");
}

absl::Status TableComparison::Merge() {
  ASSIGN_OR_RETURN(RowCursor a, RowCursor::Open(*ground_.side(Side::kBefore).reader, table_));
  ASSIGN_OR_RETURN(RowCursor b, RowCursor::Open(*ground_.side(Side::kAfter).reader, table_));
  while (!a.at_end() || !b.at_end()) {
    RETURN_IF_ERROR(LookForInterrupt());
    const bool both = !a.at_end() && !b.at_end();
    const int order = both ? CompareRows(a, b, table_.group) : (a.at_end() ? 1 : -1);
    if (order == 0 && CompareRows(a, b, table_.columns.size()) == 0) {
      RETURN_IF_ERROR(a.Next());
      RETURN_IF_ERROR(b.Next());
      continue;
    }
    Rows before;
    Rows after;
    if (order <= 0) {
      ASSIGN_OR_RETURN(before, a.TakeGroup());
    }
    if (order >= 0) {
      ASSIGN_OR_RETURN(after, b.TakeGroup());
    }
    RETURN_IF_ERROR(CompareObject(std::move(before), std::move(after)));
  }
  return absl::OkStatus();
}

absl::Status TableComparison::LookUp() {
  RETURN_IF_ERROR(LookUpBefore());
  return LookUpAfter();
}

// Puts the cursor on the other side's rows of the same object. False: there are none.
absl::StatusOr<bool> TableComparison::SeekCounterpart(Side from, const ComparedRow& row,
                                                      RowCursor& cursor) const {
  const Referent referent = table_.group > 1 ? table_.referents[1] : Referent::kSource;
  const auto other = ground_.identity->Counterpart(from, Source(row), referent, Object(row));
  if (!other) return false;
  RETURN_IF_ERROR(cursor.Seek(other->source, other->id));
  return !cursor.at_end();
}

absl::Status TableComparison::LookUpBefore() {
  ASSIGN_OR_RETURN(RowCursor a, RowCursor::Open(*ground_.side(Side::kBefore).reader, table_));
  ASSIGN_OR_RETURN(RowCursor b, RowCursor::OpenForSeek(*ground_.side(Side::kAfter).reader, table_));
  while (!a.at_end()) {
    RETURN_IF_ERROR(LookForInterrupt());
    ASSIGN_OR_RETURN(Rows before, a.TakeGroup());
    Rows after;
    ASSIGN_OR_RETURN(const bool there, SeekCounterpart(Side::kBefore, before.front(), b));
    if (there) {
      ASSIGN_OR_RETURN(after, b.TakeGroup());
    }
    RETURN_IF_ERROR(CompareObject(std::move(before), std::move(after)));
  }
  return absl::OkStatus();
}

absl::Status TableComparison::LookUpAfter() {
  ASSIGN_OR_RETURN(RowCursor b, RowCursor::Open(*ground_.side(Side::kAfter).reader, table_));
  ASSIGN_OR_RETURN(RowCursor a,
                   RowCursor::OpenForSeek(*ground_.side(Side::kBefore).reader, table_));
  while (!b.at_end()) {
    RETURN_IF_ERROR(LookForInterrupt());
    ASSIGN_OR_RETURN(Rows after, b.TakeGroup());
    ASSIGN_OR_RETURN(const bool there, SeekCounterpart(Side::kAfter, after.front(), a));
    if (!there) RETURN_IF_ERROR(CompareObject({}, std::move(after)));
  }
  return absl::OkStatus();
}

// It leads to something that only its own source knows: elsewhere it has another identifier, and
// nobody can tell which.
bool TableComparison::IsOutOfSight(Side side, const std::string& source, size_t i,
                                   const Datum& id) const {
  const Identity& identity = *ground_.identity;
  if (ground_.side(Other(side)).gaps->sources().count(source) != 0) return false;
  return !identity.Knows(side, source, table_.referents[i], DatumText(id));
}

void TableComparison::Map(Side side, Rows& rows) const {
  if (!ground_.identity->across()) return;
  for (ComparedRow& row : rows) {
    const std::string source = Source(row);
    row.mapped = row.raw;
    row.mapped[0] = std::monostate();  // the rows are of one object already, wherever it lies
    for (size_t i = 1; i < row.mapped.size(); ++i) {
      if (table_.referents[i] == Referent::kNone || IsNull(row.raw[i])) continue;
      if (i >= table_.key_size() && IsOutOfSight(side, source, i, row.raw[i])) {
        row.mapped[i] = std::string("\x1f");
        continue;
      }
      row.mapped[i] =
          ground_.identity->Token(side, source, table_.referents[i], DatumText(row.raw[i]));
    }
  }
}

// The other side is of the source, or of another that may have its objects.
bool TableComparison::IsKnownBeyond(Side side, const std::string& source) const {
  const Identity& identity = *ground_.identity;
  if (table_.table->name == "source") return true;
  if (!identity.across()) return ground_.side(Other(side)).gaps->sources().count(source) != 0;
  const bool moves = table_.group > 1 && table_.referents[1] != Referent::kNone;
  return moves || identity.IsPaired(side, source);
}

// Both sides could see the rows of the object.
bool TableComparison::Comparable(Side side, const ComparedRow& row) const {
  const std::string source = Source(row);
  return IsKnownBeyond(side, source) && !veil_.HidesRows(side, source, Object(row));
}

absl::Status TableComparison::CompareObject(Rows before, Rows after) {
  const Side side = before.empty() ? Side::kAfter : Side::kBefore;
  if (!Comparable(side, before.empty() ? after.front() : before.front())) return absl::OkStatus();
  Map(Side::kBefore, before);
  Map(Side::kAfter, after);
  const Pairing pairing = MatchRows(table_, before, after);
  for (const auto& [i, j] : pairing.pairs) RETURN_IF_ERROR(CompareRow(before[i], after[j]));
  for (const size_t i : pairing.removed) RETURN_IF_ERROR(TellOne(Side::kBefore, before[i]));
  for (const size_t i : pairing.added) RETURN_IF_ERROR(TellOne(Side::kAfter, after[i]));
  return absl::OkStatus();
}

absl::Status TableComparison::CompareRow(const ComparedRow& before, const ComparedRow& after) {
  RowChange change;
  const std::string source = Source(before);
  for (size_t i = table_.key_size(); i < table_.columns.size(); ++i) {
    if (before.at(i) == after.at(i)) continue;
    if (veil_.HidesCell(i, Side::kBefore, source, Object(before))) continue;
    ColumnChange column{&table_.column(i), before.raw[i], after.raw[i], "", ""};
    ASSIGN_OR_RETURN(column.before_name, ReferredName(Side::kBefore, before, i));
    ASSIGN_OR_RETURN(column.after_name, ReferredName(Side::kAfter, after, i));
    change.columns.push_back(std::move(column));
  }
  if (change.columns.empty()) return absl::OkStatus();
  change.table = table_.table;
  change.before_key = KeyOf(before);
  change.after_key = KeyOf(after);
  ASSIGN_OR_RETURN(change.name, NameOf(Side::kAfter, after));
  ++ground_.summary->rows_changed;
  return ground_.sink->OnRow(change);
}

absl::Status TableComparison::TellOne(Side side, const ComparedRow& row) {
  if (!table_.tells_rows) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool part, IsPartOfWhatIsGone(side, row));
  if (part) return absl::OkStatus();
  RowChange change;
  change.table = table_.table;
  const bool removed = side == Side::kBefore;
  change.state = removed ? RowState::kRemoved : RowState::kAdded;
  (removed ? change.before_key : change.after_key) = KeyOf(row);
  ASSIGN_OR_RETURN(change.name, NameOf(side, row));
  ++(removed ? ground_.summary->rows_removed : ground_.summary->rows_added);
  return ground_.sink->OnRow(change);
}

// An object that the key names is on this side alone; that is told with the object.
absl::StatusOr<bool> TableComparison::IsPartOfWhatIsGone(Side side, const ComparedRow& row) const {
  for (size_t i = 1; i < table_.key_size(); ++i) {
    const std::string id = DatumText(row.raw[i]);
    NameBook& names = *ground_.side(side).names;
    ASSIGN_OR_RETURN(const std::string table,
                     names.TableOf(table_.column(i).name, Source(row), id));
    if (table.empty() || table == table_.table->name) continue;
    ASSIGN_OR_RETURN(const bool here, names.Has(table, Source(row), id));
    if (!here) continue;
    const auto other = ground_.identity->Counterpart(side, Source(row), table_.referents[i], id);
    if (!other) return true;
    ASSIGN_OR_RETURN(const bool there,
                     ground_.side(Other(side)).names->Has(table, other->source, other->id));
    if (!there) return true;
  }
  return false;
}

std::vector<Datum> TableComparison::KeyOf(const ComparedRow& row) const {
  return {row.raw.begin(), row.raw.begin() + static_cast<ptrdiff_t>(table_.key_size())};
}

absl::StatusOr<std::string> TableComparison::ReferredName(Side side, const ComparedRow& row,
                                                          size_t i) const {
  if (table_.referents[i] == Referent::kNone || IsNull(row.raw[i])) return std::string();
  return ground_.side(side).names->Name(table_.column(i).name, Source(row), DatumText(row.raw[i]));
}

// What the row is called within its object: its name, else what is left of the key.
absl::StatusOr<std::string> TableComparison::PartOf(Side side, const ComparedRow& row) const {
  const int name = table_.name_column();
  if (name >= 0 && !IsNull(row.raw[static_cast<size_t>(name)])) {
    return DatumText(row.raw[static_cast<size_t>(name)]);
  }
  std::vector<std::string> parts;
  for (size_t i = table_.of_objects() ? 2 : 1; i < table_.key_size(); ++i) {
    ASSIGN_OR_RETURN(std::string part, ReferredName(side, row, i));
    parts.push_back(part.empty() ? DatumText(row.raw[i]) : std::move(part));
  }
  return absl::StrJoin(parts, " ");
}

absl::StatusOr<std::string> TableComparison::NameOf(Side side, const ComparedRow& row) const {
  ASSIGN_OR_RETURN(const std::string part, PartOf(side, row));
  if (!table_.of_objects() || table_.column(1).name == "moid") {
    if (!part.empty()) return part;
    return table_.group > 1 ? Object(row) : Source(row);
  }
  ASSIGN_OR_RETURN(std::string owner, ReferredName(side, row, 1));
  if (owner.empty()) owner = Object(row);
  return part.empty() ? owner : absl::StrCat(owner, ": ", part);
}

}  // namespace

absl::Status CompareTable(const ComparedTable& table, const ComparisonGround& ground) {
  for (const ComparedSide& side : ground.sides) {
    // The gap that says so is told.
    if (!side.reader->Has(table.table->name, "source")) return absl::OkStatus();
  }
  return TableComparison(table, ground).Run();
}

}  // namespace sitrep::review
