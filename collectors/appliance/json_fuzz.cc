// Any bytes as the answer of any resource, in both spellings. Nothing but an error or rows may come
// of it. Seeds lie in testdata/fuzz_seeds.
#include <cstdint>
#include <string>

#include "collectors/appliance/json_table.h"
#include "collectors/appliance/rest_answer.h"
#include "collectors/appliance/rest_elements.h"
#include "collectors/appliance/rest_resource.h"

namespace {

using sitrep::collectors::CertificatesOf;
using sitrep::collectors::ElementsOfList;
using sitrep::collectors::ElementsOfMap;
using sitrep::collectors::FileSystemItems;
using sitrep::collectors::FileSystems;
using sitrep::collectors::GapLedger;
using sitrep::collectors::Json;
using sitrep::collectors::JsonTable;
using sitrep::collectors::ReadRestAnswer;
using sitrep::collectors::RestElement;
using sitrep::collectors::RestFamily;
using sitrep::collectors::RestReason;
using sitrep::collectors::RestResource;
using sitrep::collectors::RestResources;
using sitrep::collectors::RestShape;

class NowhereSink : public sitrep::base::RowSink {
 public:
  absl::Status Append(int, sitrep::base::Row row) override {
    for (const sitrep::base::Cell& cell : row) read_ += cell.text.size();
    return absl::OkStatus();
  }

 private:
  size_t read_ = 0;
};

absl::StatusOr<std::vector<RestElement>> Elements(const RestResource& resource, const Json& json) {
  if (resource.shape == RestShape::kMap) return ElementsOfMap(json);
  if (resource.shape == RestShape::kList) return ElementsOfList(json, resource.at);
  RestElement one{"id", json};
  for (const auto& part : resource.parts) {
    if (!part.member.empty()) one.value.Add(part.member, json);
  }
  return std::vector<RestElement>{one};
}

void Decode(const Json& json) {
  NowhereSink sink;
  GapLedger gaps;
  for (const RestResource& resource : RestResources()) {
    JsonTable table(resource.table, "S", "", sink, gaps);
    const auto elements = Elements(resource, json);
    if (!elements.ok()) continue;
    for (size_t i = 0; i < elements->size(); ++i) {
      const RestElement& element = (*elements)[i];
      table.Append({.id = element.id, .index = i, .value = &element.value}).IgnoreError();
    }
  }
  FileSystems(json, json);
  FileSystemItems(json);
  gaps.Write("S", sink).IgnoreError();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const RestFamily family : {RestFamily::kApi, RestFamily::kRest}) {
    for (const int status : {200, 404}) {
      const auto json = ReadRestAnswer(status, text, family, "GET x");
      if (json.ok()) Decode(*json);
      if (!json.ok()) RestReason(json.status());
    }
  }
  CertificatesOf(text);
  return 0;
}
