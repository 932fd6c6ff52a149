#include "collectors/vsphere/performance_answer.h"

#include <pugixml.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

constexpr unsigned kParseOptions =
    pugi::parse_minimal | pugi::parse_escapes | pugi::parse_cdata | pugi::parse_fragment;

// A source that sends more ticks for one object is not one of ours: a day of 20 s has 4,320.
constexpr size_t kMostTicks = 100'000;

}  // namespace

absl::Status PerformanceAnswer::Read(Chunk& chunk) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer_inplace(
      chunk.xml.data(), chunk.xml.size(), kParseOptions, pugi::encoding_utf8);
  if (!parsed) return absl::DataLossError("QueryPerf: the answer is not well-formed XML");
  for (const pugi::xml_node entity : document.children()) {
    if (LocalName(entity.name()) == "returnval") RETURN_IF_ERROR(ReadEntity(entity));
  }
  return absl::OkStatus();
}

absl::Status PerformanceAnswer::ReadEntity(const pugi::xml_node& entity) {
  const pugi::xml_node reference = ChildNamed(entity, "entity");
  entity_ = {std::string(PlainType(reference)), TextOf(reference)};
  ReadTicks(entity);
  for (const pugi::xml_node child : entity.children()) {
    if (LocalName(child.name()) == "value") RETURN_IF_ERROR(ReadSeries(child));
  }
  return absl::OkStatus();
}

void PerformanceAnswer::ReadTicks(const pugi::xml_node& entity) {
  if (const pugi::xml_node csv = ChildNamed(entity, "sampleInfoCSV")) {
    ReadTicksCsv(TextOf(csv));
    return;
  }
  ticks_.clear();
  ticks_text_.clear();
  for (const pugi::xml_node child : entity.children()) {
    if (LocalName(child.name()) != "sampleInfo") continue;
    if (ticks_.size() >= kMostTicks) return;
    Tick tick;
    const auto at = base::TimeFromText(TextOf(ChildNamed(child, "timestamp")));
    int64_t interval = 0;
    if (at.ok() && absl::SimpleAtoi(TextOf(ChildNamed(child, "interval")), &interval)) {
      tick = {*at, interval};
    }
    ticks_.push_back(tick);
  }
}

// interval,time,interval,time,...
void PerformanceAnswer::ReadTicksCsv(std::string text) {
  if (!text.empty() && text == ticks_text_) return;
  ticks_.clear();
  ticks_text_ = std::move(text);
  int64_t interval = 0;
  bool is_time = false;
  for (const absl::string_view word : absl::StrSplit(ticks_text_, ',')) {
    if (ticks_.size() >= kMostTicks) return;
    if (!is_time) {
      if (!absl::SimpleAtoi(word, &interval)) interval = 0;
    } else {
      const absl::string_view plain = absl::StripAsciiWhitespace(word);
      const auto at = base::TimeFromText(std::string_view(plain.data(), plain.size()));
      ticks_.push_back(at.ok() ? Tick{*at, interval} : Tick{});
    }
    is_time = !is_time;
  }
}

// A csv series has one <value> with all numbers, a normal one a <value> for each.
absl::Status PerformanceAnswer::ReadSeries(const pugi::xml_node& series) {
  const pugi::xml_node id = ChildNamed(series, "id");
  int64_t key = 0;
  if (!absl::SimpleAtoi(TextOf(ChildNamed(id, "counterId")), &key)) return absl::OkStatus();
  samples_.clear();
  values_ = 0;
  for (const pugi::xml_node child : series.children()) {
    if (LocalName(child.name()) != "value") continue;
    const std::string text = TextOf(child);
    if (text.empty()) {
      ++values_;
      continue;
    }
    for (const absl::string_view word : absl::StrSplit(text, ',')) {
      AddValue(std::string_view(word.data(), word.size()));
    }
  }
  // Which value belongs to which time is told by their places alone.
  if (values_ != ticks_.size()) samples_.clear();
  const std::string instance = TextOf(ChildNamed(id, "instance"));
  PerformanceSeries view{
      .entity = entity_, .counter_key = key, .instance = instance, .samples = samples_};
  return on_series_(view);
}

void PerformanceAnswer::AddValue(std::string_view text) {
  const size_t place = values_++;
  if (place >= ticks_.size() || ticks_[place].interval_seconds <= 0) return;
  int64_t value = 0;
  if (!absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &value)) return;
  samples_.push_back({ticks_[place].at, ticks_[place].interval_seconds, value});
}

}  // namespace sitrep::collectors
