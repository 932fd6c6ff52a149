#ifndef SITREP_AGENT_SITE_H_
#define SITREP_AGENT_SITE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/context.h"
#include "redact/alias_book.h"
#include "redact/alias_map.h"
#include "redact/aliaser.h"
#include "redact/artifact_maker.h"
#include "redact/dictionary.h"
#include "redact/text_redactor.h"
#include "snapshot/reader.h"

namespace sitrep::agent {

// Site is everything that makes what leaves this site unrecognisable: the key, the map of aliases,
// the words to look for, and the redactors over them. `site.key` and `aliases.db` in the state
// directory, mode 0600.
//
// Lifecycle: Open(), then Learn*() as long as there is more to know, then redact. What was met
// before on this site, the names of every snapshot taken here, and what the configuration names are
// known from the start. Ownership: owns all of it; `context` must outlive it. Threads: one.
// Failure: as the parts; a part that cannot be opened is an error, never less redaction.
class Site {
 public:
  static absl::StatusOr<std::unique_ptr<Site>> Open(Context& context);

  void LearnName(std::string_view name) { dictionary_.AddName(name); }
  // The names in a raw snapshot; keeps them in the map. A failure is remembered: NamesKnown().
  absl::Status LearnSnapshot(const std::string& path);
  // OK when raw text can be redacted by name: machines of the inventory are known, and every
  // snapshot that should have been learnt was. Else RefusedError.
  absl::Status NamesKnown() const;

  redact::AliasMap& map() { return *map_; }
  redact::AliasBook& book() { return book_; }
  redact::TextRedactor& text() { return text_; }
  redact::ArtifactMaker& maker() { return maker_; }

 private:
  Site(Context& context, const redact::SiteKey& key, std::unique_ptr<redact::AliasMap> map);
  absl::Status LearnConfiguration(Context& context);
  absl::Status LearnRecentSnapshots(const std::string& state_directory);
  absl::Status TakeNames(const std::string& path);

  std::unique_ptr<redact::AliasMap> map_;
  redact::Aliaser aliaser_;
  redact::AliasBook book_;
  redact::Dictionary dictionary_;
  redact::TextRedactor text_;
  redact::ArtifactMaker maker_;
  std::string unread_;  // snapshot whose names could not be learnt
};

// Opens a snapshot that a person named. Failure: NOT_FOUND; RefusedError in plain words.
absl::StatusOr<snapshot::SnapshotReader> OpenSnapshot(const std::string& path);

// Keeps the names of a raw snapshot in the map, so that they are known when the file is gone.
absl::Status KeepNames(const std::string& state_directory, const std::string& path);

// Remembers where a raw snapshot lies. The last few are kept. Redaction does not depend on them:
// KeepNames().
absl::Status RememberSnapshot(const std::string& state_directory, const std::string& path);

// Paths remembered that are still there, newest first.
absl::StatusOr<std::vector<std::string>> RememberedSnapshots(const std::string& state_directory);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SITE_H_
