#include "checks/evaluator.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "checks/check_run.h"
#include "checks/coverage.h"
#include "checks/read_budget.h"
#include "checks/sandbox.h"
#include "snapshot/step_limit.h"

namespace sitrep::checks {
namespace {

using SourceFilter = std::function<bool(const std::string&)>;
using Parameters = std::map<std::string, ParameterValue>;  // of one check, by name

absl::Status CheckIds(const Pack& pack, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (pack.Find(id) != nullptr) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("there is no check ", id, " in pack ", pack.name));
  }
  return absl::OkStatus();
}

bool Contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

absl::StatusOr<std::map<std::string, Parameters>> ReadOverrides(const Pack& pack,
                                                                const EvaluateOptions& options) {
  std::map<std::string, Parameters> overrides;
  for (const auto& [name, text] : options.parameters) {
    const size_t dot = name.find('.');
    const std::string id = name.substr(0, dot);
    const Check* check = pack.Find(id);
    if (check == nullptr || dot == std::string::npos) {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", name, "\" names no parameter; write check.parameter"));
    }
    const std::string wanted = name.substr(dot + 1);
    const auto parameter = std::find_if(check->parameters.begin(), check->parameters.end(),
                                        [&](const Parameter& p) { return p.name == wanted; });
    if (parameter == check->parameters.end()) {
      return absl::InvalidArgumentError(absl::StrCat("check ", id, " has no parameter ", wanted));
    }
    absl::StatusOr<ParameterValue> value = ParseParameterValue(*parameter, text);
    if (!value.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(id, ": ", value.status().message()));
    }
    overrides[id][parameter->name] = *std::move(value);
  }
  return overrides;
}

// A list that nobody filled: the check has nothing to compare with.
bool LacksList(const Check& check, const Parameters& overrides) {
  return std::any_of(check.parameters.begin(), check.parameters.end(), [&](const Parameter& p) {
    const auto given = overrides.find(p.name);
    const ParameterValue& value = given == overrides.end() ? p.default_value : given->second;
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    return list != nullptr && list->empty();
  });
}

// The sources of a snapshot, by id.
struct Sources {
  std::map<std::string, std::string> versions;
  std::string as_of;
};

// A source that could not be read at all is known by its gaps alone, and has no version.
absl::StatusOr<Sources> ReadSources(base::Database& database) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   database.Prepare("SELECT source, version, observed_at FROM source"));
  Sources sources;
  ReadBudget budget(database);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) break;
    const size_t bytes = statement.Text(0).size() + statement.Text(1).size();
    RETURN_IF_ERROR(budget.Take(static_cast<int64_t>(bytes)));
    sources.versions[std::string(statement.Text(0))] = std::string(statement.Text(1));
    sources.as_of = std::max(sources.as_of, std::string(statement.Text(2)));
  }
  ASSIGN_OR_RETURN(statement, database.Prepare("SELECT DISTINCT source FROM coverage"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return sources;
    RETURN_IF_ERROR(budget.Take(static_cast<int64_t>(statement.Text(0).size())));
    sources.versions.emplace(std::string(statement.Text(0)), "");
  }
}

// What the check could not do for itself, as a gap of the table it speaks of.
Gap TroubleGap(const Check& check, const std::string& trouble) {
  Gap gap;
  gap.set_table(check.object);
  gap.set_status("failed");
  gap.set_reason(trouble);
  return gap;
}

// Evaluation is one run over one snapshot.
class Evaluation {
 public:
  Evaluation(snapshot::SnapshotReader& reader, const EvaluateOptions& options, Sandbox& sandbox,
             Coverage coverage, Sources sources)
      : reader_(reader),
        options_(options),
        sandbox_(sandbox),
        coverage_(std::move(coverage)),
        sources_(std::move(sources)) {}

  absl::StatusOr<CheckResult> Judge(const Check& check, const Parameters& overrides);

 private:
  // The sources that the check does not speak of.
  std::set<std::string> Excluded(const Check& check, const std::vector<Read>& reads) const;
  absl::StatusOr<bool> ObjectsExist(const Check& check, const SourceFilter& applies);
  absl::Status WithholdUnsure(const Check& check, std::vector<Finding>& findings);
  void AddAbsent(const std::vector<Read>& reads, std::vector<Gap>& gaps) const;
  absl::StatusOr<Verdict> VerdictOf(const Check& check, const CheckResult& result,
                                    const SourceFilter& applies);

  snapshot::SnapshotReader& reader_;
  const EvaluateOptions& options_;
  Sandbox& sandbox_;
  Coverage coverage_;
  Sources sources_;
};

std::set<std::string> Evaluation::Excluded(const Check& check,
                                           const std::vector<Read>& reads) const {
  std::set<std::string> excluded = coverage_.FindNotOffered(reads);
  for (const auto& [source, version] : sources_.versions) {
    if (!check.applies_to.Contains(version)) excluded.insert(source);
  }
  return excluded;
}

absl::StatusOr<bool> Evaluation::ObjectsExist(const Check& check, const SourceFilter& applies) {
  if (!reader_.Has(check.object, "source")) return false;
  const std::string table = base::QuoteIdentifier(check.object);
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader_.database().Prepare(absl::StrCat("SELECT DISTINCT source FROM ", table)));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return false;
    if (applies(std::string(statement.Text(0)))) return true;
  }
}

// A row that is missing because nobody could read it is no reason to fire.
absl::Status Evaluation::WithholdUnsure(const Check& check, std::vector<Finding>& findings) {
  for (const std::string& table : check.absence_of) {
    ASSIGN_OR_RETURN(const Unsure unsure, coverage_.FindUnsure(table));
    const bool absent = sandbox_.absent().count({table, ""}) != 0;
    findings.erase(std::remove_if(findings.begin(), findings.end(),
                                  [&](const Finding& finding) {
                                    return absent || unsure.Contains(finding.key(0).text(),
                                                                     finding.key(1).text());
                                  }),
                   findings.end());
  }
  return absl::OkStatus();
}

void Evaluation::AddAbsent(const std::vector<Read>& reads, std::vector<Gap>& gaps) const {
  for (const Read& read : reads) {
    if (sandbox_.absent().count(read) == 0) continue;
    // One gap for the whole table, not one for each of its columns.
    if (!read.column.empty() && sandbox_.absent().count({read.table, ""}) != 0) continue;
    Gap gap;
    gap.set_table(read.table);
    gap.set_column(read.column);
    gap.set_status("not_supported");
    gap.set_reason("the snapshot was made before this was collected");
    gaps.push_back(std::move(gap));
  }
}

absl::StatusOr<Verdict> Evaluation::VerdictOf(const Check& check, const CheckResult& result,
                                              const SourceFilter& applies) {
  if (result.findings_size() > 0) return check.severity >= options_.fail_on ? FAIL : WARN;
  if (result.gaps_size() > 0) return UNKNOWN;
  ASSIGN_OR_RETURN(const bool exist, ObjectsExist(check, applies));
  return exist ? PASS : NOT_APPLICABLE;
}

absl::StatusOr<CheckResult> Evaluation::Judge(const Check& check, const Parameters& overrides) {
  CheckResult result;
  result.set_check(check.id);
  result.set_title(check.title);
  result.set_severity(check.severity);
  result.set_category(check.category);
  ASSIGN_OR_RETURN(CompiledCheck compiled, sandbox_.Compile(check));
  const std::set<std::string> excluded = Excluded(check, compiled.reads);
  const bool nowhere = !sources_.versions.empty() && excluded.size() == sources_.versions.size();
  if (nowhere || LacksList(check, overrides)) {
    result.set_verdict(NOT_APPLICABLE);
    return result;
  }
  const SourceFilter applies = [&](const std::string& id) { return excluded.count(id) == 0; };
  sandbox_.AllowSteps(options_.bounds.steps);
  ASSIGN_OR_RETURN(RunOutcome outcome,
                   RunCheck(check, compiled, overrides, options_.bounds, applies));
  RETURN_IF_ERROR(WithholdUnsure(check, outcome.findings));
  ASSIGN_OR_RETURN(Unseen unseen, coverage_.Find(compiled.reads, applies));
  AddAbsent(compiled.reads, unseen.gaps);
  if (!outcome.trouble.empty()) unseen.gaps.push_back(TroubleGap(check, outcome.trouble));
  std::sort(unseen.gaps.begin(), unseen.gaps.end(), GapBefore);
  for (Finding& finding : outcome.findings) *result.add_findings() = std::move(finding);
  for (Gap& gap : unseen.gaps) *result.add_gaps() = std::move(gap);
  result.set_not_seen(unseen.objects);
  ASSIGN_OR_RETURN(const Verdict verdict, VerdictOf(check, result, applies));
  result.set_verdict(verdict);
  return result;
}

absl::StatusOr<Findings> EvaluateWithin(snapshot::StepLimit& limit,
                                        snapshot::SnapshotReader& reader, const Pack& pack,
                                        const EvaluateOptions& options) {
  ASSIGN_OR_RETURN(auto overrides, ReadOverrides(pack, options));
  ASSIGN_OR_RETURN(const std::unique_ptr<Sandbox> sandbox, Sandbox::OverSnapshot(reader.path()));
  ASSIGN_OR_RETURN(Coverage coverage, Coverage::Load(reader.database()));
  ASSIGN_OR_RETURN(Sources sources, ReadSources(reader.database()));
  Findings findings;
  findings.set_pack(pack.name);
  findings.set_pack_version(pack.version);
  findings.set_as_of(sources.as_of);
  Evaluation evaluation(reader, options, *sandbox, std::move(coverage), std::move(sources));
  for (const Check& check : pack.checks) {
    const bool wanted = options.only.empty() || Contains(options.only, check.id);
    if (!wanted || Contains(options.skip, check.id)) continue;
    limit.Renew();
    ASSIGN_OR_RETURN(*findings.add_results(), evaluation.Judge(check, overrides[check.id]));
  }
  return findings;
}

absl::Status CheckNames(const Pack& pack, const EvaluateOptions& options) {
  RETURN_IF_ERROR(CheckIds(pack, options.only));
  return CheckIds(pack, options.skip);
}

}  // namespace

absl::StatusOr<Findings> Evaluate(snapshot::SnapshotReader& reader, const Pack& pack,
                                  const EvaluateOptions& options) {
  RETURN_IF_ERROR(CheckNames(pack, options));
  snapshot::StepLimit limit(reader.database());
  absl::StatusOr<Findings> findings = EvaluateWithin(limit, reader, pack, options);
  if (!findings.ok()) return limit.Explain(findings.status());
  return findings;
}

std::string SerializeFindings(const Findings& findings) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  findings.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace sitrep::checks
