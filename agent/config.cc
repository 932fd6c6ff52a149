#include "agent/config.h"

#include <yaml-cpp/yaml.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "agent/config_value.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr size_t kMostBytes = size_t{1}
                              << 20;  // a configuration larger than this is some other file

std::string KnownSettings(const Descriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  return absl::StrJoin(names, ", ");
}

// Fills a message from a YAML node by the message's own description, and notes every error with its
// place.
class Filler {
 public:
  explicit Filler(const std::string& file) : file_(file) {}

  void Fill(const YAML::Node& node, Message& message) {
    if (!node.IsMap()) {
      Complain(node.Mark(), absl::StrCat("settings are expected here, as `name: value`; known are ",
                                         KnownSettings(*message.GetDescriptor())));
      return;
    }
    std::set<std::string> seen;
    for (const auto& entry : node) FillEntry(entry.first, entry.second, message, seen);
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (field.options().GetExtension(setting).required() && seen.count(field.name()) == 0) {
        Complain(node.Mark(), absl::StrCat("`", field.name(), "` is missing"));
      }
    }
  }

  void Complain(const YAML::Mark& mark, const std::string& message) {
    errors_.push_back(mark.is_null() ? absl::StrCat(file_, ": ", message)
                                     : absl::StrCat(file_, ":", mark.line + 1, ":", mark.column + 1,
                                                    ": ", message));
  }

  const std::vector<std::string>& errors() const { return errors_; }

 private:
  void FillEntry(const YAML::Node& key, const YAML::Node& value, Message& message,
                 std::set<std::string>& seen) {
    const std::string name = key.IsScalar() ? key.Scalar() : "";
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) {
      Complain(key.Mark(), absl::StrCat("unknown setting `", name, "`; known are ",
                                        KnownSettings(*message.GetDescriptor())));
      return;
    }
    if (!seen.insert(name).second) {
      Complain(key.Mark(), absl::StrCat("`", name, "` is given twice"));
      return;
    }
    if (!field->is_repeated()) {
      FillOne(value, *field, message);
      return;
    }
    if (!value.IsSequence()) {
      Complain(
          value.Mark(),
          absl::StrCat("`", name, "` is a list: write each element on its own line after `- `"));
      return;
    }
    for (const YAML::Node& element : value) FillOne(element, *field, message);
  }

  void FillOne(const YAML::Node& value, const FieldDescriptor& field, Message& message) {
    const Reflection& reflection = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Message* child = field.is_repeated() ? reflection.AddMessage(&message, &field)
                                           : reflection.MutableMessage(&message, &field);
      Fill(value, *child);
      return;
    }
    if (!value.IsScalar()) {
      Complain(value.Mark(), absl::StrCat("`", field.name(), "` takes one value"));
      return;
    }
    const absl::Status status = FillScalar(value.Scalar(), field, message);
    if (!status.ok()) {
      Complain(value.Mark(), absl::StrCat("`", field.name(), "`: ", status.message()));
    }
  }

  absl::Status FillScalar(const std::string& text, const FieldDescriptor& field, Message& message) {
    const Reflection& reflection = *message.GetReflection();
    const Setting& facts = field.options().GetExtension(setting);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      ASSIGN_OR_RETURN(const int64_t number, ReadNumberValue(facts, text));
      reflection.SetInt64(&message, &field, number);
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(CheckTextValue(facts, text));
    if (field.is_repeated()) {
      reflection.AddString(&message, &field, text);
    } else {
      reflection.SetString(&message, &field, text);
    }
    return absl::OkStatus();
  }

  const std::string& file_;
  std::vector<std::string> errors_;
};

// What no single setting can show.
void CheckSources(const YAML::Node& root, const Config& config, Filler& filler) {
  std::set<std::string> names;
  for (int i = 0; i < config.sources_size(); ++i) {
    const SourceConfig& source = config.sources(i);
    const YAML::Mark mark = root["sources"][static_cast<size_t>(i)].Mark();
    if (!source.name().empty() && !names.insert(source.name()).second) {
      filler.Complain(mark, absl::StrCat("there are two sources named `", source.name(), "`"));
    }
    if (!source.ca_file().empty() && source.thumbprints_size() > 0) {
      filler.Complain(mark, "give `ca_file` or `thumbprints`, not both");
    }
  }
}

absl::StatusOr<Config> Parse(const std::string& text, const std::string& file) {
  Config config;
  Filler filler(file);
  try {
    const YAML::Node root = YAML::Load(text);
    if (root.IsNull() || !root.IsDefined()) return config;
    filler.Fill(root, config);
    if (filler.errors().empty()) CheckSources(root, config, filler);
  } catch (const YAML::Exception& error) {
    filler.Complain(error.mark, error.msg);
  }
  if (!filler.errors().empty())
    return absl::InvalidArgumentError(absl::StrJoin(filler.errors(), "\n"));
  return config;
}

}  // namespace

absl::StatusOr<Config> ParseConfig(std::string_view text, const std::string& file) {
  if (text.size() > kMostBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": larger than 1 MiB, so it is no configuration"));
  }
  if (text.find('\0') != std::string_view::npos) {
    return absl::InvalidArgumentError(absl::StrCat(file, ": holds a NUL byte, so it is no YAML"));
  }
  return Parse(std::string(text), file);
}

absl::StatusOr<Config> ReadConfig(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  return ParseConfig(text, path);
}

const SourceConfig* FindSource(const Config& config, std::string_view name) {
  for (const SourceConfig& source : config.sources()) {
    if (source.name() == name) return &source;
  }
  return nullptr;
}

}  // namespace sitrep::agent
