#include "agent/output/request_printer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"

namespace sitrep::agent {
namespace {

std::string StateName(RequestState state) {
  return absl::AsciiStrToLower(RequestState_Name(state));
}
std::string KindName(ArtifactKind kind) { return absl::AsciiStrToLower(ArtifactKind_Name(kind)); }

ResultTable ToTable(const std::vector<SupportRequest>& requests) {
  ResultTable table{
      {"id", "severity", "state", "title", "opened_at", "respond_by", "answered_at", "artifacts"},
      {}};
  for (const SupportRequest& request : requests) {
    table.rows.push_back({request.id(), int64_t{request.severity()}, StateName(request.state()),
                          request.title(), request.opened_at(), request.respond_by(),
                          request.answered_at(), int64_t{request.artifacts_size()}});
  }
  return table;
}

void Line(std::ostream& out, const char* name, const std::string& value) {
  if (!value.empty())
    out << "  " << name << std::string(13 - std::string(name).size(), ' ') << ForTerminal(value)
        << "\n";
}

void PrintText(const SupportRequest& request, std::ostream& out) {
  out << request.id() << "  severity " << request.severity() << "  " << StateName(request.state())
      << "  " << ForTerminal(request.title()) << "\n";
  Line(out, "plan", request.plan());
  Line(out, "opened", request.opened_at());
  Line(out, "target", request.target());
  Line(out, "respond by", request.respond_by());
  Line(out, "answered", request.answered_at());
  Line(out, "closed", request.closed_at());
  if (request.escalations() > 0) Line(out, "escalations", absl::StrCat(request.escalations()));
  for (const RequestComment& comment : request.comments()) {
    out << "\n  " << comment.at() << "  " << ForTerminal(comment.author())
        << (comment.by_support() ? " (support)" : "") << "\n    " << ForTerminal(comment.text())
        << "\n";
  }
  if (request.artifacts_size() > 0) out << "\n";
  for (const RequestArtifact& artifact : request.artifacts()) {
    out << "  " << KindName(artifact.kind()) << "  " << ForTerminal(artifact.name()) << "  "
        << BytesText(artifact.size()) << "  "
        << (artifact.verified() ? "digest verified" : "digest NOT verified") << "  "
        << artifact.received_at() << "\n    sha256 " << artifact.sha256() << "\n";
  }
}

}  // namespace

void PrintRequest(const SupportRequest& request, Format format, std::ostream& out) {
  if (format == Format::kJson) {
    out << Json::Message(request).ToString() << "\n";
  } else if (format == Format::kCsv) {
    ToTable({request}).Print(format, out);
  } else {
    PrintText(request, out);
  }
}

void PrintRequests(const std::vector<SupportRequest>& requests, Format format, std::ostream& out) {
  if (format != Format::kJson) {
    ToTable(requests).Print(format, out);
    return;
  }
  Json json = Json::Array();
  for (const SupportRequest& request : requests) json.Add(Json::Message(request));
  out << json.ToString() << "\n";
}

}  // namespace sitrep::agent
