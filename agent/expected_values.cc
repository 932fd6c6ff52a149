#include "agent/expected_values.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace sitrep::agent {
namespace {

// A check that asks for a list.
struct Asking {
  const checks::Check* check;
  // Of its id: not the first, which is the object, nor the last, which says what is wrong with it.
  std::set<std::string> words;
};

// By the list's name.
std::map<std::string, std::vector<Asking>> AskingChecks(const checks::Pack& pack) {
  std::map<std::string, std::vector<Asking>> lists;
  for (const checks::Check& check : pack.checks) {
    std::vector<std::string> words = absl::StrSplit(check.id, '-');
    if (words.size() > 2) words.pop_back();
    for (const checks::Parameter& parameter : check.parameters) {
      if (parameter.type != checks::ParameterType::kList) continue;
      lists[parameter.name].push_back({&check, {words.begin() + 1, words.end()}});
    }
  }
  return lists;
}

bool MeanTheSame(const std::vector<Asking>& checks) {
  if (checks.size() == 1) return true;
  const std::set<std::string>& first = checks.front().words;
  return std::any_of(first.begin(), first.end(), [&](const std::string& word) {
    return std::all_of(checks.begin(), checks.end(),
                       [&](const Asking& asking) { return asking.words.count(word) != 0; });
  });
}

// Names for lists that checks mean differently: with the id's second word, which is the subject.
void AddLongNames(const std::string& list, const std::vector<Asking>& checks,
                  std::set<std::string>& names) {
  for (const Asking& asking : checks) {
    const std::vector<std::string> words = absl::StrSplit(asking.check->id, '-');
    names.insert(words.size() > 2 ? absl::StrCat(words[1], "_", list) : list);
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ParametersExpecting(const checks::Pack& pack,
                                                             const std::string& name) {
  std::vector<std::string> parameters;
  std::set<std::string> known;
  for (const auto& [list, checks] : AskingChecks(pack)) {
    const bool same = MeanTheSame(checks);
    std::set<std::string> names = {list};
    if (!same) names.clear();
    if (!same) AddLongNames(list, checks, names);
    if (name == list && !same) {
      return absl::InvalidArgumentError(
          absl::StrCat("`", name, "` means different things to different checks; write one of ",
                       absl::StrJoin(names, ", ")));
    }
    known.insert(names.begin(), names.end());
    const std::string ending = absl::StrCat("_", list);
    for (const Asking& asking : checks) {
      const bool meant = name == list || std::any_of(asking.words.begin(), asking.words.end(),
                                                     [&](const std::string& word) {
                                                       return name == word + ending;
                                                     });
      if (meant) parameters.push_back(absl::StrCat(asking.check->id, ".", list));
    }
  }
  if (!parameters.empty()) return parameters;
  return absl::InvalidArgumentError(
      absl::StrCat("no check asks for `", name, "`; they ask for ",
                   known.empty() ? "nothing" : absl::StrJoin(known, ", ")));
}

}  // namespace sitrep::agent
