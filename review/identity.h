#ifndef SITREP_REVIEW_IDENTITY_H_
#define SITREP_REVIEW_IDENTITY_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/status/statusor.h"
#include "review/change.h"
#include "review/compared_table.h"
#include "snapshot/reader.h"

namespace sitrep::review {

// An identifier as one snapshot writes it.
struct RawIdentity {
  std::string source;
  std::string id;
};

// Identity knows which thing of one snapshot is which of the other.
//
// As it stands, a thing is known by its source and the source's own identifier, and tokens are
// those identifiers. AcrossSources() gives each thing a token that both snapshots share: a
// machine's instance UUID, a host's hardware UUID, a datastore's UUID or URL; networks, clusters,
// data centers, folders, pools, switches, tags, roles and the like by name, and by path where a
// name is there more than once. What is there twice even so, or has no such mark, keeps its source
// and identifier.
//
// A plain value; grows with the number of objects when across, else empty. Threads: any, once made.
class Identity {
 public:
  Identity() = default;
  static absl::StatusOr<Identity> AcrossSources(snapshot::SnapshotReader& before,
                                                snapshot::SnapshotReader& after);

  bool across() const { return across_; }
  // What both sides call the source; sources without a counterpart keep their own key.
  std::string SourceToken(Side side, const std::string& source) const;
  // Whether the other side has the source, or its successor.
  bool IsPaired(Side side, const std::string& source) const;
  // What both sides call the thing.
  std::string Token(Side side, const std::string& source, Referent referent,
                    std::string_view id) const;
  // The snapshot has the thing itself, not just a reference to it; when across.
  bool Knows(Side side, const std::string& source, Referent referent, std::string_view id) const;
  // The identifiers on the other side; nothing: it is not there.
  std::optional<RawIdentity> Counterpart(Side from, const std::string& source, Referent referent,
                                         std::string_view id) const;

 private:
  friend class IdentityMaker;
  using Tokens = std::unordered_map<std::string, std::string>;
  using Raws = std::unordered_map<std::string, RawIdentity>;

  const std::string* FindToken(Side side, const std::string& key) const;
  static int Index(Side side) { return side == Side::kBefore ? 0 : 1; }

  bool across_ = false;
  Tokens tokens_[2];                              // referent, source and id -> token
  Raws raws_[2];                                  // token -> as that side writes it
  std::map<std::string, std::string> paired_[2];  // source -> source of the other side
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_IDENTITY_H_
