#ifndef SITREP_REVIEW_IDENTITY_MAKER_H_
#define SITREP_REVIEW_IDENTITY_MAKER_H_

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "review/identity.h"
#include "snapshot/reader.h"

namespace sitrep::review {

// What Identity looks things up by.
std::string IdentityKey(Referent referent, std::string_view source, std::string_view id);

// IdentityMaker finds the marks by which things are known in both snapshots.
//
// Lifecycle: Read both sides, then Make once. Threads: one. Failure: DATA_LOSS a file is damaged.
class IdentityMaker {
 public:
  absl::Status Read(Side side, snapshot::SnapshotReader& reader);
  Identity Make();

 private:
  // A thing that has an identifier, and what else it may be known by.
  struct Thing {
    Referent referent = Referent::kObject;
    std::string_view kind;  // lives for ever: "vm"
    std::string source;
    std::string id;
    std::string mark;    // a UUID; empty: none
    std::string name;    // empty: not known by name
    std::string parent;  // identifier of what it lies in; empty: none
    Referent parent_referent = Referent::kObject;
  };
  struct Seen {
    std::vector<Thing> things;
    std::unordered_map<std::string, size_t> by_key;            // place in things
    std::unordered_map<std::string, int> candidates;           // how often each was found
    std::vector<std::pair<std::string, std::string>> sources;  // key, type of API
  };

  absl::Status ReadKind(Seen& seen, snapshot::SnapshotReader& reader, size_t kind);
  void ShareMarks(Seen& to, const Seen& from);
  std::vector<std::string> Candidates(const Seen& seen, const Thing& thing) const;
  std::string Path(const Seen& seen, const Thing& thing, int depth) const;
  bool Unique(const std::string& candidate) const;
  void Settle(int side, Identity& identity);
  void PairSources(Identity& identity) const;

  Seen seen_[2];
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_IDENTITY_MAKER_H_
