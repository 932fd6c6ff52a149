#include "review/veil.h"

#include "absl/strings/str_cat.h"

namespace sitrep::review {
namespace {

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool HoldsWord(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !IsWordCharacter(text[at - 1]);
    const size_t end = at + word.size();
    if (begins && (end == text.size() || !IsWordCharacter(text[end]))) return true;
  }
  return false;
}

// The column, and what it is computed from.
std::vector<std::string> ReadBy(const tables::Table& table, const tables::Column& column) {
  std::vector<std::string> names = {column.name};
  if (column.expression.empty()) return names;
  for (const tables::Column& other : table.columns) {
    if (HoldsWord(column.expression, other.name)) names.push_back(other.name);
  }
  return names;
}

}  // namespace

Veil::Veil(const ComparedTable& table, const Identity& identity, const GapBook& before,
           const GapBook& after)
    : table_(table), identity_(identity), cells_(table.columns.size()) {
  Add(Side::kBefore, before);
  Add(Side::kAfter, after);
}

void Veil::Add(Side side, const GapBook& book) {
  AddPlace(side, book, "", rows_);
  for (size_t i = 0; i < table_.columns.size(); ++i) {
    Hidden& hidden = i < table_.key_size() ? rows_ : cells_[i];
    for (const std::string& column : ReadBy(*table_.table, table_.column(i))) {
      AddPlace(side, book, column, hidden);
    }
  }
}

void Veil::AddPlace(Side side, const GapBook& book, const std::string& column,
                    Hidden& hidden) const {
  const GapBook::Scopes* scopes = book.Find(table_.table->name, column);
  if (scopes == nullptr) return;
  for (const auto& [source, scope] : *scopes) {
    const bool all = scope.all || !table_.of_objects();
    if (all) {
      hidden.everywhere = hidden.everywhere || identity_.across();
      hidden.sources.insert(source);
      continue;
    }
    for (const std::string& object : scope.objects) {
      hidden.objects.insert(ObjectKey(side, source, object));
    }
  }
}

std::string Veil::ObjectKey(Side side, const std::string& source, const std::string& object) const {
  if (identity_.across()) return identity_.Token(side, source, Referent::kObject, object);
  return absl::StrCat(source, "\x1f", object);
}

bool Veil::Hides(const Hidden& hidden, Side side, const std::string& source,
                 const std::string& object) const {
  if (hidden.empty()) return false;
  if (hidden.everywhere || hidden.sources.count(source) != 0) return true;
  return !hidden.objects.empty() && hidden.objects.count(ObjectKey(side, source, object)) != 0;
}

bool Veil::HidesRows(Side side, const std::string& source, const std::string& object) const {
  return Hides(rows_, side, source, object);
}

bool Veil::HidesCell(size_t i, Side side, const std::string& source,
                     const std::string& object) const {
  return Hides(cells_[i], side, source, object);
}

}  // namespace sitrep::review
