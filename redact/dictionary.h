#ifndef SITREP_REDACT_DICTIONARY_H_
#define SITREP_REDACT_DICTIONARY_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "redact/alias_map.h"
#include "snapshot/reader.h"

namespace sitrep::redact {

// Every ALIAS cell of a raw snapshot. A domain is visited as a text too.
absl::Status EachNameOf(snapshot::SnapshotReader& reader,
                        const std::function<void(std::string_view, NameKind)>& visit);

// Dictionary holds the site's own words: names of machines, hosts, datastores, networks, folders,
// people, and the domains they lie in. The text redactor finds them in logs.
//
// Lifecycle: Add*() while building, then shared and read only. Threads: any, once built.
class Dictionary {
 public:
  Dictionary();
  ~Dictionary();
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;

  // Every ALIAS cell of a raw snapshot.
  absl::Status AddSnapshot(snapshot::SnapshotReader& reader);
  // Every original met before on this site, and every name kept of its inventory.
  absl::Status AddMap(AliasMap& map);
  // A name of a machine or host: found from 3 characters on, common word or not.
  void AddName(std::string_view name);
  // Any other name, address, path or account: found unless it is short or a common word of logs.
  void AddText(std::string_view text);
  // A domain of the site; every name below it is the site's.
  void AddDomain(std::string_view domain);

  struct Match {
    size_t size = 0;            // bytes of text; 0: no match
    std::string_view original;  // what to ask the alias of
  };
  // The longest entry that begins at text[at]. Looks at most kLongest + 1 bytes ahead and one byte
  // back.
  Match Find(std::string_view text, size_t at) const;
  // Bytes of the site's domain that begins at text[at]; 0 when none does.
  size_t DomainAt(std::string_view text, size_t at) const;
  // True when the word is a label of a domain of the site (lower case): DOMAIN\user.
  bool IsDomainLabel(std::string_view label) const;

  size_t size() const;
  // Names of machines and hosts that came from an inventory; 0: logs cannot be redacted by name.
  size_t machines() const;
  static constexpr size_t kLongest = 512;

 private:
  struct State;
  void AddInventoryName(std::string_view name, NameKind kind);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_DICTIONARY_H_
