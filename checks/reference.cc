#include "checks/reference.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "checks/requirements.h"
#include "checks/severity.h"

namespace sitrep::checks {
namespace {

std::string Summary(const Pack& pack) {
  std::string text = "| check | severity | category | what it finds |\n|---|---|---|---|\n";
  for (const Check& check : pack.checks) {
    const std::string_view severity = SeverityName(check.severity);
    absl::StrAppend(&text, "| [", check.id, "](#", check.id, ") | ",
                    absl::string_view(severity.data(), severity.size()), " | ", check.category,
                    " | ", check.title, " |\n");
  }
  return text;
}

std::string ReadsOf(const Check& check) {
  const absl::StatusOr<std::vector<Read>> reads = RequirementsOf(check);
  if (!reads.ok()) return std::string(reads.status().message());
  std::vector<std::string> names;
  for (const Read& read : *reads) {
    const bool whole = std::find(check.absence_of.begin(), check.absence_of.end(), read.table) !=
                       check.absence_of.end();
    if (whole && read.column.empty()) names.push_back(absl::StrCat("all of `", read.table, "`"));
    if (!whole && !read.column.empty())
      names.push_back(absl::StrCat("`", read.table, ".", read.column, "`"));
  }
  return absl::StrJoin(names, ", ");
}

std::string Parameters(const Check& check) {
  if (check.parameters.empty()) return "";
  std::string text = "\n| parameter | default | unit | reason |\n|---|---|---|---|\n";
  for (const Parameter& parameter : check.parameters) {
    absl::StrAppend(&text, "| `", parameter.name, "` | ", ParameterText(parameter.default_value),
                    " | ", parameter.unit, " | ", parameter.reason, " |\n");
  }
  return text;
}

std::string Section(const Check& check) {
  const std::string_view severity = SeverityName(check.severity);
  std::string text = absl::StrCat("\n## ", check.id, "\n\n**", check.title, "** (",
                                  absl::string_view(severity.data(), severity.size()), ", ",
                                  check.category, ")\n\n");
  absl::StrAppend(&text, check.why, "\n\n*What to do:* ", check.fix, "\n", Parameters(check),
                  "\nKey: `", absl::StrJoin(check.key, ", "), "`; object: `", check.object,
                  "`. Reads ", ReadsOf(check), ".\n");
  if (const std::string range = check.applies_to.ToString(); !range.empty()) {
    absl::StrAppend(&text, "Applies to versions ", range, ".\n");
  }
  for (const std::string& link : check.links) absl::StrAppend(&text, "See ", link, ".\n");
  return text;
}

}  // namespace

std::string ChecksReference(const Pack& pack) {
  std::string text = absl::StrCat(
      "# Checks of the pack `", pack.name, "`\n\n",
      "Written from checks/pack by the test that compares it; do not edit. ",
      "[docs/formats/check.md](../formats/check.md) says how a check is written and judged.\n\n",
      Summary(pack));
  for (const Check& check : pack.checks) absl::StrAppend(&text, Section(check));
  return text;
}

}  // namespace sitrep::checks
