#ifndef SITREP_REDACT_SAMPLE_SNAPSHOT_H_
#define SITREP_REDACT_SAMPLE_SNAPSHOT_H_

#include <string>
#include <utility>
#include <vector>

namespace sitrep::redact {

// For tests: a row by column names; what is not named is NULL. Integers are given in decimal.
struct SampleRow {
  std::string table;
  std::vector<std::pair<std::string, std::string>> cells;
};

// For tests: seals a raw snapshot with these rows and a snapshot_info row. Ends the program when it
// cannot.
void WriteSampleSnapshot(const std::string& path, const std::vector<SampleRow>& rows);

// For tests: a small site: two hosts, two machines, a datastore, an alarm, all under
// corp.acme-site.com.
std::vector<SampleRow> SampleSite();

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SAMPLE_SNAPSHOT_H_
