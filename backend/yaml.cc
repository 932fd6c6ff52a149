#include "backend/yaml.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sitrep::backend {
namespace {

constexpr size_t kLargestText = 1 << 20;
constexpr size_t kMostEntries = 20;

std::string Message(const absl::Status& status) { return std::string(status.message()); }

}  // namespace

void YamlErrors::Add(const YAML::Node& at, std::string_view message) {
  AddAtLine(at.Mark().is_null() ? 1 : at.Mark().line + 1, message);
}

void YamlErrors::AddAtLine(int line, std::string_view message) {
  if (entries_.size() >= kMostEntries) return;
  entries_.push_back(absl::StrCat(file_, ":", line, ": ", std::string(message)));
}

absl::Status YamlErrors::status() const {
  if (entries_.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(entries_, "\n"));
}

YamlMap YamlMap::Parse(std::string_view text, YamlErrors& errors) {
  if (text.size() > kLargestText) {
    errors.AddAtLine(1, "the file is larger than 1 MiB");
    return YamlMap(YAML::Node(YAML::NodeType::Map), errors);
  }
  try {
    YAML::Node node = YAML::Load(std::string(text));
    if (node.IsNull()) node = YAML::Node(YAML::NodeType::Map);
    return YamlMap(node, errors);
  } catch (const YAML::Exception& exception) {
    errors.AddAtLine(exception.mark.is_null() ? 1 : exception.mark.line + 1, exception.msg);
  }
  return YamlMap(YAML::Node(YAML::NodeType::Map), errors);
}

YamlMap::YamlMap(YAML::Node node, YamlErrors& errors) : node_(node), errors_(&errors) {
  if (!node_.IsMap()) {
    errors_->Add(node_, "expected keys with values");
    node_.reset(YAML::Node(YAML::NodeType::Map));
    return;
  }
  std::set<std::string> seen;
  for (const auto& entry : node_) {
    if (!entry.first.IsScalar()) {
      errors_->Add(entry.first, "a key must be a word");
    } else if (!seen.insert(entry.first.Scalar()).second) {
      errors_->Add(entry.first, absl::StrCat(entry.first.Scalar(), " is given twice"));
    }
  }
}

// A loop, because looking a key up by operator[] would insert it, or throw on a key that is no
// scalar.
YAML::Node YamlMap::Find(const char* key) {
  asked_.insert(key);
  for (const auto& entry : node_) {
    if (entry.first.IsScalar() && entry.first.Scalar() == key) return entry.second;
  }
  return YAML::Node(YAML::NodeType::Undefined);
}

bool YamlMap::Has(const char* key) { return Find(key).IsDefined(); }

void YamlMap::Reject(const char* key, std::string_view message) {
  const YAML::Node value = Find(key);
  errors_->Add(value.IsDefined() ? value : node_, absl::StrCat(key, ": ", std::string(message)));
}

void YamlMap::Parsed(const char* key, const std::function<absl::Status(const std::string&)>& read) {
  const YAML::Node value = Find(key);
  if (!value.IsDefined()) return;
  if (!value.IsScalar()) return Reject(key, "expected one value");
  if (const absl::Status status = read(value.Scalar()); !status.ok()) Reject(key, Message(status));
}

void YamlMap::Text(const char* key, std::string* value) {
  Parsed(key, [value](const std::string& text) {
    *value = text;
    return absl::OkStatus();
  });
}

void YamlMap::Integer(const char* key, int64_t least, int64_t most, int64_t* value) {
  Parsed(key, [&](const std::string& text) -> absl::Status {
    int64_t read = 0;
    if (!absl::SimpleAtoi(text, &read) || read < least || read > most) {
      return absl::InvalidArgumentError(absl::StrCat("expected a whole number from ", least, " to ",
                                                     most, ", found \"", text, "\""));
    }
    *value = read;
    return absl::OkStatus();
  });
}

void YamlMap::EachParsed(const char* key,
                         const std::function<absl::Status(const std::string&)>& read) {
  const YAML::Node list = Find(key);
  if (!list.IsDefined() || list.IsNull()) return;
  if (!list.IsSequence()) return Reject(key, "expected a list");
  for (const auto& item : list) {
    if (!item.IsScalar()) {
      errors_->Add(item, absl::StrCat(key, ": expected one value"));
    } else if (const absl::Status status = read(item.Scalar()); !status.ok()) {
      errors_->Add(item, absl::StrCat(key, ": ", Message(status)));
    }
  }
}

void YamlMap::Texts(const char* key, std::vector<std::string>* values) {
  if (!Has(key)) return;
  values->clear();
  EachParsed(key, [values](const std::string& text) {
    values->push_back(text);
    return absl::OkStatus();
  });
}

void YamlMap::Map(const char* key, const std::function<void(YamlMap&)>& read) {
  const YAML::Node value = Find(key);
  if (!value.IsDefined() || value.IsNull()) return;
  YamlMap map(value, *errors_);
  read(map);
  map.Finish();
}

void YamlMap::EachMap(const char* key, const std::function<void(YamlMap&)>& read) {
  const YAML::Node list = Find(key);
  if (!list.IsDefined() || list.IsNull()) return;
  if (!list.IsSequence()) return Reject(key, "expected a list");
  for (const auto& item : list) {
    YamlMap map(item, *errors_);
    read(map);
    map.Finish();
  }
}

void YamlMap::EachNamed(const char* key,
                        const std::function<void(const std::string&, YamlMap&)>& read) {
  const YAML::Node named = Find(key);
  if (!named.IsDefined() || named.IsNull()) return;
  if (!named.IsMap()) return Reject(key, "expected names, each with keys and values");
  for (const auto& entry : named) {
    if (!entry.first.IsScalar()) {
      errors_->Add(entry.first, "a name must be a word");
      continue;
    }
    YamlMap map(entry.second, *errors_);
    read(entry.first.Scalar(), map);
    map.Finish();
  }
}

void YamlMap::EachNumbered(const char* key, int least, int most,
                           const std::function<absl::Status(int, const std::string&)>& read) {
  const YAML::Node named = Find(key);
  if (!named.IsDefined() || named.IsNull()) return;
  if (!named.IsMap()) return Reject(key, "expected numbers with values");
  for (const auto& entry : named) {
    int number = 0;
    if (!entry.first.IsScalar() || !absl::SimpleAtoi(entry.first.Scalar(), &number) ||
        number < least || number > most) {
      errors_->Add(entry.first,
                   absl::StrCat(key, ": expected a number from ", least, " to ", most));
    } else if (!entry.second.IsScalar()) {
      errors_->Add(entry.first, absl::StrCat(key, ": ", number, ": expected one value"));
    } else if (const absl::Status status = read(number, entry.second.Scalar()); !status.ok()) {
      errors_->Add(entry.second, absl::StrCat(key, ": ", number, ": ", Message(status)));
    }
  }
}

void YamlMap::Finish() {
  for (const auto& entry : node_) {
    if (entry.first.IsScalar() && !asked_.contains(entry.first.Scalar())) {
      errors_->Add(entry.first, absl::StrCat("unknown key ", entry.first.Scalar()));
    }
  }
}

}  // namespace sitrep::backend
