#ifndef SITREP_AGENT_SOURCE_CHOICE_H_
#define SITREP_AGENT_SOURCE_CHOICE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/context.h"
#include "collectors/vsphere/source.h"

namespace sitrep::agent {

// What a word on the command line means where a source or a snapshot may stand.
enum class WordKind { kUrl, kSnapshot, kSourceName };

// `://` makes a URL, an existing file a snapshot; anything else is a name of the configuration.
WordKind ClassifyWord(const std::string& word, bool file_exists);

// Options that go with a URL.
struct SourceFlags {
  std::string username;
  std::string password_file;
  std::string ca_file;
  std::vector<std::string> thumbprints;
  bool insecure = false;
  std::string proxy;
  bool retry_login = false;  // goes with names too

  // True when an option is given that a source of the configuration has of its own.
  bool ForUrl() const;
};

// A source that was chosen, ready but for its password.
struct SourceChoice {
  std::string name;  // of the configuration, or the host of the URL: for file names
  collectors::SourceOptions options;
  std::string password_file;  // empty: none given
};

// Decides from words alone; `password_file_variable` is the value of SITREP_PASSWORD_FILE.
// UsageError names the remedy.
absl::StatusOr<SourceChoice> ChooseSource(const std::string& word, const SourceFlags& flags,
                                          const Config& config,
                                          const std::string& password_file_variable);

// Reads the password: the first line of the file. UsageError when the file is not there or empty.
absl::Status ReadPassword(SourceChoice& choice);

// The above for a command: configuration, environment, warnings. `need_password`: its absence is an
// error.
absl::StatusOr<SourceChoice> ChooseSource(Context& context, const std::string& word,
                                          const SourceFlags& flags, bool need_password);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SOURCE_CHOICE_H_
