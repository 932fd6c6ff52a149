#include "review/identity_maker.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::review {
namespace {

// How the rows of a table are known elsewhere. The first table that has an object says how: a
// distributed port group is among the networks, too.
struct Kind {
  std::string_view table;
  std::string_view kind;
  Referent referent;
  std::string_view id;
  std::string_view mark;   // column; empty: none
  std::string_view other;  // column, where that is NULL
  std::string_view name;   // column; empty: not known by name
  std::string_view parent;
  Referent parent_referent;
};

constexpr Referent kObject = Referent::kObject;
constexpr std::array<Kind, 22> kKinds = {{
    {"vm", "vm", kObject, "moid", "instance_uuid", "", "", "", kObject},
    {"host", "host", kObject, "moid", "hardware_uuid", "", "name", "", kObject},
    {"datastore", "datastore", kObject, "moid", "vmfs_uuid", "url", "", "", kObject},
    {"vapp", "vapp", kObject, "moid", "instance_uuid", "", "name", "", kObject},
    {"datacenter", "datacenter", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"folder", "folder", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"cluster", "compute", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"compute_resource", "compute", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"datastore_cluster", "pod", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"dvswitch", "dvswitch", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"dvswitch", "dvswitch", Referent::kSwitch, "uuid", "", "", "name", "", kObject},
    {"dvportgroup", "network", kObject, "moid", "", "", "name", "dvswitch_moid", kObject},
    {"opaque_network", "network", kObject, "moid", "", "", "name", "", kObject},
    {"network", "network", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"resource_pool", "pool", kObject, "moid", "", "", "name", "parent_moid", kObject},
    {"alarm", "alarm", kObject, "moid", "", "", "name", "entity_moid", kObject},
    {"scheduled_task", "scheduled", kObject, "moid", "", "", "name", "entity_moid", kObject},
    {"host_profile", "profile", kObject, "moid", "", "", "name", "", kObject},
    {"tag_category", "category", Referent::kCategory, "category_id", "", "", "name", "", kObject},
    {"tag", "tag", Referent::kTag, "tag_id", "", "", "name", "category_id", Referent::kCategory},
    {"role", "role", Referent::kRole, "role_id", "", "", "name", "", kObject},
    {"custom_attribute", "attribute", Referent::kAttribute, "attribute_key", "", "", "name",
     "object_type", Referent::kNone},
}};

constexpr int kDeepest = 64;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// The column, or NULL where the file has none.
std::string Selected(const snapshot::SnapshotReader& reader, std::string_view table,
                     std::string_view column) {
  const bool there = !column.empty() && reader.Has(std::string(table), std::string(column));
  return there ? base::QuoteIdentifier(column) : "NULL";
}

std::string SelectSql(const snapshot::SnapshotReader& reader, const Kind& kind) {
  return absl::StrCat(
      "SELECT source, ", Selected(reader, kind.table, kind.id), ", coalesce(",
      Selected(reader, kind.table, kind.mark), ", ", Selected(reader, kind.table, kind.other),
      "), ", Selected(reader, kind.table, kind.name), ", ",
      Selected(reader, kind.table, kind.parent), " FROM ", base::QuoteIdentifier(kind.table));
}

}  // namespace

absl::Status IdentityMaker::Read(Side side, snapshot::SnapshotReader& reader) {
  Seen& seen = seen_[Identity::Index(side)];
  for (size_t kind = 0; kind < kKinds.size(); ++kind) {
    RETURN_IF_ERROR(ReadKind(seen, reader, kind));
  }
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare("SELECT source, api_type FROM source"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    seen.sources.emplace_back(statement.Text(0), statement.Text(1));
  }
}

absl::Status IdentityMaker::ReadKind(Seen& seen, snapshot::SnapshotReader& reader, size_t index) {
  const Kind& kind = kKinds[index];
  if (!reader.Has(std::string(kind.table), std::string(kind.id))) return absl::OkStatus();
  ASSIGN_OR_RETURN(base::Statement statement, reader.database().Prepare(SelectSql(reader, kind)));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    Thing thing{kind.referent,
                kind.kind,
                std::string(statement.Text(0)),
                std::string(statement.Text(1)),
                std::string(statement.Text(2)),
                std::string(statement.Text(3)),
                std::string(statement.Text(4)),
                kind.parent_referent};
    if (thing.id.empty()) continue;
    const std::string key = IdentityKey(thing.referent, thing.source, thing.id);
    if (!seen.by_key.emplace(key, seen.things.size()).second) continue;
    seen.things.push_back(std::move(thing));
  }
}

// A mark that one side could not read is the other side's, where the source stayed.
void IdentityMaker::ShareMarks(Seen& to, const Seen& from) {
  for (Thing& thing : to.things) {
    if (!thing.mark.empty()) continue;
    const auto same = from.by_key.find(IdentityKey(thing.referent, thing.source, thing.id));
    if (same != from.by_key.end()) thing.mark = from.things[same->second].mark;
  }
}

std::string IdentityMaker::Path(const Seen& seen, const Thing& thing, int depth) const {
  if (thing.parent_referent == Referent::kNone) {
    return absl::StrCat(thing.parent, "/", thing.name);
  }
  const auto parent =
      seen.by_key.find(IdentityKey(thing.parent_referent, thing.source, thing.parent));
  const bool above = depth < kDeepest && !thing.parent.empty() && parent != seen.by_key.end();
  return absl::StrCat(above ? Path(seen, seen.things[parent->second], depth + 1) : "", "/",
                      thing.name);
}

// From the surest to the last resort; the first that both sides have no more than once counts.
std::vector<std::string> IdentityMaker::Candidates(const Seen& seen, const Thing& thing) const {
  const std::string kind =
      absl::StrCat(View(thing.kind), "\x1f", static_cast<int>(thing.referent), "\x1f");
  std::vector<std::string> candidates;
  if (!thing.mark.empty()) candidates.push_back(absl::StrCat(kind, "mark\x1f", thing.mark));
  if (thing.name.empty()) return candidates;
  candidates.push_back(absl::StrCat(kind, "name\x1f", thing.name));
  candidates.push_back(absl::StrCat(kind, "path\x1f", Path(seen, thing, 0)));
  return candidates;
}

bool IdentityMaker::Unique(const std::string& candidate) const {
  return std::all_of(std::begin(seen_), std::end(seen_), [&](const Seen& seen) {
    const auto count = seen.candidates.find(candidate);
    return count == seen.candidates.end() || count->second == 1;
  });
}

void IdentityMaker::Settle(int side, Identity& identity) {
  const Seen& seen = seen_[side];
  for (const Thing& thing : seen.things) {
    std::string token = absl::StrCat(thing.source, "/", thing.id);
    for (const std::string& candidate : Candidates(seen, thing)) {
      if (!Unique(candidate)) continue;
      token = candidate;
      break;
    }
    identity.tokens_[side][IdentityKey(thing.referent, thing.source, thing.id)] = token;
    identity.raws_[side][token] = {thing.source, thing.id};
  }
}

// Sources of one key are one; of the others, one on each side is taken for the other's successor.
void IdentityMaker::PairSources(Identity& identity) const {
  std::vector<std::pair<std::string, std::string>> left[2];
  for (int side = 0; side < 2; ++side) {
    for (const auto& source : seen_[side].sources) {
      const auto& others = seen_[1 - side].sources;
      const bool same = std::any_of(others.begin(), others.end(),
                                    [&](const auto& other) { return other.first == source.first; });
      if (same) {
        identity.paired_[side][source.first] = source.first;
      } else {
        left[side].push_back(source);
      }
    }
  }
  if (left[0].size() != 1 || left[1].size() != 1 || left[0][0].second != left[1][0].second) return;
  identity.paired_[0][left[0][0].first] = left[1][0].first;
  identity.paired_[1][left[1][0].first] = left[0][0].first;
}

Identity IdentityMaker::Make() {
  Identity identity;
  identity.across_ = true;
  ShareMarks(seen_[0], seen_[1]);
  ShareMarks(seen_[1], seen_[0]);
  for (Seen& seen : seen_) {
    for (const Thing& thing : seen.things) {
      for (const std::string& candidate : Candidates(seen, thing)) ++seen.candidates[candidate];
    }
  }
  Settle(0, identity);
  Settle(1, identity);
  PairSources(identity);
  return identity;
}

}  // namespace sitrep::review
