#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "review/compared_table.h"

namespace sitrep::review {
namespace {

using Rows = std::vector<ComparedRow>;
using Indexes = std::vector<size_t>;
// What rows are matched by; nothing: the row is not to be matched so.
using Trait = std::function<std::optional<std::vector<Datum>>(const ComparedRow&)>;

// Pairs rows of equal trait, in their order, and takes them out of the lists.
void PairBy(const Trait& trait, const Rows& before, const Rows& after, Pairing& pairing) {
  std::map<std::vector<Datum>, std::deque<size_t>> waiting;
  for (const size_t i : pairing.removed) {
    if (auto key = trait(before[i])) waiting[*std::move(key)].push_back(i);
  }
  Indexes added;
  std::vector<bool> paired(before.size());
  for (const size_t i : pairing.added) {
    const auto key = trait(after[i]);
    const auto found = key ? waiting.find(*key) : waiting.end();
    if (found == waiting.end() || found->second.empty()) {
      added.push_back(i);
      continue;
    }
    pairing.pairs.emplace_back(found->second.front(), i);
    paired[found->second.front()] = true;
    found->second.pop_front();
  }
  pairing.added = std::move(added);
  std::erase_if(pairing.removed, [&](size_t i) { return paired[i]; });
}

std::vector<Datum> KeyOf(const ComparedTable& table, const ComparedRow& row, KeyKind most) {
  std::vector<Datum> key;
  for (size_t i = 0; i < table.key_size(); ++i) {
    if (table.key_kinds[i] <= most) key.push_back(row.at(i));
  }
  return key;
}

bool Holds(const ComparedTable& table, KeyKind kind) {
  return std::find(table.key_kinds.begin(), table.key_kinds.end(), kind) != table.key_kinds.end();
}

// The steady key and all else that the row says; nothing for a row that says nothing else.
Trait Contents(const ComparedTable& table) {
  return [&table](const ComparedRow& row) -> std::optional<std::vector<Datum>> {
    std::vector<Datum> trait = KeyOf(table, row, KeyKind::kSteady);
    bool says = false;
    for (size_t i = table.key_size(); i < table.columns.size(); ++i) {
      trait.push_back(row.at(i));
      says = says || !IsNull(row.at(i));
    }
    if (!says) return std::nullopt;
    return trait;
  };
}

Trait Name(const ComparedTable& table, size_t name) {
  return [&table, name](const ComparedRow& row) -> std::optional<std::vector<Datum>> {
    if (IsNull(row.at(name))) return std::nullopt;
    std::vector<Datum> trait = KeyOf(table, row, KeyKind::kSteady);
    trait.push_back(row.at(name));
    return trait;
  };
}

Trait Key(const ComparedTable& table, KeyKind most) {
  return [&table, most](const ComparedRow& row) { return KeyOf(table, row, most); };
}

Indexes All(size_t count) {
  Indexes all(count);
  for (size_t i = 0; i < count; ++i) all[i] = i;
  return all;
}

}  // namespace

Pairing MatchRows(const ComparedTable& table, const Rows& before, const Rows& after) {
  Pairing pairing;
  pairing.removed = All(before.size());
  pairing.added = All(after.size());
  const bool places = Holds(table, KeyKind::kPosition);
  if (!places) PairBy(Key(table, KeyKind::kNumber), before, after, pairing);
  if (!places && !Holds(table, KeyKind::kNumber)) return pairing;
  PairBy(Contents(table), before, after, pairing);
  const int name = table.name_column();
  if (name >= static_cast<int>(table.key_size())) {
    PairBy(Name(table, static_cast<size_t>(name)), before, after, pairing);
  }
  // Members of something that only has a number: without it they are known by what they are.
  const bool bare = table.across && table.columns.size() == table.key_size();
  if (bare) PairBy(Key(table, KeyKind::kSteady), before, after, pairing);
  if (places) PairBy(Key(table, KeyKind::kNumber), before, after, pairing);
  return pairing;
}

}  // namespace sitrep::review
