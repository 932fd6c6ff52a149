#include "collectors/appliance/json.h"

#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

namespace sitrep::collectors {
namespace {

constexpr size_t kDeepest = 32;
constexpr size_t kMostValues = 1000000;

// Builds the tree from the parser's events; nlohmann's own tree would throw where ours returns.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return Put({}); }
  bool boolean(bool value) override {
    return PutScalar(Json::Kind::kBoolean, value ? "true" : "false");
  }
  bool number_integer(number_integer_t value) override {
    return PutScalar(Json::Kind::kNumber, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return PutScalar(Json::Kind::kNumber, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& written) override {
    return PutScalar(Json::Kind::kNumber, written);
  }
  bool string(string_t& value) override { return PutScalar(Json::Kind::kText, std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return Open(Json::Kind::kObject); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(Json::Kind::kArray); }
  bool end_array() override { return Close(); }
  bool key(string_t& name) override {
    open_.back().names.push_back(std::move(name));
    return true;
  }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  Json& root() { return root_; }

 private:
  bool PutScalar(Json::Kind kind, std::string text) {
    Json value;
    value.kind = kind;
    value.text = std::move(text);
    return Put(std::move(value));
  }
  bool Put(Json value) {
    if (++values_ > kMostValues) return false;
    if (open_.empty()) {
      root_ = std::move(value);
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }
  bool Open(Json::Kind kind) {
    if (open_.size() >= kDeepest) return false;
    open_.emplace_back().kind = kind;
    return true;
  }
  bool Close() {
    Json value = std::move(open_.back());
    open_.pop_back();
    return Put(std::move(value));
  }

  Json root_;
  std::vector<Json> open_;
  size_t values_ = 0;
};

}  // namespace

Json Json::Text(std::string_view value) {
  Json json;
  json.kind = Kind::kText;
  json.text = value;
  return json;
}

Json Json::Array(std::vector<Json> items) {
  Json json;
  json.kind = Kind::kArray;
  json.items = std::move(items);
  return json;
}

const Json* Json::Find(std::string_view name) const {
  for (size_t i = 0; i < names.size() && i < items.size(); ++i) {
    if (names[i] == name) return &items[i];
  }
  return nullptr;
}

std::string_view Json::TextOf(std::string_view name) const {
  const Json* member = Find(name);
  return member != nullptr && member->is_scalar() ? std::string_view(member->text)
                                                  : std::string_view();
}

void Json::Add(std::string_view name, Json value) {
  if (kind != Kind::kObject) *this = Json{.kind = Kind::kObject};
  names.emplace_back(name);
  items.push_back(std::move(value));
}

absl::StatusOr<Json> ParseJson(std::string_view document) {
  Builder builder;
  bool whole = false;
  try {
    whole = nlohmann::json::sax_parse(document.begin(), document.end(), &builder);
  } catch (const std::exception&) {
    whole = false;
  }
  if (!whole) return absl::DataLossError("the answer is not JSON, or larger than any should be");
  return std::move(builder.root());
}

}  // namespace sitrep::collectors
