#include "redact/dictionary.h"

#include <algorithm>
#include <bitset>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "redact/log_words.h"
#include "redact/piece.h"
#include "redact/public_suffix.h"
#include "redact/shape.h"
#include "redact/spelling.h"
#include "tables/catalog.h"
#include "tables/public_text.h"

namespace sitrep::redact {
namespace {

constexpr size_t kShortestName = 3;
constexpr size_t kShortestPart = 4;
constexpr size_t kShortestNumber = 6;
// From here on, a name with more than letters in it is found inside words too.
constexpr size_t kShortestInside = 8;

uint32_t StartHash(std::string_view three) {
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<uint8_t>(ToLower(three[i])));
  };
  return (byte(0) << 16 ^ byte(1) << 8 ^ byte(2)) * 0x9e3779b1u >> 14;
}

bool IsFoundInside(std::string_view name) {
  return name.size() >= kShortestInside && !AllOf(name, IsLetter) && !AllOf(name, IsDigit);
}

std::vector<std::string_view> Labels(std::string_view name) {
  std::vector<std::string_view> labels;
  while (!name.empty()) {
    const size_t end = std::min(name.find('.'), name.size());
    labels.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return labels;
}

// A whole network may live under one of these.
bool IsPrivateTopLevel(std::string_view label) {
  return label == "local" || label == "lan" || label == "internal" || label == "intranet" ||
         label == "corp" || label == "home" || label == "private" || label == "localdomain";
}

std::string HexOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (IsHex(c)) digits += c;
  }
  return digits;
}

// Says whether a column's value was visited lately. A snapshot repeats most of its names many
// times; one that is forgotten is visited again, which does no harm.
class LatelySeen {
 public:
  bool Saw(const tables::Column* column, std::string_view value) {
    const size_t hash =
        absl::Hash<std::pair<const tables::Column*, std::string_view>>()({column, value});
    return std::exchange(hashes_[hash % kHashes], hash) == hash;
  }

 private:
  static constexpr size_t kHashes = 1 << 15;
  std::vector<size_t> hashes_ = std::vector<size_t>(kHashes);
};

// The columns of a table whose values may be names, and that the snapshot has.
std::vector<const tables::Column*> NameColumns(const snapshot::SnapshotReader& reader,
                                               const tables::Table& table) {
  std::vector<const tables::Column*> columns;
  for (const tables::Column& column : table.columns) {
    if (column.public_like.empty() && column.redaction != tables::ALIAS) continue;
    if (column.type != tables::ColumnType::kText) continue;
    if (reader.Has(table.name, column.name)) columns.push_back(&column);
  }
  return columns;
}

void VisitName(const tables::Table& table, const tables::Column& column, std::string_view value,
               const std::function<void(std::string_view, NameKind)>& visit) {
  if (!column.public_like.empty() && tables::RedactionOf(column, value) != tables::ALIAS) return;
  const bool machine = column.name == "name" && (table.name == "vm" || table.name == "host");
  visit(value, machine ? NameKind::kMachine : NameKind::kText);
  if (absl::StrContains(column.name, "domain")) visit(value, NameKind::kDomain);
}

// One pass over the table: asking each column for its distinct values costs a pass and a sort each.
absl::Status EachNameIn(snapshot::SnapshotReader& reader, const tables::Table& table,
                        LatelySeen& lately,
                        const std::function<void(std::string_view, NameKind)>& visit) {
  const std::vector<const tables::Column*> columns = NameColumns(reader, table);
  if (columns.empty()) return absl::OkStatus();
  std::vector<std::string> quoted;
  for (const tables::Column* column : columns)
    quoted.push_back(base::QuoteIdentifier(column->name));
  ASSIGN_OR_RETURN(base::Statement rows, reader.database().Prepare(absl::StrCat(
                                             "SELECT ", absl::StrJoin(quoted, ", "), " FROM ",
                                             base::QuoteIdentifier(table.name))));
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, rows.Step());
    if (!more) return absl::OkStatus();
    for (size_t i = 0; i < columns.size(); ++i) {
      const int at = static_cast<int>(i);
      if (rows.IsNull(at) || lately.Saw(columns[i], rows.Text(at))) continue;
      VisitName(table, *columns[i], rows.Text(at), visit);
    }
  }
}

}  // namespace

struct Dictionary::State {
  struct Entry {
    std::string original;
    bool free_start = false;  // may begin inside a word
    bool free_end = false;
  };

  // The start of every entry is in `starts`; of those that may begin inside a word, in `inside`
  // too.
  void InsertSpelling(std::string_view spelling, std::string_view original) {
    if (spelling.size() < kShortestName || spelling.size() > kLongest) return;
    const std::string lower = ToLower(spelling);
    uint32_t node = 0;
    for (const char c : lower) {
      const uint64_t edge = uint64_t{node} << 8 | static_cast<uint8_t>(c);
      const auto [child, fresh] = children.try_emplace(edge, static_cast<uint32_t>(ends.size()));
      if (fresh) ends.push_back(-1);
      node = child->second;
    }
    if (ends[node] >= 0) return;
    ends[node] = static_cast<int32_t>(entries.size());
    const bool inside = IsFoundInside(lower);
    entries.push_back({std::string(original), inside || !IsAlnum(lower.front()),
                       inside || !IsAlnum(lower.back())});
    starts.set(StartHash(lower));
    if (entries.back().free_start) inner.set(StartHash(lower));
  }

  void Insert(std::string_view name) {
    InsertSpelling(name, name);
    for (const std::string& spelling : OtherSpellings(name)) InsertSpelling(spelling, name);
  }

  void InsertName(std::string_view name, size_t shortest, bool common_too) {
    if (name.size() < shortest) return;
    if (AllOf(name, IsDigit) && name.size() < kShortestNumber) return;
    if (!common_too && IsCommonWord(ToLower(name))) return;
    Insert(name);
  }

  absl::flat_hash_map<uint64_t, uint32_t> children;  // node << 8 | byte
  std::vector<int32_t> ends{-1};                     // by node: the entry that ends here
  std::vector<Entry> entries;
  std::bitset<1 << 18> starts;
  std::bitset<1 << 18> inner;
  absl::flat_hash_map<std::string, std::vector<std::string>> domains;  // by first label
  absl::flat_hash_set<std::string> domain_labels;
  size_t machines = 0;
};

Dictionary::Dictionary() : state_(std::make_unique<State>()) {}
Dictionary::~Dictionary() = default;
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;

void Dictionary::AddName(std::string_view name) {
  const std::string decoded = DecodeName(name);
  AddText(decoded);
  const std::vector<Piece> pieces = TakeApart(decoded);
  if (pieces.empty() || pieces[0].kind != Piece::Kind::kName) return;
  // A host's first label is its short name. Anything else is a name only as a whole.
  const bool host = IsHostName(decoded) && PublicSuffixLabels(Labels(decoded)) > 0;
  state_->InsertName(host ? pieces[0].text : std::string_view(decoded), kShortestName,
                     /*common_too=*/true);
  if (host) state_->InsertName(decoded, kShortestName, /*common_too=*/true);
}

void Dictionary::AddText(std::string_view text) {
  const std::string decoded = DecodeName(text);
  const std::vector<Piece> pieces = TakeApart(decoded);
  if (IsHostName(decoded)) {
    state_->InsertName(decoded, kShortestName, /*common_too=*/false);
    AddDomain(std::string_view(decoded).substr(decoded.find('.') + 1));
  }
  for (const Piece& piece : pieces) {
    switch (piece.kind) {
      case Piece::Kind::kName:
        state_->InsertName(piece.text, pieces.size() == 1 ? kShortestName : kShortestPart,
                           /*common_too=*/false);
        break;
      case Piece::Kind::kIpv4:
      case Piece::Kind::kIpv6:
        state_->InsertSpelling(piece.text, piece.text);
        break;
      case Piece::Kind::kUuid:
      case Piece::Kind::kMac:
        // Without separators; and with them also inside words, where the scanner expects none.
        state_->InsertSpelling(HexOf(piece.text), piece.text);
        state_->InsertSpelling(piece.text, piece.text);
        break;
      default:
        break;
    }
  }
  // DOMAIN\user
  if (const size_t at = decoded.find('\\'); at != decoded.npos && at > 0 && at < 64) {
    state_->domain_labels.insert(ToLower(std::string_view(decoded).substr(0, at)));
  }
}

void Dictionary::AddDomain(std::string_view domain) {
  std::string lower = ToLower(domain);
  while (!lower.empty() && lower.back() == '.') lower.pop_back();
  const std::vector<std::string_view> labels = Labels(lower);
  if (labels.empty() || lower.size() > 253) return;
  size_t suffix = PublicSuffixLabels(labels);
  if (suffix >= labels.size()) {
    if (labels.size() == 1 && IsPrivateTopLevel(lower)) state_->domains[lower] = {lower};
    return;
  }
  // A suffix nobody knows: a domain of two labels or more, never numbers.
  if (suffix == 0 && (labels.size() < 2 || !AllOf(labels.back(), IsLetter))) return;
  suffix = std::max<size_t>(suffix, 1);
  std::string_view rest = lower;
  for (size_t i = 0; i + suffix < labels.size(); ++i) {
    std::vector<std::string>& known = state_->domains[std::string(labels[i])];
    if (std::find(known.begin(), known.end(), rest) == known.end()) known.emplace_back(rest);
    state_->domain_labels.insert(std::string(labels[i]));
    state_->InsertName(labels[i], kShortestPart, /*common_too=*/false);
    rest.remove_prefix(std::min(labels[i].size() + 1, rest.size()));
  }
}

absl::Status EachNameOf(snapshot::SnapshotReader& reader,
                        const std::function<void(std::string_view, NameKind)>& visit) {
  LatelySeen lately;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    RETURN_IF_ERROR(EachNameIn(reader, table, lately, visit));
  }
  return absl::OkStatus();
}

void Dictionary::AddInventoryName(std::string_view name, NameKind kind) {
  switch (kind) {
    case NameKind::kMachine:
      ++state_->machines;
      return AddName(name);
    case NameKind::kDomain:
      return AddDomain(name);
    case NameKind::kText:
      break;
  }
  AddText(name);
}

absl::Status Dictionary::AddSnapshot(snapshot::SnapshotReader& reader) {
  return EachNameOf(reader,
                    [this](std::string_view name, NameKind kind) { AddInventoryName(name, kind); });
}

absl::Status Dictionary::AddMap(AliasMap& map) {
  RETURN_IF_ERROR(
      map.EachName([this](std::string_view name, NameKind kind) { AddInventoryName(name, kind); }));
  return map.EachOriginal([this](std::string_view original) { AddText(original); });
}

Dictionary::Match Dictionary::Find(std::string_view text, size_t at) const {
  const State& state = *state_;
  if (at + kShortestName > text.size()) return {};
  const bool start = at == 0 || !IsAlnum(text[at - 1]);
  const uint32_t hash = StartHash(text.substr(at, 3));
  if (!(start ? state.starts : state.inner).test(hash)) return {};
  Match match;
  uint32_t node = 0;
  for (size_t i = at; i < text.size() && i - at < kLongest; ++i) {
    const uint64_t edge = uint64_t{node} << 8 | static_cast<uint8_t>(ToLower(text[i]));
    const auto child = state.children.find(edge);
    if (child == state.children.end()) break;
    node = child->second;
    if (state.ends[node] < 0) continue;
    const State::Entry& entry = state.entries[static_cast<size_t>(state.ends[node])];
    if (!start && !entry.free_start) continue;
    if (!entry.free_end && i + 1 < text.size() && IsAlnum(text[i + 1])) continue;
    match = {i + 1 - at, entry.original};
  }
  return match;
}

size_t Dictionary::DomainAt(std::string_view text, size_t at) const {
  if (state_->domains.empty()) return 0;
  size_t label = 0;
  while (at + label < text.size() && label < 64 && IsLabelByte(text[at + label])) ++label;
  const auto known = state_->domains.find(ToLower(text.substr(at, label)));
  if (known == state_->domains.end()) return 0;
  size_t longest = 0;
  for (const std::string& domain : known->second) {
    if (domain.size() <= longest || ToLower(text.substr(at, domain.size())) != domain) continue;
    const size_t end = at + domain.size();
    if (end == text.size() || !IsAlnum(text[end])) longest = domain.size();
  }
  return longest;
}

bool Dictionary::IsDomainLabel(std::string_view label) const {
  return state_->domain_labels.contains(ToLower(label));
}

size_t Dictionary::size() const { return state_->entries.size(); }

size_t Dictionary::machines() const { return state_->machines; }

}  // namespace sitrep::redact
