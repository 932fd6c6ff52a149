#ifndef SITREP_BASE_LOG_H_
#define SITREP_BASE_LOG_H_

#include <string_view>

namespace sitrep::base {

// The programs' own log, on standard error, one line an entry. Never a secret: no credential,
// token, key or cookie is passed here. Threads: any.
enum class LogLevel { kError, kWarning, kInfo, kDebug };

// Entries above `level` are dropped from now on. The default is kWarning.
void SetLogLevel(LogLevel level);

void LogError(std::string_view text);
void LogWarning(std::string_view text);
void LogInfo(std::string_view text);
void LogDebug(std::string_view text);

}  // namespace sitrep::base

#endif  // SITREP_BASE_LOG_H_
