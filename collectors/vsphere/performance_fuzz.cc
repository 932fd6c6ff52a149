// Any bytes as the answer to QueryPerf: cut in pieces of two sizes, decoded and summed up. Nothing
// but an error or series may come of it. Seeds lie in testdata/performance_seeds.
#include <cstdint>
#include <cstdlib>
#include <pugixml.hpp>
#include <string>

#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/performance_answer.h"
#include "collectors/vsphere/performance_counter.h"
#include "collectors/vsphere/performance_summary.h"

namespace {

using sitrep::collectors::Chunk;
using sitrep::collectors::ChunkCutter;

void DecodeAnswer(const std::string& text, size_t piece) {
  sitrep::collectors::PerformanceAnswer answer([](sitrep::collectors::PerformanceSeries& series) {
    sitrep::collectors::OrderSamples(series.samples, 180);
    const auto summary = sitrep::collectors::Summarize(series.samples);
    if (summary.samples > 180 || summary.minimum > summary.p95 || summary.p95 > summary.maximum) {
      std::abort();
    }
    return absl::OkStatus();
  });
  ChunkCutter cutter([&](Chunk& chunk) { return answer.Read(chunk); }, 64,
                     sitrep::collectors::CutAt::kReturned);
  absl::Status status;
  for (size_t at = 0; at < text.size() && status.ok(); at += piece) {
    status = cutter.Feed(std::string_view(text).substr(at, piece));
  }
  if (status.ok()) cutter.Finish().status().IgnoreError();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  DecodeAnswer(text, size + 1);
  DecodeAnswer(text, 7);
  pugi::xml_document document;
  if (document.load_buffer(text.data(), text.size())) {
    sitrep::collectors::CounterBook book;
    book.Read(document.first_child());
    book.Find("cpu.ready.summation");
  }
  return 0;
}
