#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "redact/bundle_redactor.h"
#include "redact/spelling.h"

namespace sitrep::redact {
namespace {

// A JSON string; a name that is not UTF-8 is taken for Latin-1, so that any can be written.
std::string Quoted(std::string_view text) {
  const bool utf8 = CodePoints(text).has_value();
  std::string quoted = "\"";
  for (const char c : text) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8)) {
      absl::StrAppend(&quoted, "\\u", absl::Hex(byte, absl::kZeroPad4));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string CountsJson(const RedactionCounts& counts) {
  std::vector<std::string> parts;
  for (size_t i = 0; i < counts.by_rule.size(); ++i) {
    if (counts.by_rule[i] == 0) continue;
    parts.push_back(absl::StrCat(Quoted(RuleName(static_cast<Rule>(i))), ": ", counts.by_rule[i]));
  }
  return absl::StrCat("{", absl::StrJoin(parts, ", "), "}");
}

std::string MemberJson(const BundleMember& member) {
  return absl::StrCat("    {\"name\": ", Quoted(member.name), ", \"bytes_in\": ", member.bytes_in,
                      ", \"bytes_out\": ", member.bytes_out,
                      ", \"redacted_name\": ", member.redacted_name ? "true" : "false",
                      ", \"counts\": ", CountsJson(member.counts), "}");
}

std::string DroppedJson(const DroppedMember& member) {
  return absl::StrCat("    {\"name\": ", Quoted(member.name),
                      ", \"reason\": ", Quoted(member.reason), ", \"bytes\": ", member.bytes, "}");
}

// Each on its own line.
template <typename List, typename ToJson>
std::string ListJson(const List& list, ToJson to_json) {
  if (list.empty()) return "[]";
  std::vector<std::string> parts;
  for (const auto& item : list) parts.push_back(to_json(item));
  return absl::StrCat("[\n", absl::StrJoin(parts, ",\n"), "\n  ]");
}

}  // namespace

std::string ManifestJson(const BundleReport& report, std::string_view alias_key_id) {
  return absl::StrCat("{\n  \"format\": 1,\n  \"alias_key_id\": ", Quoted(alias_key_id),
                      ",\n  \"truncated\": ", report.truncated ? "true" : "false",
                      ",\n  \"truncation_reason\": ", Quoted(report.truncation_reason),
                      ",\n  \"bytes_in\": ", report.bytes_in,
                      ",\n  \"counts\": ", CountsJson(report.counts),
                      ",\n  \"members\": ", ListJson(report.members, MemberJson),
                      ",\n  \"dropped\": ", ListJson(report.dropped, DroppedJson), "\n}\n");
}

}  // namespace sitrep::redact
