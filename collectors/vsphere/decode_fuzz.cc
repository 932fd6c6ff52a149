// Any bytes as the answer to a retrieve: cut in pieces of several sizes, decoded by every plan.
// Nothing but an error or rows may come of it. Seeds lie in testdata/fuzz_seeds.
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/table_choice.h"

namespace {

using sitrep::collectors::Chunk;
using sitrep::collectors::ChunkCutter;
using sitrep::collectors::Decoder;
using sitrep::collectors::GapLedger;
using sitrep::collectors::TypePlan;

class NowhereSink : public sitrep::base::RowSink {
 public:
  absl::Status Append(int, sitrep::base::Row row) override {
    for (const sitrep::base::Cell& cell : row) read_ += cell.text.size();
    return absl::OkStatus();
  }

 private:
  size_t read_ = 0;
};

void DecodeAnswer(const TypePlan& plan, const std::string& text, size_t piece) {
  NowhereSink sink;
  GapLedger gaps;
  Decoder decoder("S", sink, gaps);
  const std::vector<bool> asked(plan.properties.size(), true);
  ChunkCutter cutter([&](Chunk& chunk) { return decoder.Decode(plan, asked, chunk); }, 64);
  absl::Status status;
  for (size_t at = 0; at < text.size() && status.ok(); at += piece) {
    status = cutter.Feed(std::string_view(text).substr(at, piece));
  }
  if (status.ok()) cutter.Finish().status().IgnoreError();
  gaps.Write("S", sink).IgnoreError();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::vector<TypePlan> plans =
      sitrep::collectors::CompilePlans(sitrep::collectors::TablesOfProfile(false));
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const TypePlan& plan : plans) {
    DecodeAnswer(plan, text, size + 1);
    DecodeAnswer(plan, text, 7);
  }
  sitrep::collectors::ReadSoapFault(text);
  sitrep::collectors::ReadServiceContent(text).status().IgnoreError();
  return 0;
}
