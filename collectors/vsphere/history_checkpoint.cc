#include "collectors/vsphere/history_checkpoint.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/clock.h"
#include "base/status_macros.h"

namespace sitrep::collectors {
namespace {

constexpr absl::string_view kWord = "history";
constexpr absl::string_view kVersion = "1";
constexpr size_t kWords = 9;

}  // namespace

std::string ToText(const HistoryCheckpoint& checkpoint) {
  return absl::StrCat(kWord, " ", kVersion, " ", checkpoint.source, " ", checkpoint.stream, " ",
                      base::TimeToText(checkpoint.since), " ", base::TimeToText(checkpoint.newest),
                      " ", checkpoint.key, " ", checkpoint.seen.ToText(), " ",
                      checkpoint.open.ToText());
}

absl::StatusOr<HistoryCheckpoint> ReadHistoryCheckpoint(std::string_view text) {
  const std::vector<std::string> words =
      absl::StrSplit(absl::string_view(text.data(), text.size()), ' ', absl::SkipEmpty());
  if (words.size() < 2 || words[0] != kWord) {
    return absl::InvalidArgumentError("checkpoint of history: it does not begin with \"history\"");
  }
  if (words[1] != kVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("checkpoint of history: version ", words[1], " is not known"));
  }
  if (words.size() != kWords) {
    return absl::InvalidArgumentError(
        absl::StrCat("checkpoint of history: it has ", words.size(), " words, not ", kWords));
  }
  HistoryCheckpoint result;
  result.source = words[2];
  result.stream = words[3];
  if (result.stream != "event" && result.stream != "task") {
    return absl::InvalidArgumentError(
        absl::StrCat("checkpoint of history: \"", result.stream, "\" is neither event nor task"));
  }
  ASSIGN_OR_RETURN(result.since, base::TimeFromText(words[4]));
  ASSIGN_OR_RETURN(result.newest, base::TimeFromText(words[5]));
  if (!absl::SimpleAtoi(words[6], &result.key) || result.key < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("checkpoint of history: \"", words[6], "\" is no key"));
  }
  ASSIGN_OR_RETURN(result.seen, KeyRanges::FromText(words[7]));
  ASSIGN_OR_RETURN(result.open, KeyRanges::FromText(words[8]));
  return result;
}

}  // namespace sitrep::collectors
