#ifndef SITREP_BACKEND_YAML_H_
#define SITREP_BACKEND_YAML_H_

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sitrep::backend {

// What is wrong with one YAML text, each entry as `file:line: message`.
class YamlErrors {
 public:
  explicit YamlErrors(std::string file) : file_(std::move(file)) {}
  void Add(const YAML::Node& at, std::string_view message);
  void AddAtLine(int line, std::string_view message);
  // OK, or INVALID_ARGUMENT with every entry on a line of its own.
  absl::Status status() const;

 private:
  std::string file_;
  std::vector<std::string> entries_;
};

// YamlMap reads one mapping. A key that is absent leaves its target alone; a value of the wrong
// type, and every key that nothing asked for, becomes an error with its line.
//
// Lifecycle: ask for every key there may be, then Finish(). Ownership: `errors` outlives the map.
// Threads: one.
class YamlMap {
 public:
  // Parses a whole text; an empty one is an empty mapping. The errors say what did not parse.
  static YamlMap Parse(std::string_view text, YamlErrors& errors);

  void Text(const char* key, std::string* value);
  void Texts(const char* key, std::vector<std::string>* values);
  void Integer(const char* key, int64_t least, int64_t most, int64_t* value);
  // Hands a text to `read`, whose message, if it fails, becomes the error.
  void Parsed(const char* key, const std::function<absl::Status(const std::string&)>& read);
  // The same for each text of a list.
  void EachParsed(const char* key, const std::function<absl::Status(const std::string&)>& read);
  // One mapping within this one.
  void Map(const char* key, const std::function<void(YamlMap&)>& read);
  // A list of mappings, and a mapping from names to mappings. Finish() is called for each when
  // `read` returns.
  void EachMap(const char* key, const std::function<void(YamlMap&)>& read);
  void EachNamed(const char* key, const std::function<void(const std::string&, YamlMap&)>& read);
  // A mapping from integers between `least` and `most` to texts.
  void EachNumbered(const char* key, int least, int most,
                    const std::function<absl::Status(int, const std::string&)>& read);
  bool Has(const char* key);
  // An error at the line of `key`, or of the mapping when it has no such key.
  void Reject(const char* key, std::string_view message);
  void Finish();

 private:
  YamlMap(YAML::Node node, YamlErrors& errors);
  YAML::Node Find(const char* key);

  YAML::Node node_;
  YamlErrors* errors_;
  std::set<std::string> asked_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_YAML_H_
