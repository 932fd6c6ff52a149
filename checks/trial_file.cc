#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "checks/trial.h"

namespace sitrep::checks {
namespace {

absl::Status Error(std::string_view file, int line, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(absl::string_view(file.data(), file.size()), ":", line, ": ", what));
}

// "with NAME=VALUE"
bool ReadWith(absl::string_view title, TrialFile& trial) {
  const size_t equals = title.find('=');
  if (!absl::StartsWith(title, "with ") || equals == absl::string_view::npos) return false;
  trial.with.emplace(title.substr(5, equals - 5), title.substr(equals + 1));
  return true;
}

// The text that a section's lines go to; nullptr for a title nobody knows.
std::string* SectionText(absl::string_view title, TrialFile& trial) {
  if (title == "fires") return &trial.fires;
  if (title == "silent") return &trial.silent;
  if (title == "plant") return &trial.plant;
  return nullptr;
}

absl::Status RequireAll(const TrialFile& trial, std::string_view file) {
  if (trial.fires.empty() || trial.expect.empty()) {
    return Error(file, 1, "sections \"# fires\" and \"# expect\" say where the check fires");
  }
  if (trial.silent.empty()) return Error(file, 1, "section \"# silent\" is missing or empty");
  if (trial.plant.empty()) {
    return Error(file, 1, "section \"# plant\" is missing: SQL that makes the silent case fire");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TrialFile> ParseTrialFile(std::string_view text, std::string_view file) {
  TrialFile trial;
  std::string* section = nullptr;
  bool expect = false;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(absl::string_view(text.data(), text.size()), '\n')) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    if (absl::StartsWith(line, "# ")) {
      const absl::string_view title = absl::StripAsciiWhitespace(line.substr(2));
      section = SectionText(title, trial);
      expect = title == "expect";
      if (section == nullptr && !expect && !ReadWith(title, trial)) {
        return Error(file, number,
                     "a section is fires, expect, silent, plant or \"with NAME=VALUE\"");
      }
    } else if (expect) {
      trial.expect.emplace_back(absl::StripAsciiWhitespace(line));
    } else if (section != nullptr) {
      absl::StrAppend(section, line, "\n");
    } else {
      return Error(file, number, "a line before the first section, or below \"with\"");
    }
  }
  RETURN_IF_ERROR(RequireAll(trial, file));
  return trial;
}

}  // namespace sitrep::checks
