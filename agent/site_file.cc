#include "agent/site_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/expected_values.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::agent {
namespace {

constexpr size_t kMostBytes = size_t{1} << 20;

// An entry of a map, once it is known to be one.
using EntryReader = std::function<void(const std::string& name, const YAML::Node& value)>;

// SiteReader fills rules from a YAML document, and notes every error with its place.
class SiteReader {
 public:
  SiteReader(const std::string& file, const checks::Pack& pack) : file_(file), pack_(pack) {
    rules_.file = file;
  }

  void Read(const YAML::Node& root) {
    if (root.IsNull() || !root.IsDefined()) return;
    Entries(root, {"parameters", "expect", "accept", "hide"},
            [&](const std::string& name, const YAML::Node& value) { ReadSection(name, value); });
    for (auto& [name, value] : expected_) rules_.parameters.emplace(name, value);
  }

  void Complain(const YAML::Mark& mark, const std::string& message) {
    errors_.push_back(mark.is_null() ? absl::StrCat(file_, ": ", message)
                                     : absl::StrCat(file_, ":", mark.line + 1, ":", mark.column + 1,
                                                    ": ", message));
  }

  const std::vector<std::string>& errors() const { return errors_; }
  HouseRules Take() { return std::move(rules_); }

 private:
  // Hands on each entry of a map; `known` empty: any name.
  void Entries(const YAML::Node& node, const std::vector<std::string>& known,
               const EntryReader& read) {
    if (!node.IsMap()) {
      return Complain(node.Mark(), known.empty()
                                       ? "write `name: value` here"
                                       : absl::StrCat("write `name: value` here; known are ",
                                                      absl::StrJoin(known, ", ")));
    }
    std::set<std::string> seen;
    for (const auto& entry : node) {
      const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "";
      if (name.empty() ||
          (!known.empty() && std::find(known.begin(), known.end(), name) == known.end())) {
        Complain(entry.first.Mark(),
                 absl::StrCat("unknown name `", name, "`; known are ", absl::StrJoin(known, ", ")));
      } else if (!seen.insert(name).second) {
        Complain(entry.first.Mark(), absl::StrCat("`", name, "` is given twice; remove one"));
      } else {
        read(name, entry.second);
      }
    }
  }

  void ReadSection(const std::string& name, const YAML::Node& value) {
    if (value.IsNull()) return;
    if (name == "parameters") {
      Entries(value, {}, [&](const std::string& n, const YAML::Node& v) { ReadParameter(n, v); });
    } else if (name == "expect") {
      Entries(value, {}, [&](const std::string& n, const YAML::Node& v) { ReadExpected(n, v); });
    } else if (!value.IsSequence()) {
      Complain(value.Mark(), absl::StrCat("`", name, "` is a list: begin each element with `- `"));
    } else {
      for (const YAML::Node& element : value) {
        name == "accept" ? ReadAcceptance(element) : ReadHidden(element);
      }
    }
  }

  // One value; "" after a complaint.
  std::string Scalar(const std::string& name, const YAML::Node& value) {
    if (value.IsScalar() && !value.Scalar().empty()) return value.Scalar();
    Complain(value.Mark(), absl::StrCat("`", name, "` takes one value, and not an empty one"));
    return "";
  }

  // One value, or a list of values as a check's parameter takes it.
  std::string Joined(const std::string& name, const YAML::Node& value) {
    if (!value.IsSequence()) return Scalar(name, value);
    std::vector<std::string> values;
    for (const YAML::Node& element : value) {
      values.push_back(Scalar(name, element));
      if (values.back().find(',') != std::string::npos) {
        Complain(element.Mark(),
                 absl::StrCat("`", name, "`: write each value for itself, without ", "a comma"));
      }
    }
    return absl::StrJoin(values, ",");
  }

  const checks::Check* FindCheck(const YAML::Mark& mark, const std::string& id) {
    const checks::Check* check = pack_.Find(id);
    if (check == nullptr) {
      Complain(mark, absl::StrCat("there is no check `", id, "`; see sitrep check --list"));
    }
    return check;
  }

  void ReadParameter(const std::string& name, const YAML::Node& value) {
    const size_t dot = name.find('.');
    if (dot == std::string::npos) {
      return Complain(value.Mark(),
                      absl::StrCat("`", name, "` names no parameter; write CHECK.NAME: VALUE"));
    }
    const checks::Check* check = FindCheck(value.Mark(), name.substr(0, dot));
    if (check == nullptr) return;
    const std::string wanted = name.substr(dot + 1);
    const auto parameter =
        std::find_if(check->parameters.begin(), check->parameters.end(),
                     [&](const checks::Parameter& p) { return p.name == wanted; });
    if (parameter == check->parameters.end()) {
      return Complain(value.Mark(), absl::StrCat("check ", check->id, " has no parameter `", wanted,
                                                 "`; see sitrep check --explain ", check->id));
    }
    const std::string text = Joined(name, value);
    const absl::Status read = checks::ParseParameterValue(*parameter, text).status();
    if (!read.ok()) Complain(value.Mark(), std::string(read.message()));
    rules_.parameters[name] = text;
  }

  void ReadExpected(const std::string& name, const YAML::Node& value) {
    const std::string text = Joined(name, value);
    const absl::StatusOr<std::vector<std::string>> parameters = ParametersExpecting(pack_, name);
    if (!parameters.ok()) return Complain(value.Mark(), std::string(parameters.status().message()));
    for (const std::string& parameter : *parameters) expected_[parameter] = text;
  }

  void ReadAcceptance(const YAML::Node& node) {
    Acceptance acceptance;
    acceptance.line = node.Mark().line + 1;
    std::string until;
    Entries(node, {"check", "object", "key", "source", "until", "reason"},
            [&](const std::string& name, const YAML::Node& value) {
              if (name == "check") acceptance.check = Scalar(name, value);
              if (name == "object") acceptance.object = Scalar(name, value);
              if (name == "source") acceptance.source = Scalar(name, value);
              if (name == "until") until = Scalar(name, value);
              if (name == "reason") acceptance.reason = Scalar(name, value);
              if (name == "key") {
                Entries(value, {}, [&](const std::string& column, const YAML::Node& wanted) {
                  acceptance.key[column] = Scalar(column, wanted);
                });
              }
            });
    CheckAcceptance(node, until, acceptance);
    rules_.acceptances.push_back(std::move(acceptance));
  }

  void CheckAcceptance(const YAML::Node& node, const std::string& until, Acceptance& acceptance) {
    if (!node.IsMap()) return;
    for (const char* name : {"check", "until", "reason"}) {
      if (!node[name].IsDefined()) {
        Complain(node.Mark(), absl::StrCat("an acceptance needs `", name, "`"));
      }
    }
    const checks::Check* check =
        acceptance.check.empty() ? nullptr : FindCheck(node["check"].Mark(), acceptance.check);
    if (check != nullptr) CheckKey(node, *check, acceptance);
    if (until.empty()) return;
    // The parser takes more than the one spelling; what is read back differently is another one.
    if (!absl::ParseCivilTime(until, &acceptance.until) ||
        absl::FormatCivilTime(acceptance.until) != until) {
      Complain(node["until"].Mark(),
               absl::StrCat("`until`: \"", until, "\" is no day; write it as 2026-12-31"));
    }
  }

  void CheckKey(const YAML::Node& node, const checks::Check& check, const Acceptance& acceptance) {
    for (const auto& [column, value] : acceptance.key) {
      if (std::find(check.key.begin(), check.key.end(), column) != check.key.end()) continue;
      Complain(node["key"].Mark(),
               absl::StrCat("`", column, "` is no part of the key of ", check.id, ", which is ",
                            absl::StrJoin(check.key, ", ")));
    }
  }

  void ReadHidden(const YAML::Node& node) {
    HiddenObject hidden;
    hidden.line = node.Mark().line + 1;
    Entries(node, {"source", "table", "name", "moid", "reason"},
            [&](const std::string& name, const YAML::Node& value) {
              if (name == "source") hidden.source = Scalar(name, value);
              if (name == "table") hidden.table = Scalar(name, value);
              if (name == "name") hidden.name = Scalar(name, value);
              if (name == "moid") hidden.moid = Scalar(name, value);
            });
    if (node.IsMap()) CheckHidden(node, hidden);
    rules_.hidden.push_back(std::move(hidden));
  }

  void CheckHidden(const YAML::Node& node, const HiddenObject& hidden) {
    const bool object = !hidden.table.empty();
    if (object ? hidden.name.empty() == hidden.moid.empty()
               : hidden.source.empty() || !hidden.name.empty() || !hidden.moid.empty()) {
      return Complain(node.Mark(),
                      "hide an object with `table` and one of `name` and `moid`, or all of a "
                      "source with `source` alone");
    }
    if (!object) return;
    const int index = tables::Catalog::Get().Find(hidden.table);
    const auto has = [&](std::string_view column) {
      const tables::Table& table = tables::Catalog::Get().tables()[static_cast<size_t>(index)];
      return std::any_of(table.columns.begin(), table.columns.end(),
                         [&](const tables::Column& c) { return c.name == column; });
    };
    if (index < 0 || !has("moid") || !has("name")) {
      Complain(node["table"].Mark(),
               absl::StrCat("`", hidden.table, "` is no table of objects with a name, such as vm, ",
                            "host or datastore"));
    }
  }

  const std::string& file_;
  const checks::Pack& pack_;
  HouseRules rules_;
  std::map<std::string, std::string> expected_;
  std::vector<std::string> errors_;
};

absl::Status FindSources(snapshot::SnapshotReader& reader, SnapshotNames& names) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare("SELECT source, address FROM source"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    const std::string id(statement.Text(0));
    const std::string address(statement.Text(1));
    names.sources[id] = {id, address, address.substr(0, address.rfind(':'))};
  }
}

absl::Status FindHidden(const HiddenObject& hidden, snapshot::SnapshotReader& reader,
                        SnapshotNames& names) {
  if (!reader.Has(hidden.table, "moid") || !reader.Has(hidden.table, "name"))
    return absl::OkStatus();
  const bool by_name = hidden.moid.empty();
  const std::string sql =
      absl::StrCat("SELECT source, moid FROM ", base::QuoteIdentifier(hidden.table), " WHERE ",
                   by_name ? "name" : "moid", " = ?1");
  ASSIGN_OR_RETURN(base::Statement statement, reader.database().Prepare(sql));
  statement.BindText(1, by_name ? hidden.name : hidden.moid);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, statement.Step());
    if (!more) return absl::OkStatus();
    const std::string source(statement.Text(0));
    if (!hidden.source.empty() && names.sources[source].count(hidden.source) == 0) continue;
    names.hidden.insert({source, hidden.table, std::string(statement.Text(1))});
  }
}

}  // namespace

absl::StatusOr<HouseRules> ParseSiteFile(std::string_view text, const std::string& file,
                                         const checks::Pack& pack) {
  if (text.size() > kMostBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": larger than 1 MiB, so it is no site file"));
  }
  if (text.find('\0') != std::string_view::npos) {
    return absl::InvalidArgumentError(absl::StrCat(file, ": holds a NUL byte, so it is no YAML"));
  }
  SiteReader reader(file, pack);
  try {
    reader.Read(YAML::Load(std::string(text)));
  } catch (const YAML::Exception& error) {
    reader.Complain(error.mark, error.msg);
  }
  if (!reader.errors().empty())
    return absl::InvalidArgumentError(absl::StrJoin(reader.errors(), "\n"));
  return reader.Take();
}

absl::StatusOr<HouseRules> ReadSiteFile(const std::string& path, const checks::Pack& pack) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  return ParseSiteFile(text, path, pack);
}

absl::StatusOr<SnapshotNames> FindNames(const HouseRules& rules, snapshot::SnapshotReader& reader) {
  SnapshotNames names;
  RETURN_IF_ERROR(FindSources(reader, names));
  for (const HiddenObject& hidden : rules.hidden) {
    if (!hidden.table.empty()) RETURN_IF_ERROR(FindHidden(hidden, reader, names));
  }
  return names;
}

}  // namespace sitrep::agent
