#ifndef SITREP_REDACT_ALIAS_MAP_H_
#define SITREP_REDACT_ALIAS_MAP_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

namespace sitrep::redact {

struct AliasPair {
  std::string original;  // as it was met; the map compares it normalised
  std::string alias;
  bool from_text =
      false;  // found in a log or typed text, not in the inventory: perhaps a mere word
};

// What a snapshot says a name is; it decides how the name is looked for in text.
enum class NameKind {
  kText = 0,     // any name, address, path or account
  kMachine = 1,  // of a machine or host
  kDomain = 2
};

struct InventoryName {
  std::string text;
  NameKind kind = NameKind::kText;
};

// What was made here and may leave.
struct LedgerEntry {
  std::string sha256;
  std::string kind;  // snapshot, bundle, findings
  std::string name;  // redacted
  absl::Time made_at;
};

// AliasMap is the file that leads from aliases back to originals, and the ledger of artifacts made
// here. It stays on site: mode 0600 (docs/formats/aliases.md).
//
// Lifecycle: Open() makes the file when it is not there. Ownership: owns its connection. Threads:
// one at a time; several processes may hold it open. Failure: PERMISSION_DENIED when others may
// read the file; FAILED_PRECONDITION when the file belongs to another key, or an original is itself
// an alias made here (redacted input); ALREADY_EXISTS when two originals would share an alias. A
// batch is recorded whole or not at all.
class AliasMap {
 public:
  static absl::StatusOr<std::unique_ptr<AliasMap>> Open(const std::string& path,
                                                        const std::string& key_id);
  ~AliasMap();

  // Records pairs in one transaction; pairs already known are nothing new.
  absl::Status Record(absl::Span<const AliasPair> pairs);
  // NOT_FOUND when this name was never met. Compares normalised.
  absl::StatusOr<std::string> AliasOf(std::string_view original);
  // The original of an alias; of a text with several aliases in it (a host name, a path), each put
  // back. NOT_FOUND when nothing in it is known.
  absl::StatusOr<std::string> Reveal(std::string_view alias);
  // True when `text` is an alias made here: a name's or an UUID's, whose form cannot be met by
  // chance.
  absl::StatusOr<bool> IsAlias(std::string_view text);
  // Every original that the inventory named, in order; for seeding a dictionary.
  absl::Status EachOriginal(const std::function<void(std::string_view)>& visit);

  // Keeps names of the inventory in one transaction, whether or not they were given an alias yet,
  // so that they are known when the snapshot they came from is gone.
  absl::Status KeepNames(absl::Span<const InventoryName> names);
  absl::Status EachName(const std::function<void(std::string_view, NameKind)>& visit);

  absl::Status Enter(const LedgerEntry& entry);
  // NOT_FOUND when nothing with this digest was made here.
  absl::StatusOr<LedgerEntry> Find(std::string_view sha256);

 private:
  struct State;
  explicit AliasMap(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_ALIAS_MAP_H_
