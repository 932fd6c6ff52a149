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

namespace sitrep::agent {

// Site is everything that makes what leaves this site unrecognisable: the key, the map of aliases,
// the words to look for, and the redactors over them. `site.key` and `aliases.db` in the state
// directory, mode 0600.
//
// Lifecycle: Open(), then Learn*() as long as there is more to know, then redact. What was met
// before on this site, what the configuration names, and the snapshots taken last are known from
// the start. Ownership: owns all of it; `context` must outlive it. Threads: one. Failure: as the
// parts; a part that cannot be opened is an error, never less redaction.
class Site {
 public:
  static absl::StatusOr<std::unique_ptr<Site>> Open(Context& context);

  void LearnName(std::string_view name) { dictionary_.AddName(name); }
  // The names in a raw snapshot.
  absl::Status LearnSnapshot(const std::string& path);

  redact::AliasMap& map() { return *map_; }
  redact::AliasBook& book() { return book_; }
  redact::TextRedactor& text() { return text_; }
  redact::ArtifactMaker& maker() { return maker_; }
  // Words known; 0 before anything was ever collected here.
  size_t words() const { return dictionary_.size(); }
  // Snapshots learnt when the site was opened.
  int snapshots() const { return snapshots_; }

 private:
  Site(Context& context, const redact::SiteKey& key, std::unique_ptr<redact::AliasMap> map);
  absl::Status LearnConfiguration(Context& context);
  absl::Status LearnRecentSnapshots(const std::string& state_directory);

  std::unique_ptr<redact::AliasMap> map_;
  redact::Aliaser aliaser_;
  redact::AliasBook book_;
  redact::Dictionary dictionary_;
  redact::TextRedactor text_;
  redact::ArtifactMaker maker_;
  int snapshots_ = 0;
};

// Remembers where a raw snapshot lies, so that its names are known when text is redacted later. The
// last few are kept.
absl::Status RememberSnapshot(const std::string& state_directory, const std::string& path);

// Paths remembered that are still there, newest first.
absl::StatusOr<std::vector<std::string>> RememberedSnapshots(const std::string& state_directory);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SITE_H_
