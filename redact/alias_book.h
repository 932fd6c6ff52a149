#ifndef SITREP_REDACT_ALIAS_BOOK_H_
#define SITREP_REDACT_ALIAS_BOOK_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "redact/alias_map.h"
#include "redact/aliaser.h"

namespace sitrep::redact {

// AliasBook gives aliases and writes every one it gave into the map, in batches. All redaction goes
// through one.
//
// Lifecycle: Alias() any number of times, Flush() before what holds the aliases is published.
// Ownership: `aliaser` and `map` must outlive it; `map` may be null (tests, previews): then nothing
// is recorded. Threads: one at a time. Memory: bounded. Failure: Alias() never fails; what went
// wrong with the map (another original with that alias, an input that is an alias itself) is kept,
// and Flush() returns it: publish nothing then.
class AliasBook {
 public:
  AliasBook(const Aliaser& aliaser, AliasMap* map) : aliaser_(aliaser), map_(map) {}

  // The reference lives until the next call.
  const std::string& Alias(std::string_view text);
  // The same for a find in free text, which may quote an alias: an alias the map knows stays.
  const std::string& AliasInText(std::string_view text);
  absl::Status Flush();

  const Aliaser& aliaser() const { return aliaser_; }

 private:
  using Cache = std::unordered_map<std::string, std::string>;

  const std::string& Make(std::string_view text, bool from_text, Cache& cache);
  void Note(std::string_view original, std::string_view alias, bool from_text);

  const Aliaser& aliaser_;
  AliasMap* map_;
  Cache recent_;
  Cache in_text_;
  std::vector<AliasPair> pending_;
  absl::Status status_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_ALIAS_BOOK_H_
