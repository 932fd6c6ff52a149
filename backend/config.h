#ifndef SITREP_BACKEND_CONFIG_H_
#define SITREP_BACKEND_CONFIG_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/calendar.h"

namespace sitrep::backend {

// Contract is what one customer (tenant) is entitled to.
struct Contract {
  std::string tenant;  // see ValidateTenantName
  std::string plan = "production";
  std::string time_zone = "UTC";  // IANA name
  absl::Time entitled_until = absl::InfiniteFuture();
  Holidays holidays;
};

struct Limits {
  int64_t artifact_bytes = int64_t{256} << 30;   // largest artifact taken
  int64_t window_bytes = int64_t{8} << 20;       // what a client may have in flight
  int64_t tenant_bytes = int64_t{2048} << 30;    // all artifacts of one tenant
  int64_t kept_free_bytes = int64_t{256} << 20;  // of the file system, whatever comes in
  int64_t uploads = 64;                          // at the same time
  int64_t stale_upload_days = 14;                // an upload untouched for so long is forgotten
};

// Config is what `sitrep-backend serve` needs to know (deploy/backend.yaml names every key).
// Everything has a default. A plain value. Threads: any.
struct Config {
  std::string listen = "127.0.0.1:0";  // host:port; port 0 takes a free one
  std::string data_directory = "sitrep-backend-data";
  std::vector<std::string>
      server_names;        // in the server's certificate, beside the host listened on and localhost
  std::string plans_file;  // empty: the built-in programme
  Limits limits;
  std::vector<Contract> tenants;
};

// INVALID_ARGUMENT has one `file:line: message` for each mistake.
absl::StatusOr<Config> ParseConfig(std::string_view text, const std::string& file);
absl::StatusOr<Config> LoadConfig(const std::string& path);

// host:port with a port from 0 to 65535.
absl::Status CheckListen(const std::string& listen);
// Lower-case letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 63: it
// becomes a folder's name.
absl::Status ValidateTenantName(std::string_view name);
// "256 GiB", "8 MiB", "1048576".
absl::StatusOr<int64_t> ParseBytes(std::string_view text);
// "2027-03-31": the end of that day in `zone`; or an RFC 3339 time.
absl::StatusOr<absl::Time> ParseEntitledUntil(const std::string& text, absl::TimeZone zone);
absl::StatusOr<absl::TimeZone> ParseTimeZone(const std::string& name);
absl::StatusOr<absl::CivilDay> ParseDay(const std::string& text);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_CONFIG_H_
