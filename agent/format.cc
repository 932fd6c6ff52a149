#include "agent/format.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/exit_code.h"

namespace sitrep::agent {

absl::StatusOr<Format> ParseFormat(std::string_view name) {
  if (name == "text") return Format::kText;
  if (name == "json") return Format::kJson;
  if (name == "csv") return Format::kCsv;
  if (name == "junit") return Format::kJunit;
  return UsageError(absl::StrCat("--format: \"", absl::string_view(name.data(), name.size()),
                                 "\" is none of text, json, csv, junit"));
}

}  // namespace sitrep::agent
