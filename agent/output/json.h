#ifndef SITREP_AGENT_OUTPUT_JSON_H_
#define SITREP_AGENT_OUTPUT_JSON_H_

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "google/protobuf/message.h"

namespace sitrep::agent {

// Json is a JSON document being built; objects keep the order in which their members were set, so
// that the same result prints the same bytes. Protocol messages go in as proto JSON with the names
// of the .proto file.
class Json {
 public:
  Json() : kind_(Kind::kRaw), text_("null") {}
  Json(std::string_view text);  // NOLINT: values read like values
  Json(const std::string& text) : Json(std::string_view(text)) {}           // NOLINT
  Json(const char* text) : Json(std::string_view(text)) {}                  // NOLINT
  Json(bool value) : kind_(Kind::kRaw), text_(value ? "true" : "false") {}  // NOLINT
  template <std::integral T>
  requires(!std::same_as<T, bool>) Json(T value)
      : kind_(Kind::kRaw), text_(std::to_string(value)) {}  // NOLINT
  Json(double value);                                       // NOLINT; null when it is no number

  static Json Object() { return Json(Kind::kObject); }
  static Json Array() { return Json(Kind::kArray); }
  static Json Message(const google::protobuf::Message& message);

  // For objects; a name is set once.
  Json& Set(std::string_view name, Json value);
  // For arrays.
  Json& Add(Json value);

  // Indented by two spaces, without a line end.
  std::string ToString() const;

 private:
  enum class Kind { kRaw, kObject, kArray };
  explicit Json(Kind kind) : kind_(kind) {}
  void Append(int depth, std::string& text) const;

  Kind kind_;
  std::string text_;                                   // kRaw: the value itself
  std::vector<std::pair<std::string, Json>> members_;  // kObject, and kArray without names
};

// "text" with quotes and escapes. Bytes that are no UTF-8 become U+FFFD.
std::string JsonText(std::string_view text);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_JSON_H_
