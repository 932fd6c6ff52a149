#include "backend/plan.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "backend/yaml.h"
#include "base/file.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace sitrep::backend {

// Made from deploy/plans.yaml when the program is built.
extern const char kBuiltInPlans[];

namespace {

constexpr int64_t kLargestAmount = 10'000;

using Calendars = std::map<std::string, Calendar>;

absl::StatusOr<absl::Weekday> ReadWeekday(const std::string& text) {
  static const auto& days = *new std::map<std::string, absl::Weekday>{
      {"monday", absl::Weekday::monday},       {"tuesday", absl::Weekday::tuesday},
      {"wednesday", absl::Weekday::wednesday}, {"thursday", absl::Weekday::thursday},
      {"friday", absl::Weekday::friday},       {"saturday", absl::Weekday::saturday},
      {"sunday", absl::Weekday::sunday}};
  const auto found = days.find(text);
  if (found != days.end()) return found->second;
  return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" is no day such as monday"));
}

absl::StatusOr<int> ReadTimeOfDay(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  int hour = 0;
  int minute = 0;
  const bool reads = parts.size() == 2 && parts[0].size() == 2 && parts[1].size() == 2 &&
                     absl::SimpleAtoi(parts[0], &hour) && absl::SimpleAtoi(parts[1], &minute);
  const int minutes = hour * 60 + minute;
  if (reads && hour >= 0 && minute >= 0 && minute < 60 && minutes <= 1440) return minutes;
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is no time of day such as \"06:00\""));
}

void ReadCalendar(const std::string& name, YamlMap& map, Calendars& calendars) {
  Calendar calendar;
  calendar.name = name;
  map.Parsed("always", [&](const std::string& text) -> absl::Status {
    calendar.always = text == "true";
    if (text == "true" || text == "false") return absl::OkStatus();
    return absl::InvalidArgumentError("expected true or false");
  });
  map.EachParsed("days", [&](const std::string& text) -> absl::Status {
    ASSIGN_OR_RETURN(const absl::Weekday day, ReadWeekday(text));
    calendar.days.insert(day);
    return absl::OkStatus();
  });
  const auto time_of_day = [&map](const char* key, int* minute) {
    map.Parsed(key, [minute](const std::string& text) -> absl::Status {
      ASSIGN_OR_RETURN(*minute, ReadTimeOfDay(text));
      return absl::OkStatus();
    });
  };
  time_of_day("from", &calendar.from_minute);
  time_of_day("to", &calendar.to_minute);
  if (!calendar.always) {
    if (calendar.days.empty()) map.Reject("days", "at least one day is needed, or always: true");
    if (calendar.to_minute <= calendar.from_minute) map.Reject("to", "must be later than from");
  }
  calendars[name] = std::move(calendar);
}

std::string Words(int64_t amount, const std::string& unit, const Calendar& calendar) {
  const std::string plural = amount == 1 ? unit : absl::StrCat(unit, "s");
  return absl::StrCat("within ", amount, calendar.always ? " " : " service ", plural, ", ",
                      absl::StrReplaceAll(calendar.name, {{"-", " "}}));
}

// "30 minutes round-the-clock", "1 day 12x5".
absl::StatusOr<Target> ReadTarget(const std::string& text, const Calendars& calendars) {
  const std::vector<std::string> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  int64_t amount = 0;
  if (words.size() != 3 || !absl::SimpleAtoi(words[0], &amount) || amount < 1 ||
      amount > kLargestAmount) {
    return absl::InvalidArgumentError("expected a target such as \"4 hours 12x5\"");
  }
  const auto calendar = calendars.find(words[2]);
  if (calendar == calendars.end()) {
    return absl::InvalidArgumentError(absl::StrCat("there is no calendar ", words[2]));
  }
  std::string unit = words[1];
  if (unit.ends_with('s')) unit.pop_back();
  const std::map<std::string, absl::Duration> units = {{"minute", absl::Minutes(1)},
                                                       {"hour", absl::Hours(1)},
                                                       {"day", calendar->second.DayLength()}};
  const auto length = units.find(unit);
  if (length == units.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", words[1], "\" is none of minutes, hours and days"));
  }
  return Target{calendar->second, amount * length->second, Words(amount, unit, calendar->second)};
}

void ReadPlan(const std::string& name, YamlMap& map, const Calendars& calendars,
              std::vector<Plan>& plans) {
  Plan plan;
  plan.name = name;
  plan.title = name;
  map.Text("title", &plan.title);
  map.Parsed("based_on", [&](const std::string& other) -> absl::Status {
    for (const Plan& earlier : plans) {
      if (earlier.name != other) continue;
      plan.targets = earlier.targets;
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(absl::StrCat("no plan ", other, " stands above this one"));
  });
  map.EachNumbered("respond", kHighestSeverity, kLowestSeverity,
                   [&](int severity, const std::string& text) -> absl::Status {
                     ASSIGN_OR_RETURN(plan.targets[severity], ReadTarget(text, calendars));
                     return absl::OkStatus();
                   });
  map.Texts("services", &plan.services);
  plans.push_back(std::move(plan));
}

}  // namespace

std::string_view Plans::BuiltInText() { return kBuiltInPlans; }

Plans Plans::BuiltIn() {
  absl::StatusOr<Plans> plans = Parse(BuiltInText(), "plans.yaml");
  if (plans.ok()) return *std::move(plans);
  base::LogError(
      absl::StrCat("the plans that are built in do not parse: ", plans.status().message()));
  std::abort();
}

absl::StatusOr<Plans> Plans::Load(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  return Parse(text, path);
}

absl::StatusOr<Plans> Plans::Parse(std::string_view text, const std::string& file) {
  YamlErrors errors(file);
  YamlMap map = YamlMap::Parse(text, errors);
  Calendars calendars;
  map.EachNamed("calendars", [&](const std::string& name, YamlMap& calendar) {
    ReadCalendar(name, calendar, calendars);
  });
  Plans plans;
  map.EachNamed("plans", [&](const std::string& name, YamlMap& plan) {
    ReadPlan(name, plan, calendars, plans.plans_);
  });
  map.Finish();
  RETURN_IF_ERROR(errors.status());
  return plans;
}

const Plan* Plans::Find(std::string_view name) const {
  for (const Plan& plan : plans_) {
    if (plan.name == name) return &plan;
  }
  return nullptr;
}

absl::Status Plans::Unknown(std::string_view name) const {
  const std::string known = absl::StrJoin(
      plans_, ", ", [](std::string* out, const Plan& plan) { absl::StrAppend(out, plan.name); });
  return absl::NotFoundError(
      absl::StrCat("there is no plan ", std::string(name), "; there are: ", known));
}

}  // namespace sitrep::backend
