#include "checks/trial.h"

#include <algorithm>
#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/digest.h"
#include "base/status_macros.h"
#include "checks/evaluator.h"
#include "checks/requirements.h"
#include "checks/severity.h"
#include "checks/trial_snapshot.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

// Rows about coverage that hide three objects, for the trial under aliases.
constexpr std::string_view kHidden =
    "insert into coverage (source, table_name, column_name, status, missing, privilege) values "
    "('s1', 'host', '', 'failed', 2, ''), ('s1', 'vm', '', 'failed', 1, '');"
    "insert into coverage_object (source, table_name, column_name, moid) values "
    "('s1', 'host', '', 'host-90'), ('s1', 'host', '', 'host-91'), ('s1', 'vm', '', 'vm-90');";

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

std::string ValueText(const Value& value) {
  if (value.kind_case() == Value::kText) return value.text();
  return value.kind_case() == Value::kReal ? absl::StrCat(value.real())
                                           : absl::StrCat(value.integer());
}

std::vector<std::string> KeysOf(const CheckResult& result) {
  std::vector<std::string> keys;
  for (const Finding& finding : result.findings()) {
    std::vector<std::string> parts;
    for (const Value& value : finding.key()) parts.push_back(ValueText(value));
    keys.push_back(absl::StrJoin(parts, " | "));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::string TrialAlias(std::string_view text) {
  return absl::StrCat("z-", base::Sha256Hex(absl::StrCat("trial ", View(text))).substr(0, 16));
}

void Rename(CheckResult& result) {
  for (Finding& finding : *result.mutable_findings()) {
    for (auto* values : {finding.mutable_key(), finding.mutable_evidence()}) {
      for (Value& value : *values) {
        if (value.redaction() == tables::ALIAS && value.kind_case() == Value::kText) {
          value.set_text(TrialAlias(value.text()));
        }
      }
    }
  }
}

// Findings and gaps without their order, which names give.
std::multiset<std::string> Unordered(const CheckResult& result) {
  std::multiset<std::string> set = {
      absl::StrCat(View(VerdictName(result.verdict())), " ", result.not_seen())};
  for (const Finding& finding : result.findings()) set.insert(finding.ShortDebugString());
  for (const Gap& gap : result.gaps()) set.insert(gap.ShortDebugString());
  return set;
}

// Trial is one check being tried.
class Trial {
 public:
  Trial(const Pack& pack, const Check& check, const TrialFile& file, const std::string& path)
      : pack_(pack), check_(check), file_(file), path_(path) {
    options_.only = {check.id};
    for (const auto& [name, value] : file.with) {
      options_.parameters[absl::StrCat(check.id, ".", name)] = value;
    }
  }

  absl::Status Run() {
    RETURN_IF_ERROR(TryEmpty());
    RETURN_IF_ERROR(TryFires());
    RETURN_IF_ERROR(TrySilent());
    return TryAliases();
  }
  std::vector<std::string> complaints() && { return std::move(complaints_); }

 private:
  void Complain(std::string what) { complaints_.push_back(absl::StrCat(check_.id, ": ", what)); }
  void Expect(const CheckResult& result, absl::string_view verdict, absl::string_view where) {
    const std::string_view given = VerdictName(result.verdict());
    if (View(given) == verdict) return;
    Complain(absl::StrCat("is ", View(given), " instead of ", verdict, " ", where,
                          result.findings_size() > 0 ? ": finds " : "",
                          absl::StrJoin(KeysOf(result), "; "),
                          result.gaps_size() > 0 ? ": " + result.gaps(0).reason() : ""));
  }
  absl::StatusOr<CheckResult> Judge(const TrialSnapshot& snapshot) const {
    ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot.Reader());
    ASSIGN_OR_RETURN(const Findings findings, Evaluate(reader, pack_, options_));
    return findings.results(0);
  }
  absl::StatusOr<std::unique_ptr<TrialSnapshot>> Filled(std::string_view sql,
                                                        absl::string_view section) const;
  absl::Status TryEmpty();
  absl::Status TryFires();
  absl::Status TrySilent();
  absl::Status TryGaps(TrialSnapshot& silent);
  absl::Status TryOtherGaps(TrialSnapshot& silent, const std::vector<Read>& reads);
  absl::Status TryAliases();

  const Pack& pack_;
  const Check& check_;
  const TrialFile& file_;
  std::string path_;
  EvaluateOptions options_;
  std::vector<std::string> complaints_;
};

absl::StatusOr<std::unique_ptr<TrialSnapshot>> Trial::Filled(std::string_view sql,
                                                             absl::string_view section) const {
  ASSIGN_OR_RETURN(std::unique_ptr<TrialSnapshot> snapshot, TrialSnapshot::Create(path_));
  const absl::Status status = snapshot->Insert(sql);
  if (!status.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(check_.id, ".test, # ", section, ": ", status.message()));
  }
  return snapshot;
}

absl::Status Trial::TryEmpty() {
  ASSIGN_OR_RETURN(const std::unique_ptr<TrialSnapshot> snapshot, TrialSnapshot::Create(path_));
  ASSIGN_OR_RETURN(const CheckResult result, Judge(*snapshot));
  Expect(result, check_.object == "source" ? "pass" : "not_applicable",
         "where there is nothing of its kind");
  return absl::OkStatus();
}

absl::Status Trial::TryFires() {
  ASSIGN_OR_RETURN(const std::unique_ptr<TrialSnapshot> snapshot, Filled(file_.fires, "fires"));
  ASSIGN_OR_RETURN(const CheckResult result, Judge(*snapshot));
  std::vector<std::string> expect = file_.expect;
  std::sort(expect.begin(), expect.end());
  if (KeysOf(result) == expect) return absl::OkStatus();
  Complain(absl::StrCat("finds \"", absl::StrJoin(KeysOf(result), "; "), "\" instead of \"",
                        absl::StrJoin(expect, "; "), "\" after # fires",
                        result.gaps_size() > 0 ? ": " + result.gaps(0).reason() : ""));
  return absl::OkStatus();
}

absl::Status Trial::TrySilent() {
  ASSIGN_OR_RETURN(const std::unique_ptr<TrialSnapshot> snapshot, Filled(file_.silent, "silent"));
  ASSIGN_OR_RETURN(const CheckResult silent, Judge(*snapshot));
  Expect(silent, "pass", "after # silent");
  RETURN_IF_ERROR(TryGaps(*snapshot));
  RETURN_IF_ERROR(snapshot->SetGaps(""));
  const absl::Status planted = snapshot->Insert(file_.plant);
  if (!planted.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(check_.id, ".test, # plant: ", planted.message()));
  }
  ASSIGN_OR_RETURN(const CheckResult result, Judge(*snapshot));
  Expect(result, check_.severity >= options_.fail_on ? "fail" : "warn", "after # plant");
  return absl::OkStatus();
}

absl::Status Trial::TryGaps(TrialSnapshot& silent) {
  ASSIGN_OR_RETURN(const std::vector<Read> reads, RequirementsOf(check_));
  for (const Read& read : reads) {
    RETURN_IF_ERROR(silent.SetGaps(absl::StrCat(
        "insert into coverage (source, table_name, column_name, status, missing, reason, "
        "privilege) values ('s1', '",
        read.table, "', '", read.column, "', 'denied', 3, 'NoPermission', 'System.Read')")));
    ASSIGN_OR_RETURN(const CheckResult result, Judge(silent));
    Expect(result, "unknown",
           absl::StrCat("with a gap in ", read.table, read.column.empty() ? "" : ".", read.column));
    if (result.not_seen() != 3) {
      Complain(absl::StrCat("does not count what a gap in ", read.table, " hides"));
    }
  }
  return TryOtherGaps(silent, reads);
}

absl::Status Trial::TryOtherGaps(TrialSnapshot& silent, const std::vector<Read>& reads) {
  const std::set<Read> read(reads.begin(), reads.end());
  std::string gaps;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    std::vector<std::string> columns = {""};
    for (const tables::Column& column : table.columns) columns.push_back(column.name);
    for (const std::string& column : columns) {
      // Whoever reads a column reads its table.
      const auto first = read.lower_bound({table.name, column});
      const bool concerned = column.empty() ? first != read.end() && first->table == table.name
                                            : read.count({table.name, column}) != 0;
      if (concerned) continue;
      absl::StrAppend(&gaps,
                      "insert into coverage (source, table_name, column_name, status, privilege) "
                      "values ('s1', '",
                      table.name, "', '", column, "', 'failed', '');");
    }
  }
  RETURN_IF_ERROR(silent.SetGaps(gaps));
  ASSIGN_OR_RETURN(const CheckResult result, Judge(silent));
  Expect(result, "pass", "with gaps in all that it does not read");
  return absl::OkStatus();
}

absl::Status Trial::TryAliases() {
  ASSIGN_OR_RETURN(const std::unique_ptr<TrialSnapshot> snapshot,
                   Filled(absl::StrCat(file_.fires, "\n", View(kHidden)), "fires"));
  // What a site expects stays there: the copy is judged without it.
  const bool listed = std::any_of(
      check_.parameters.begin(), check_.parameters.end(),
      [](const Parameter& parameter) { return parameter.type == ParameterType::kList; });
  ASSIGN_OR_RETURN(CheckResult named, Judge(*snapshot));
  RETURN_IF_ERROR(snapshot->Rename(TrialAlias));
  ASSIGN_OR_RETURN(const CheckResult aliased, Judge(*snapshot));
  Rename(named);
  if (listed || Unordered(named) == Unordered(aliased)) return absl::OkStatus();
  Complain("finds something else under aliases");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> TryCheck(const Pack& pack, const Check& check,
                                                  const TrialFile& file, const std::string& path) {
  Trial trial(pack, check, file, path);
  const absl::Status status = trial.Run();
  if (absl::IsInvalidArgument(status) || absl::IsPermissionDenied(status)) {
    return std::vector<std::string>{std::string(status.message())};
  }
  RETURN_IF_ERROR(status);
  return std::move(trial).complaints();
}

}  // namespace sitrep::checks
