#include "checks/target.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "checks/preflight_files.h"
#include "checks/version_number.h"

namespace sitrep::checks {
namespace {

constexpr absl::string_view kNotCited = "not cited";

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// One field of a file, with the source below it.
struct Entry {
  int line = 0;
  std::string name;
  std::string value;
  std::string source;
};

// Parser reads one file.
class Parser {
 public:
  Parser(std::string_view text, std::string_view file) : text_(View(text)), file_(View(file)) {}
  absl::StatusOr<Target> Parse();

 private:
  absl::Status Error(int line, absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(file_, ":", line, ": ", what));
  }
  absl::Status Split();
  absl::Status SplitLine(int line, absl::string_view content);
  absl::Status Apply(const Entry& entry);
  absl::Status ApplySourced(const Entry& entry);
  absl::Status ApplyFact(const Entry& entry);
  absl::Status ApplyAlso(const Entry& entry);
  absl::Status Complete() const;

  absl::string_view text_;
  absl::string_view file_;
  std::vector<Entry> entries_;
  Target target_;
};

absl::Status Parser::SplitLine(int line, absl::string_view content) {
  const bool deeper = absl::StartsWith(content, "  ");
  const absl::string_view stripped = absl::StripAsciiWhitespace(content);
  if (deeper && entries_.empty()) return Error(line, "a line set in before the first field");
  if (deeper && absl::StartsWith(stripped, "source:")) {
    if (!entries_.back().source.empty()) return Error(line, "a field has one source");
    entries_.back().source = std::string(absl::StripAsciiWhitespace(stripped.substr(7)));
    return absl::OkStatus();
  }
  if (deeper) {
    absl::StrAppend(&entries_.back().value, " ", stripped);
    return absl::OkStatus();
  }
  const size_t colon = stripped.find(": ");
  if (colon == absl::string_view::npos) return Error(line, "expected \"name: value\"");
  entries_.push_back({line, std::string(stripped.substr(0, colon)),
                      std::string(absl::StripAsciiWhitespace(stripped.substr(colon + 2))), ""});
  return absl::OkStatus();
}

absl::Status Parser::Split() {
  int line = 0;
  for (absl::string_view content : absl::StrSplit(text_, '\n')) {
    ++line;
    const absl::string_view stripped = absl::StripAsciiWhitespace(content);
    if (stripped.empty() || stripped[0] == '#') continue;
    RETURN_IF_ERROR(SplitLine(line, content));
  }
  return absl::OkStatus();
}

absl::Status Parser::ApplySourced(const Entry& entry) {
  const bool address = absl::StartsWith(entry.source, "https://");
  if (!address && entry.source != kNotCited) {
    return Error(entry.line,
                 "a line \"  source: https://...\" below says where it was found, or \"  source: "
                 "not cited\"");
  }
  if (entry.name == "fact") return ApplyFact(entry);
  auto& list = entry.name == "before"  ? target_.before
               : entry.name == "after" ? target_.after
                                       : target_.by_hand;
  list.push_back({entry.value, entry.source});
  return absl::OkStatus();
}

absl::Status Parser::ApplyFact(const Entry& entry) {
  const size_t blank = entry.value.find(' ');
  if (blank == std::string::npos) return Error(entry.line, "expected \"fact: name value\"");
  const std::string name = entry.value.substr(0, blank);
  const std::string value = entry.value.substr(blank + 1);
  int64_t number = 0;
  const bool single = absl::SimpleAtoi(value, &number) || VersionNumber(value).has_value();
  if (target_.Find(name) != nullptr && single) {
    return Error(entry.line, absl::StrCat("fact \"", name, "\" is there twice"));
  }
  target_.facts.push_back({name, value, entry.source});
  return absl::OkStatus();
}

absl::Status Parser::ApplyAlso(const Entry& entry) {
  const std::vector<std::string> words = absl::StrSplit(entry.value, ' ', absl::SkipEmpty());
  if (words.size() != 2 || (words[1] != "blocker" && words[1] != "warning")) {
    return Error(entry.line, "expected \"also: check blocker\" or \"also: check warning\"");
  }
  target_.also.push_back({words[0], words[1] == "blocker"});
  return absl::OkStatus();
}

absl::Status Parser::Apply(const Entry& entry) {
  const bool sourced = entry.name == "fact" || entry.name == "before" || entry.name == "after" ||
                       entry.name == "by-hand";
  if (sourced) return ApplySourced(entry);
  if (!entry.source.empty()) {
    return Error(entry.line, "only fact, before, after and by-hand have a source");
  }
  if (entry.name == "also") return ApplyAlso(entry);
  if (entry.name == "skip" || entry.name == "warn") {
    (entry.name == "skip" ? target_.skip : target_.warn).push_back(entry.value);
    return absl::OkStatus();
  }
  if (entry.name != "release" && entry.name != "title") {
    return Error(entry.line, absl::StrCat("unknown field \"", entry.name, "\""));
  }
  std::string& field = entry.name == "release" ? target_.release : target_.title;
  if (!field.empty()) return Error(entry.line, absl::StrCat("\"", entry.name, "\" is there twice"));
  field = entry.value;
  return absl::OkStatus();
}

absl::Status Parser::Complete() const {
  if (target_.number == 0) return Error(1, "\"release: X.Y.Z\" is missing, or no version");
  if (target_.title.empty()) return Error(1, "\"title: ...\" is missing");
  for (const char* name : {"vcenter_from", "host_from", "manageable_from"}) {
    if (target_.Version(name) == 0) {
      return Error(1, absl::StrCat("\"fact: ", name, " VERSION\" is missing, or no version"));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Target> Parser::Parse() {
  RETURN_IF_ERROR(Split());
  for (const Entry& entry : entries_) RETURN_IF_ERROR(Apply(entry));
  target_.number = VersionNumber(target_.release).value_or(0);
  RETURN_IF_ERROR(Complete());
  return std::move(target_);
}

absl::StatusOr<std::vector<Target>> ReadBuiltInTargets() {
  std::vector<Target> targets;
  for (const BuiltInFile& file : TargetFiles()) {
    ASSIGN_OR_RETURN(Target target, ParseTarget(file.text, file.name));
    targets.push_back(std::move(target));
  }
  std::sort(targets.begin(), targets.end(),
            [](const Target& a, const Target& b) { return a.number < b.number; });
  return targets;
}

}  // namespace

const TargetFact* Target::Find(std::string_view name) const {
  const auto found = std::find_if(facts.begin(), facts.end(),
                                  [name](const TargetFact& fact) { return fact.name == name; });
  return found == facts.end() ? nullptr : &*found;
}

std::string Target::Value(std::string_view name) const {
  std::vector<std::string> values;
  for (const TargetFact& fact : facts) {
    if (fact.name == name) values.push_back(fact.value);
  }
  return absl::StrJoin(values, ", ");
}

int64_t Target::Version(std::string_view name) const {
  const TargetFact* fact = Find(name);
  return fact == nullptr ? 0 : VersionNumber(fact->value).value_or(0);
}

absl::StatusOr<Target> ParseTarget(std::string_view text, std::string_view file) {
  return Parser(text, file).Parse();
}

const std::vector<Target>& BuiltInTargets() {
  static const auto* targets = [] {
    absl::StatusOr<std::vector<Target>> read = ReadBuiltInTargets();
    if (!read.ok()) {
      std::fprintf(stderr, "built-in targets: %s\n", std::string(read.status().message()).c_str());
      std::abort();
    }
    return new std::vector<Target>(*std::move(read));
  }();
  return *targets;
}

absl::StatusOr<const Target*> FindTarget(const std::vector<Target>& targets,
                                         std::string_view name) {
  const std::string family = absl::StrCat(View(name), ".");
  const Target* found = nullptr;
  std::vector<std::string> known;
  for (const Target& target : targets) {
    if (target.release == name) return &target;
    if (absl::StartsWith(target.release, family)) found = &target;
    known.push_back(target.release);
  }
  if (found != nullptr) return found;
  return absl::NotFoundError(
      absl::StrCat("no target \"", View(name), "\"; known are: ", absl::StrJoin(known, ", ")));
}

}  // namespace sitrep::checks
