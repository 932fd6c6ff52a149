#ifndef SITREP_REDACT_ALIASER_H_
#define SITREP_REDACT_ALIASER_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "redact/site_key.h"

namespace sitrep::redact {

// Aliaser turns a name, id or address into its alias (docs/formats/aliases.md). An alias depends on
// the key and the normalised string alone, never on where the string was found; formats are kept,
// so programs still read them.
//
// Lifecycle: made from a key; holds keys derived from it. Threads: one at a time; copies are
// independent and cheap. Failure: none. Total: any bytes have an alias. Aliases of different
// strings are different in practice; AliasMap notices the exception.
class Aliaser {
 public:
  // Called for each part that got an alias of its own: as it was spelt, and the alias.
  using PartVisitor = absl::FunctionRef<void(std::string_view original, std::string_view alias)>;

  explicit Aliaser(const SiteKey& key);
  ~Aliaser();
  Aliaser(const Aliaser& other);
  Aliaser& operator=(const Aliaser&) = delete;

  // Empty stays empty.
  std::string Alias(std::string_view text) const;
  std::string Alias(std::string_view text, PartVisitor visit) const;

  // Id of the key, for the snapshot.
  const std::string& key_id() const;

  // The spelling that decides about the alias: lower case, addresses in one form, and %2f, %5c, %25
  // decoded as vCenter encodes them.
  static std::string Normalise(std::string_view text);
  // True for the form of a name's alias, n-xxxxxxxxxxxx. A real name may look so; AliasMap knows.
  static bool LooksLikeAlias(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_ALIASER_H_
