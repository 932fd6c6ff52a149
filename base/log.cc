#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace sitrep::base {
namespace {

spdlog::logger& Logger() {
  static spdlog::logger* logger = [] {
    auto* made = new spdlog::logger("sitrep", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::warn);
    return made;
  }();
  return *logger;
}

}  // namespace

void SetLogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kError:
      return Logger().set_level(spdlog::level::err);
    case LogLevel::kWarning:
      return Logger().set_level(spdlog::level::warn);
    case LogLevel::kInfo:
      return Logger().set_level(spdlog::level::info);
    case LogLevel::kDebug:
      return Logger().set_level(spdlog::level::debug);
  }
}

void LogError(std::string_view text) { Logger().error("{}", text); }
void LogWarning(std::string_view text) { Logger().warn("{}", text); }
void LogInfo(std::string_view text) { Logger().info("{}", text); }
void LogDebug(std::string_view text) { Logger().debug("{}", text); }

}  // namespace sitrep::base
