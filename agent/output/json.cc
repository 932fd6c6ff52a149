#include "agent/output/json.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/wrappers.pb.h>

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/output/plain_text.h"

namespace sitrep::agent {
namespace {

bool IsPlain(char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

}  // namespace

std::string JsonText(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), IsPlain)) {
    return absl::StrCat("\"", absl::string_view(text.data(), text.size()), "\"");
  }
  google::protobuf::StringValue value;
  value.set_value(ReplaceInvalidUtf8(text));
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(value, &json).ok()) return "null";
  return json;
}

Json::Json(std::string_view text) : kind_(Kind::kRaw), text_(JsonText(text)) {}

Json::Json(double value) : kind_(Kind::kRaw), text_("null") {
  if (!std::isfinite(value)) return;
  google::protobuf::DoubleValue wrapped;
  wrapped.set_value(value);
  std::string json;
  if (google::protobuf::util::MessageToJsonString(wrapped, &json).ok()) text_ = json;
}

Json Json::Message(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  Json json;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) return json;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  json.text_ = text;
  return json;
}

Json& Json::Set(std::string_view name, Json value) {
  members_.emplace_back(std::string(name), std::move(value));
  return *this;
}

Json& Json::Add(Json value) {
  members_.emplace_back("", std::move(value));
  return *this;
}

std::string Json::ToString() const {
  std::string text;
  Append(0, text);
  return text;
}

void Json::Append(int depth, std::string& text) const {
  const std::string margin(static_cast<size_t>(depth) * 2, ' ');
  if (kind_ == Kind::kRaw) {
    // A nested proto document has its own indentation; strings hold no line ends once escaped.
    absl::StrAppend(&text, absl::StrReplaceAll(text_, {{"\n", absl::StrCat("\n", margin)}}));
    return;
  }
  const bool object = kind_ == Kind::kObject;
  absl::StrAppend(&text, object ? "{" : "[");
  for (size_t i = 0; i < members_.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? "\n" : ",\n", margin, "  ");
    if (object) absl::StrAppend(&text, JsonText(members_[i].first), ": ");
    members_[i].second.Append(depth + 1, text);
  }
  if (!members_.empty()) absl::StrAppend(&text, "\n", margin);
  absl::StrAppend(&text, object ? "}" : "]");
}

}  // namespace sitrep::agent
