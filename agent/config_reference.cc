#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/config.h"
#include "agent/config_value.h"

namespace sitrep::agent {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr char kOpening[] = R"(# The configuration file of `sitrep`

YAML. Read from `--config FILE`, else from the file named by `SITREP_CONFIG`, else from
`~/.config/sitrep/config.yaml` (`$XDG_CONFIG_HOME` is heeded), else from `/etc/sitrep/config.yaml`.
Without a file there are no named sources and every setting has its default. `sitrep config check`
reads the file and names every error with line and column.

Passwords never stand in this file, and no setting turns certificate checks off.

This page is generated from `agent/config.proto`.

)";

std::string TypeInWords(const FieldDescriptor& field) {
  std::string words = ValueInWords(field.options().GetExtension(setting));
  if (words.empty()) words = "text";
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) words = "settings, as below";
  return field.is_repeated() ? absl::StrCat("list; each element: ", words) : words;
}

void Describe(const Descriptor& type, const std::string& prefix, std::string& text) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const Setting& facts = field.options().GetExtension(setting);
    const std::string name = absl::StrCat(prefix, field.name(), field.is_repeated() ? "[]" : "");
    absl::StrAppend(&text, "## `", name, "`\n\n", facts.help(), "\n\n- Value: ", TypeInWords(field),
                    ".\n");
    if (facts.required()) absl::StrAppend(&text, "- Required.\n");
    if (!facts.default_().empty()) absl::StrAppend(&text, "- Default: ", facts.default_(), ".\n");
    absl::StrAppend(&text, "\n");
    if (field.message_type() != nullptr)
      Describe(*field.message_type(), absl::StrCat(name, "."), text);
  }
}

void Illustrate(const Descriptor& type, const std::string& indent, bool element,
                std::string& text) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const Setting& facts = field.options().GetExtension(setting);
    if (field.name() == "ca_file" || field.name() == "proxy") continue;
    const std::string lead = element && i == 0 ? absl::StrCat(indent.substr(2), "- ") : indent;
    absl::StrAppend(&text, lead, field.name(), ":");
    if (field.message_type() != nullptr) {
      absl::StrAppend(&text, "\n");
      Illustrate(*field.message_type(), absl::StrCat(indent, field.is_repeated() ? "    " : "  "),
                 field.is_repeated(), text);
    } else if (field.is_repeated()) {
      absl::StrAppend(&text, "\n", indent, "  - ", facts.example(), "\n");
    } else {
      absl::StrAppend(&text, " ", facts.example(), "\n");
    }
  }
}

}  // namespace

std::string ConfigReference() {
  std::string text = kOpening;
  absl::StrAppend(&text, "```yaml\n");
  Illustrate(*Config::descriptor(), "", false, text);
  absl::StrAppend(&text, "```\n\n");
  Describe(*Config::descriptor(), "", text);
  text.pop_back();
  return text;
}

}  // namespace sitrep::agent
