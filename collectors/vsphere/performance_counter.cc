#include "collectors/vsphere/performance_counter.h"

#include <algorithm>
#include <pugixml.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

constexpr std::string_view kHostCounters[] = {
    "cpu.usage.average",       "cpu.ready.summation",     "mem.usage.average",
    "mem.swapused.average",    "mem.vmmemctl.average",    "disk.maxTotalLatency.latest",
    "net.droppedRx.summation", "net.droppedTx.summation", "net.usage.average"};

constexpr std::string_view kMachineCounters[] = {
    "cpu.usage.average",       "cpu.ready.summation",    "cpu.costop.summation",
    "mem.swapped.average",     "mem.vmmemctl.average",   "disk.maxTotalLatency.latest",
    "net.droppedRx.summation", "net.droppedTx.summation"};

// A vCenter has the latency of a datastore across its hosts as throughput.contention; some have the
// two others as well.
constexpr std::string_view kDatastoreCounters[] = {
    "datastore.totalReadLatency.average", "datastore.totalWriteLatency.average",
    "datastore.throughput.contention.average", "disk.used.latest", "disk.capacity.latest"};

constexpr MeasuredType::Condition kRunning[] = {{"runtime.connectionState", "connected"},
                                                {"runtime.powerState", "poweredOn"}};
constexpr MeasuredType::Condition kReached[] = {{"summary.accessible", "true"}};

constexpr MeasuredType kTypes[] = {
    {.type = "HostSystem", .counters = kHostCounters, .conditions = kRunning},
    {.type = "VirtualMachine", .counters = kMachineCounters, .conditions = kRunning},
    {.type = "Datastore",
     .counters = kDatastoreCounters,
     .historical = true,
     .conditions = kReached,
     .vcenter_only = true}};

bool IsMeasured(std::string_view counter) {
  return std::any_of(std::begin(kTypes), std::end(kTypes), [&](const MeasuredType& type) {
    return std::find(type.counters.begin(), type.counters.end(), counter) != type.counters.end();
  });
}

// These words go into public columns, and the source spells them: what is no plain word is left
// out.
std::string PlainWord(std::string text) {
  constexpr size_t kLongest = 64;
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
  });
  if (!plain || text.size() > kLongest) text.clear();
  return text;
}

std::string KeyOf(const pugi::xml_node& counter, std::string_view description) {
  return PlainWord(TextOf(Descend(counter, {description, "key"})));
}

}  // namespace

absl::Span<const MeasuredType> MeasuredTypes() { return kTypes; }

void CounterBook::Read(const pugi::xml_node& value) {
  counters_.clear();
  for (const pugi::xml_node counter : value.children()) {
    CounterFacts facts;
    facts.group = KeyOf(counter, "groupInfo");
    facts.name = KeyOf(counter, "nameInfo");
    facts.rollup = TextOf(ChildNamed(counter, "rollupType"));
    std::string full = absl::StrCat(facts.group, ".", facts.name, ".", facts.rollup);
    if (!IsMeasured(full)) continue;
    if (!absl::SimpleAtoi(TextOf(ChildNamed(counter, "key")), &facts.key)) continue;
    facts.statistics = PlainWord(TextOf(ChildNamed(counter, "statsType")));
    facts.unit = KeyOf(counter, "unitInfo");
    int64_t level = 0;
    if (absl::SimpleAtoi(TextOf(ChildNamed(counter, "level")), &level)) facts.level = level;
    counters_.insert_or_assign(std::move(full), std::move(facts));
  }
}

const CounterFacts* CounterBook::Find(std::string_view counter) const {
  const auto found = counters_.find(counter);
  return found == counters_.end() ? nullptr : &found->second;
}

}  // namespace sitrep::collectors
