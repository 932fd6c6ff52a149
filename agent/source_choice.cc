#include "agent/source_choice.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/exit_code.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

std::string KnownSources(const Config& config) {
  std::vector<std::string> names;
  for (const SourceConfig& source : config.sources()) names.push_back(source.name());
  return names.empty() ? "the configuration names no sources"
                       : absl::StrCat("the configuration knows ", absl::StrJoin(names, ", "));
}

absl::StatusOr<SourceChoice> FromUrl(const std::string& url, const SourceFlags& flags,
                                     const std::string& password_file_variable) {
  const absl::StatusOr<collectors::SourceAddress> address = collectors::ParseSourceUrl(url);
  if (!address.ok()) return AsUsageError(address.status());
  const int ways = !flags.ca_file.empty() + !flags.thumbprints.empty() + flags.insecure;
  if (ways > 1) return UsageError("give only one of --ca-file, --thumbprint and --insecure");
  SourceChoice choice;
  choice.name = address->host;
  choice.options.url = url;
  choice.options.username = flags.username;
  choice.options.trust = {flags.ca_file, flags.thumbprints, flags.insecure};
  choice.options.proxy = flags.proxy;
  choice.password_file = flags.password_file.empty() ? password_file_variable : flags.password_file;
  return choice;
}

absl::StatusOr<SourceChoice> FromConfig(const std::string& word, const SourceFlags& flags,
                                        const Config& config) {
  const SourceConfig* source = FindSource(config, word);
  if (source == nullptr) {
    return UsageError(
        absl::StrCat("\"", word, "\" is no URL, no file and no source: ", KnownSources(config)));
  }
  if (flags.ForUrl()) {
    return UsageError(absl::StrCat(
        "\"", word, "\" is a source of the configuration; --username, --password-file, ",
        "--ca-file, --thumbprint, --insecure and --proxy go with a URL"));
  }
  SourceChoice choice;
  choice.name = source->name();
  choice.options.url = source->url();
  choice.options.username = source->username();
  choice.options.trust.ca_file = source->ca_file();
  choice.options.trust.thumbprints.assign(source->thumbprints().begin(),
                                          source->thumbprints().end());
  choice.options.proxy = source->proxy();
  choice.password_file = source->password_file();
  return choice;
}

void WarnOfOpenPassword(const Context& context, const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) && (facts.st_mode & 077) != 0) {
    context.Warn(
        absl::StrCat("password file ", path, " may be read by others; run: chmod 600 ", path));
  }
}

absl::Status RequireCredential(const SourceChoice& choice) {
  if (choice.options.username.empty()) return UsageError("--username is needed with a URL");
  if (choice.password_file.empty()) {
    return UsageError("--password-file (or SITREP_PASSWORD_FILE) is needed with a URL");
  }
  return absl::OkStatus();
}

}  // namespace

WordKind ClassifyWord(const std::string& word, bool file_exists) {
  if (word.find("://") != std::string::npos) return WordKind::kUrl;
  return file_exists ? WordKind::kSnapshot : WordKind::kSourceName;
}

bool SourceFlags::ForUrl() const {
  return !username.empty() || !password_file.empty() || !ca_file.empty() || !thumbprints.empty() ||
         insecure || !proxy.empty();
}

absl::StatusOr<SourceChoice> ChooseSource(const std::string& word, const SourceFlags& flags,
                                          const Config& config,
                                          const std::string& password_file_variable) {
  if (word.find("://") != std::string::npos) return FromUrl(word, flags, password_file_variable);
  return FromConfig(word, flags, config);
}

absl::Status ReadPassword(SourceChoice& choice) {
  const absl::StatusOr<std::string> text = base::ReadFile(choice.password_file);
  if (!text.ok()) return AsUsageError(text.status());
  choice.options.password = text->substr(0, text->find_first_of("\r\n"));
  if (choice.options.password.empty()) {
    return UsageError(
        absl::StrCat("password file ", choice.password_file, " has an empty first line"));
  }
  return absl::OkStatus();
}

absl::StatusOr<SourceChoice> ChooseSource(Context& context, const std::string& word,
                                          const SourceFlags& flags, bool need_password) {
  ASSIGN_OR_RETURN(const Config* config, context.config());
  ASSIGN_OR_RETURN(SourceChoice choice,
                   ChooseSource(word, flags, *config, context.Environment("SITREP_PASSWORD_FILE")));
  if (need_password) RETURN_IF_ERROR(RequireCredential(choice));
  if (!choice.password_file.empty()) {
    WarnOfOpenPassword(context, choice.password_file);
    RETURN_IF_ERROR(ReadPassword(choice));
  }
  if (choice.options.trust.insecure) {
    context.Warn(
        "--insecure: the certificate is NOT checked. Anyone between here and the source can read "
        "the password.");
  }
  choice.options.run_id = base::RandomUuid().substr(0, 8);
  if (const absl::Status valid = collectors::Validate(choice.options);
      need_password && !valid.ok()) {
    return AsUsageError(valid);
  }
  return choice;
}

}  // namespace sitrep::agent
