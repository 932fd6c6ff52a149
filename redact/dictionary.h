#ifndef SITREP_REDACT_DICTIONARY_H_
#define SITREP_REDACT_DICTIONARY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "redact/alias_map.h"
#include "snapshot/reader.h"

namespace sitrep::redact {

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
  // Every original met before on this site.
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
  static constexpr size_t kLongest = 512;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_DICTIONARY_H_
