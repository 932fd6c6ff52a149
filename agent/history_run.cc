#include "agent/history_run.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/output/json.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::agent {
namespace {

// A source whose clock is further ahead than this would keep later runs out of its history.
constexpr absl::Duration kMostAhead = absl::Hours(24);

// The key without the source: ["vm-12",2000]. Numbers and texts differ, and nothing runs together.
std::string KeyText(const ReportedFinding& finding) {
  std::vector<std::string> parts;
  for (int i = 1; i < finding.key_size(); ++i) {
    const Value& value = finding.key(i);
    const std::string text = checks::ValueText(value);
    parts.push_back(value.kind_case() == Value::kText ? JsonText(text) : text);
  }
  return absl::StrCat("[", absl::StrJoin(parts, ","), "]");
}

std::string_view Standing(const ReportedFinding& finding, bool counts) {
  if (counts) return "counts";
  return finding.has_accepted() ? "accepted" : "hidden";
}

// Whether what the check did not find is not there.
bool SawEverything(const ReportedCheck& check) {
  const std::string& verdict = check.raw_verdict();
  return check.gaps_size() == 0 && (verdict == "PASS" || verdict == "WARN" || verdict == "FAIL");
}

// A statement of one run, ready to be bound: the source and the time are its first two parameters.
absl::StatusOr<base::Statement*> Prepared(std::map<const char*, base::Statement>& statements,
                                          base::Database& database, const char* sql) {
  auto found = statements.find(sql);
  if (found == statements.end()) {
    ASSIGN_OR_RETURN(base::Statement statement, database.Prepare(sql));
    found = statements.emplace(sql, std::move(statement)).first;
  }
  found->second.Reset();
  return &found->second;
}

constexpr char kWrite[] =
    "INSERT INTO finding (source_id, check_id, key, object, severity, category, first_seen, "
    "last_seen, standing, accepted_until) VALUES (?1, ?3, ?4, ?5, ?6, ?7, ?2, ?2, ?8, ?9) "
    "ON CONFLICT (source_id, check_id, key) DO UPDATE SET last_seen = ?2, object = ?5, "
    "severity = ?6, category = ?7, standing = ?8, accepted_until = ?9, "
    "reopened = reopened + (fixed_at IS NOT NULL), "
    "reopened_at = iif(fixed_at IS NULL, reopened_at, ?2), fixed_at = NULL "
    "RETURNING first_seen, reopened, reopened_at, fixed_at, standing";
constexpr char kRead[] =
    "SELECT first_seen, reopened, reopened_at, fixed_at, standing FROM finding "
    "WHERE source_id = ?1 AND check_id = ?3 AND key = ?4 AND ?2 IS NOT NULL";
constexpr char kFix[] =
    "UPDATE finding SET fixed_at = ?2 WHERE source_id = ?1 AND check_id = ?3 AND last_seen < ?2 "
    "AND fixed_at IS NULL AND (standing = 'counts') = ?4";
constexpr char kCountOpen[] =
    "SELECT count(*) FROM finding WHERE source_id = ?1 AND check_id = ?3 AND fixed_at IS NULL "
    "AND standing = 'counts' AND ?2 IS NOT NULL";

}  // namespace

HistoryRun::HistoryRun(base::Database& database, const ObservedSource& observed)
    : database_(&database),
      observed_(&observed),
      observed_at_(base::TimeToText(observed.observed_at)) {
  history_.set_source(observed.source);
  history_.set_address(observed.address);
}

absl::StatusOr<HistoryRun> HistoryRun::Begin(base::Database& database,
                                             const ObservedSource& observed, bool record,
                                             absl::Time now, const CheckReport& report) {
  HistoryRun run(database, observed);
  if (observed.observed_at == absl::InfinitePast()) {
    run.history_.set_state("no_clock");
    return run;
  }
  RETURN_IF_ERROR(run.Place(record, now));
  const std::string& state = run.history_.state();
  if (state == "first" || state == "recorded") RETURN_IF_ERROR(run.InsertRun(now, report));
  return run;
}

// Where the snapshot stands among the recorded runs.
absl::Status HistoryRun::Place(bool record, absl::Time now) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   database_->Prepare(
                       "SELECT id, (SELECT max(observed_at) FROM run WHERE source_id = source.id), "
                       "(SELECT max(observed_at) FROM run WHERE source_id = source.id AND "
                       "observed_at < ?2) FROM source WHERE source = ?1"));
  ASSIGN_OR_RETURN(const bool known,
                   statement.BindText(1, observed_->source).BindText(2, observed_at_).Step());
  const std::string newest = known ? std::string(statement.Text(1)) : "";
  if (known) source_ = statement.Integer(0);
  if (observed_->observed_at > now + kMostAhead) {
    history_.set_state("ahead");
  } else if (newest.empty()) {
    history_.set_state(record ? "first" : "none");
  } else if (newest == observed_at_) {
    history_.set_state("same");
    history_.set_since(std::string(statement.Text(2)));
  } else if (newest > observed_at_) {
    history_.set_state("older");
  } else {
    history_.set_state(record ? "recorded" : "compared");
    history_.set_since(newest);
  }
  return absl::OkStatus();
}

absl::Status HistoryRun::InsertRun(absl::Time now, const CheckReport& report) {
  ASSIGN_OR_RETURN(base::Statement source,
                   database_->Prepare("INSERT INTO source (source, address) VALUES (?1, ?2) ON "
                                      "CONFLICT (source) DO UPDATE SET address = ?2 RETURNING id"));
  ASSIGN_OR_RETURN(const bool row,
                   source.BindText(1, observed_->source).BindText(2, observed_->address).Step());
  if (!row) return absl::InternalError("the history gave no number to a source");
  source_ = source.Integer(0);
  // RETURNING is done only when all its rows were taken.
  RETURN_IF_ERROR(source.Step().status());
  ASSIGN_OR_RETURN(base::Statement run,
                   database_->Prepare("INSERT INTO run (source_id, observed_at, recorded_at, pack, "
                                      "pack_version) VALUES (?1, ?2, ?3, ?4, ?5)"));
  RETURN_IF_ERROR(run.BindInteger(1, source_)
                      .BindText(2, observed_at_)
                      .BindText(3, base::TimeToText(now))
                      .BindText(4, report.pack())
                      .BindText(5, report.pack_version())
                      .Run());
  run_ = database_->last_insert_rowid();
  return absl::OkStatus();
}

absl::StatusOr<base::Statement*> HistoryRun::Write(const ReportedCheck& check,
                                                   const ReportedFinding& finding) {
  ASSIGN_OR_RETURN(base::Statement * statement,
                   Prepared(statements_, *database_, recording() ? kWrite : kRead));
  statement->BindInteger(1, source_)
      .BindText(2, observed_at_)
      .BindText(3, check.check())
      .BindText(4, KeyText(finding));
  if (!recording()) return statement;
  statement->BindText(5, checks::NameText(finding.evidence()))
      .BindText(6, checks::SeverityName(check.severity()))
      .BindText(7, check.category());
  if (finding.has_accepted()) {
    statement->BindText(9, finding.accepted().until());
  } else {
    statement->BindNull(9);
  }
  return statement;
}

absl::Status HistoryRun::See(const ReportedCheck& check, bool counts, ReportedFinding& finding) {
  if (recording()) {
    Counts& sum = counts_[{std::string(checks::SeverityName(check.severity())), check.category()}];
    sum.open += counts ? 1 : 0;
    sum.accepted += finding.has_accepted() ? 1 : 0;
  }
  if (!recording() && !comparing() && history_.state() != "same") return absl::OkStatus();
  ASSIGN_OR_RETURN(base::Statement * statement, Write(check, finding));
  if (recording()) statement->BindText(8, Standing(finding, counts));
  ASSIGN_OR_RETURN(const bool known, statement->Step());
  const bool gone = known && !statement->IsNull(3);  // only where nothing is recorded
  if (known) {
    finding.set_since(std::string(statement->Text(0)));
    finding.set_reopened(statement->Integer(1));
  }
  if (comparing()) {
    if (!known || statement->Text(0) == observed_at_) {
      finding.set_mark("new");
    } else if (gone || statement->Text(2) == observed_at_) {
      finding.set_mark("re-opened");
    }
  }
  if (known && !gone && statement->Text(4) == "counts") ++still_open_;
  if (counts && comparing()) {
    if (finding.mark() == "new") history_.set_new_(history_.new_() + 1);
    if (finding.mark() == "re-opened") history_.set_reopened(history_.reopened() + 1);
    if (finding.mark().empty()) history_.set_unchanged(history_.unchanged() + 1);
  }
  // The last row of RETURNING must be taken before the next statement.
  if (known) RETURN_IF_ERROR(statement->Step().status());
  return absl::OkStatus();
}

absl::Status HistoryRun::EndCheck(const ReportedCheck& check) {
  const int64_t still_open = std::exchange(still_open_, 0);
  if (check.raw_verdict() == "UNKNOWN") ++unknown_;
  if (!SawEverything(check) || !comparing()) return absl::OkStatus();
  if (history_.state() == "compared") {
    ASSIGN_OR_RETURN(base::Statement * count, Prepared(statements_, *database_, kCountOpen));
    count->BindInteger(1, source_).BindText(2, observed_at_).BindText(3, check.check());
    RETURN_IF_ERROR(count->Step().status());
    history_.set_fixed(history_.fixed() + count->Integer(0) - still_open);
  }
  if (!recording()) return absl::OkStatus();
  for (const int64_t counts : {1, 0}) {
    ASSIGN_OR_RETURN(base::Statement * fix, Prepared(statements_, *database_, kFix));
    fix->BindInteger(1, source_).BindText(2, observed_at_).BindText(3, check.check());
    RETURN_IF_ERROR(fix->BindInteger(4, counts).Run());
    if (counts == 1) history_.set_fixed(history_.fixed() + database_->changes());
  }
  return absl::OkStatus();
}

absl::Status HistoryRun::WriteFacts() {
  ASSIGN_OR_RETURN(base::Statement run,
                   database_->Prepare("UPDATE run SET added = ?2, fixed = ?3, reopened = ?4, "
                                      "unknown = ?5 WHERE id = ?1"));
  RETURN_IF_ERROR(run.BindInteger(1, run_)
                      .BindInteger(2, history_.new_())
                      .BindInteger(3, history_.fixed())
                      .BindInteger(4, history_.reopened())
                      .BindInteger(5, unknown_)
                      .Run());
  ASSIGN_OR_RETURN(base::Statement count,
                   database_->Prepare("INSERT INTO run_count VALUES (?1, ?2, ?3, ?4, ?5)"));
  for (const auto& [what, sum] : counts_) {
    count.BindInteger(1, run_).BindText(2, what.first).BindText(3, what.second);
    RETURN_IF_ERROR(count.BindInteger(4, sum.open).BindInteger(5, sum.accepted).Run());
  }
  ASSIGN_OR_RETURN(base::Statement space,
                   database_->Prepare("INSERT INTO space VALUES (?1, ?2, ?3, ?4, ?5)"));
  for (const DatastoreSpace& store : observed_->datastores) {
    space.BindInteger(1, run_).BindText(2, store.moid).BindText(3, store.name);
    RETURN_IF_ERROR(space.BindInteger(4, store.capacity).BindInteger(5, store.free).Run());
  }
  ASSIGN_OR_RETURN(base::Statement forget,
                   database_->Prepare("DELETE FROM license WHERE source_id = ?1"));
  RETURN_IF_ERROR(forget.BindInteger(1, source_).Run());
  ASSIGN_OR_RETURN(base::Statement license,
                   database_->Prepare("INSERT INTO license VALUES (?1, ?2, ?3, ?4, ?5)"));
  for (const LicenseTerm& term : observed_->licenses) {
    license.BindInteger(1, source_).BindText(2, term.name).BindText(3, term.expires_at);
    RETURN_IF_ERROR(license.BindInteger(4, term.total).BindInteger(5, term.used).Run());
  }
  return absl::OkStatus();
}

// Runs beyond the newest, with what hangs on them, and findings that only they knew.
absl::Status HistoryRun::Forget() {
  ASSIGN_OR_RETURN(
      base::Statement oldest,
      database_->Prepare("SELECT observed_at FROM run WHERE source_id = ?1 ORDER BY observed_at "
                         "DESC LIMIT 1 OFFSET ?2"));
  ASSIGN_OR_RETURN(
      const bool many,
      oldest.BindInteger(1, source_).BindInteger(2, FindingHistory::kMostRuns - 1).Step());
  if (!many) return absl::OkStatus();
  const std::string first(oldest.Text(0));
  oldest.Reset();
  for (const char* sql :
       {"DELETE FROM run_count WHERE run_id IN (SELECT id FROM run WHERE source_id = ?1 AND "
        "observed_at < ?2)",
        "DELETE FROM space WHERE run_id IN (SELECT id FROM run WHERE source_id = ?1 AND "
        "observed_at < ?2)",
        "DELETE FROM run WHERE source_id = ?1 AND observed_at < ?2",
        "DELETE FROM finding WHERE source_id = ?1 AND coalesce(fixed_at, last_seen) < ?2"}) {
    ASSIGN_OR_RETURN(base::Statement statement, database_->Prepare(sql));
    RETURN_IF_ERROR(statement.BindInteger(1, source_).BindText(2, first).Run());
  }
  return absl::OkStatus();
}

absl::StatusOr<SourceHistory> HistoryRun::End() {
  if (history_.state() == "same" && comparing()) {
    ASSIGN_OR_RETURN(
        base::Statement run,
        database_->Prepare("SELECT fixed FROM run WHERE source_id = ?1 AND observed_at = ?2"));
    ASSIGN_OR_RETURN(const bool known,
                     run.BindInteger(1, source_).BindText(2, observed_at_).Step());
    if (known) history_.set_fixed(run.Integer(0));
  }
  if (recording()) {
    RETURN_IF_ERROR(WriteFacts());
    RETURN_IF_ERROR(Forget());
  }
  return history_;
}

}  // namespace sitrep::agent
