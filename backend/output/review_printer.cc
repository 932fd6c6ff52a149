#include "backend/output/review_printer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "backend/output/findings_text.h"
#include "backend/output/plain_text.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::backend {
namespace {

std::string KindName(ArtifactKind kind) { return absl::AsciiStrToLower(ArtifactKind_Name(kind)); }

void PrintComment(const RequestComment& comment, std::ostream& out) {
  out << "  " << comment.at() << (comment.by_support() ? " support, " : " ")
      << ForTerminal(comment.author()) << ":\n";
  for (const absl::string_view line : absl::StrSplit(comment.text(), '\n')) {
    out << "    " << ForTerminal(std::string(line)) << "\n";
  }
}

void PrintAgreement(const ReviewedArtifact& reviewed, std::ostream& out) {
  switch (reviewed.agreement()) {
    case SAME:
      out << "  the same as the findings computed here\n";
      break;
    case DIFFERENT:
      out << "  NOT the same as the findings computed here\n";
      break;
    case OTHER_PACK:
      out << "  of another pack (" << reviewed.findings().pack() << " "
          << reviewed.findings().pack_version() << "), not compared\n";
      break;
    default:
      break;
  }
}

void PrintArtifact(const ReviewedArtifact& reviewed, int most_objects, std::ostream& out) {
  const RequestArtifact& artifact = reviewed.artifact();
  out << "\n"
      << artifact.id() << "  " << KindName(artifact.kind()) << "  " << ForTerminal(artifact.name())
      << "  " << BytesText(artifact.size()) << "\n"
      << "  sha256    " << artifact.sha256() << "  "
      << (artifact.verified() ? "verified" : "NOT VERIFIED") << "\n"
      << "  received  " << artifact.received_at() << "\n"
      << "  file      " << reviewed.path() << "\n";
  if (!reviewed.problem().empty()) {
    out << "  problem   " << ForTerminal(reviewed.problem()) << "\n";
    return;
  }
  if (artifact.kind() == SNAPSHOT) {
    out << "  sealed    " << reviewed.sealed_at() << ", alias key " << reviewed.alias_key_id()
        << "\n"
        << "  findings, computed here: " << SeverityCounts(reviewed.findings()) << "\n";
    PrintFindings(reviewed.findings(), most_objects, out);
  }
  if (artifact.kind() == FINDINGS) PrintAgreement(reviewed, out);
}

void PrintText(const Review& review, int most_objects, std::ostream& out) {
  PrintRequest(review, out);
  if (review.artifacts().empty()) out << "\nNo artifacts yet.\n";
  for (const ReviewedArtifact& reviewed : review.artifacts()) {
    PrintArtifact(reviewed, most_objects, out);
  }
  for (const ArrivingArtifact& arriving : review.arriving()) {
    out << "\narriving  " << ForTerminal(arriving.name()) << "  " << BytesText(arriving.received())
        << " of " << BytesText(arriving.size()) << "\n  sha256    " << arriving.sha256() << "\n";
  }
}

void AddRows(const ReviewedArtifact& reviewed, Table& table) {
  for (const CheckResult& result : reviewed.findings().results()) {
    const std::vector<std::string> head = {reviewed.artifact().id(), result.check(),
                                           std::string(checks::SeverityName(result.severity())),
                                           std::string(checks::VerdictName(result.verdict()))};
    const std::string gaps = absl::StrJoin(
        result.gaps(), "; ",
        [](std::string* out, const Gap& gap) { absl::StrAppend(out, checks::GapText(gap)); });
    const auto add = [&](const std::string& object) {
      table.rows.push_back(head);
      table.rows.back().insert(table.rows.back().end(), {object, gaps});
    };
    for (const Finding& finding : result.findings()) add(checks::ObjectText(finding));
    if (result.findings().empty()) add("");
  }
}

void PrintCsv(const Review& review, std::ostream& out) {
  Table table;
  table.columns = {"artifact", "check", "severity", "verdict", "object", "not_seen"};
  for (const ReviewedArtifact& reviewed : review.artifacts()) {
    if (reviewed.artifact().kind() == SNAPSHOT) AddRows(reviewed, table);
  }
  table.PrintCsv(out);
}

}  // namespace

void PrintRequest(const Review& review, std::ostream& out) {
  const SupportRequest& request = review.request();
  out << "Support request " << request.id() << ": " << ForTerminal(request.title()) << "\n"
      << "  tenant       " << request.tenant() << "\n"
      << "  severity     " << request.severity() << "\n"
      << "  state        " << (request.state() == OPEN ? "open" : "closed, " + request.closed_at())
      << "\n"
      << "  plan         " << request.plan() << "\n"
      << "  opened       " << request.opened_at() << "\n"
      << "  target       " << TargetText(request, review.target_state(), review.seconds_left())
      << "\n"
      << "  reviewed     " << review.reviewed_at() << "\n";
  if (request.escalations() > 0) out << "  escalations  " << request.escalations() << "\n";
  for (const RequestComment& comment : request.comments()) PrintComment(comment, out);
}

std::string TargetText(const SupportRequest& request, TargetState state, int64_t seconds_left) {
  const std::string promise = absl::StrCat(request.target(), ", by ", request.respond_by());
  const std::string time = DurationText(absl::Seconds(seconds_left));
  switch (state) {
    case RUNNING:
      return absl::StrCat(promise, ": ", time, " left");
    case OVERDUE:
      return absl::StrCat(promise, ": OVERDUE by ", time);
    case KEPT:
      return absl::StrCat(promise, ": kept, answered at ", request.answered_at());
    case MISSED:
      return absl::StrCat(promise, ": MISSED, answered at ", request.answered_at());
    default:
      return "none for this severity";
  }
}

void PrintReview(const Review& review, const ReviewStyle& style, std::ostream& out) {
  switch (style.format) {
    case Format::kText:
      PrintText(review, style.most_objects, out);
      break;
    case Format::kJson:
      PrintJson(review, out);
      break;
    case Format::kCsv:
      PrintCsv(review, out);
      break;
  }
}

ExitCode ExitCodeOf(const Review& review) {
  bool failed = false;
  bool partial = false;
  bool warnings = false;
  for (const ReviewedArtifact& reviewed : review.artifacts()) {
    partial = partial || !reviewed.problem().empty();
    if (reviewed.artifact().kind() != SNAPSHOT) continue;
    for (const CheckResult& result : reviewed.findings().results()) {
      failed = failed || result.verdict() == FAIL;
      warnings = warnings || result.verdict() == WARN;
      partial = partial || result.verdict() == UNKNOWN || result.gaps_size() > 0;
    }
  }
  if (failed) return ExitCode::kFailed;
  if (partial) return ExitCode::kPartial;
  return warnings ? ExitCode::kWarnings : ExitCode::kOk;
}

}  // namespace sitrep::backend
