#include "backend/config.h"

#include <limits>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "backend/yaml.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr int64_t kLeastWindow = int64_t{4} << 20;  // four chunks of the largest size
constexpr int64_t kMostWindow = int64_t{256} << 20;

void ReadBytes(YamlMap& map, const char* key, int64_t least, int64_t most, int64_t* value) {
  map.Parsed(key, [=](const std::string& text) -> absl::Status {
    ASSIGN_OR_RETURN(const int64_t bytes, ParseBytes(text));
    if (bytes < least || bytes > most) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected ", least, " to ", most, " bytes, found ", bytes));
    }
    *value = bytes;
    return absl::OkStatus();
  });
}

void ReadLimits(YamlMap& map, Limits& limits) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  ReadBytes(map, "artifact_bytes", 1, kMost, &limits.artifact_bytes);
  ReadBytes(map, "window_bytes", kLeastWindow, kMostWindow, &limits.window_bytes);
  ReadBytes(map, "tenant_bytes", 1, kMost, &limits.tenant_bytes);
  ReadBytes(map, "kept_free_bytes", 0, kMost, &limits.kept_free_bytes);
  map.Integer("uploads", 1, 10'000, &limits.uploads);
  map.Integer("stale_upload_days", 1, 3'650, &limits.stale_upload_days);
}

void ReadContract(YamlMap& map, Contract& contract) {
  if (!map.Has("name")) map.Reject("name", "a tenant needs a name");
  map.Parsed("name", [&](const std::string& text) {
    contract.tenant = text;
    return ValidateTenantName(text);
  });
  map.Text("plan", &contract.plan);
  absl::TimeZone zone = absl::UTCTimeZone();
  map.Parsed("time_zone", [&](const std::string& text) -> absl::Status {
    contract.time_zone = text;
    ASSIGN_OR_RETURN(zone, ParseTimeZone(text));
    return absl::OkStatus();
  });
  map.Parsed("entitled_until", [&](const std::string& text) -> absl::Status {
    ASSIGN_OR_RETURN(contract.entitled_until, ParseEntitledUntil(text, zone));
    return absl::OkStatus();
  });
  map.EachParsed("holidays", [&](const std::string& text) -> absl::Status {
    ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(text));
    contract.holidays.insert(day);
    return absl::OkStatus();
  });
}

void ReadConfig(YamlMap& map, Config& config) {
  map.Parsed("listen", [&](const std::string& text) {
    config.listen = text;
    return CheckListen(text);
  });
  map.Text("data_directory", &config.data_directory);
  map.Texts("server_names", &config.server_names);
  map.Text("plans_file", &config.plans_file);
  map.Map("limits", [&](YamlMap& limits) { ReadLimits(limits, config.limits); });
  std::set<std::string> names;
  map.EachMap("tenants", [&](YamlMap& tenant) {
    Contract contract;
    ReadContract(tenant, contract);
    if (!names.insert(contract.tenant).second) {
      tenant.Reject("name", absl::StrCat("tenant ", contract.tenant, " is given twice"));
    }
    config.tenants.push_back(std::move(contract));
  });
}

}  // namespace

absl::StatusOr<Config> ParseConfig(std::string_view text, const std::string& file) {
  YamlErrors errors(file);
  YamlMap map = YamlMap::Parse(text, errors);
  Config config;
  ReadConfig(map, config);
  map.Finish();
  RETURN_IF_ERROR(errors.status());
  return config;
}

absl::StatusOr<Config> LoadConfig(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  return ParseConfig(text, path);
}

absl::Status CheckListen(const std::string& listen) {
  const size_t colon = listen.find_last_of(':');
  int port = 0;
  if (colon != std::string::npos && colon > 0 &&
      absl::SimpleAtoi(listen.substr(colon + 1), &port) && port >= 0 && port <= 65535) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("expected host:port such as 127.0.0.1:7443, found \"", listen, "\""));
}

absl::Status ValidateTenantName(std::string_view name) {
  bool valid = !name.empty() && name.size() <= 63 && absl::ascii_isalnum(name[0]);
  for (const char c : name) {
    valid = valid &&
            (absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' || c == '_' || c == '.');
  }
  if (valid) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(name),
                   "\" is no tenant name: use at most 63 lower-case letters, digits, '-', '_' and "
                   "'.', beginning with a letter or digit"));
}

absl::StatusOr<int64_t> ParseBytes(std::string_view text) {
  absl::string_view number =
      absl::StripAsciiWhitespace(absl::string_view(text.data(), text.size()));
  constexpr std::pair<absl::string_view, int> kUnits[] = {
      {"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}};
  int shift = 0;
  for (const auto& [unit, bits] : kUnits) {
    if (!absl::EndsWith(number, unit)) continue;
    shift = bits;
    number = absl::StripTrailingAsciiWhitespace(number.substr(0, number.size() - unit.size()));
    break;
  }
  int64_t value = 0;
  if (!absl::SimpleAtoi(number, &value) || value < 0 ||
      value > (std::numeric_limits<int64_t>::max() >> shift)) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected bytes such as \"8 MiB\", found \"", std::string(text), "\""));
  }
  return value << shift;
}

absl::StatusOr<absl::CivilDay> ParseDay(const std::string& text) {
  absl::CivilDay day;
  if (text.size() == 10 && absl::ParseCivilTime(text, &day)) return day;
  return absl::InvalidArgumentError(
      absl::StrCat("expected a day such as 2026-12-25, found \"", text, "\""));
}

absl::StatusOr<absl::Time> ParseEntitledUntil(const std::string& text, absl::TimeZone zone) {
  if (const auto day = ParseDay(text); day.ok()) return absl::FromCivil(*day + 1, zone);
  return base::TimeFromText(text);
}

absl::StatusOr<absl::TimeZone> ParseTimeZone(const std::string& name) {
  absl::TimeZone zone;
  if (!name.empty() && absl::LoadTimeZone(name, &zone)) return zone;
  return absl::InvalidArgumentError(
      absl::StrCat("\"", name,
                   "\" is no time zone of this machine; use a name such as Europe/Berlin "
                   "(package tzdata)"));
}

}  // namespace sitrep::backend
