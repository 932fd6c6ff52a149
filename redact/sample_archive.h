#ifndef SITREP_REDACT_SAMPLE_ARCHIVE_H_
#define SITREP_REDACT_SAMPLE_ARCHIVE_H_

#include <string>
#include <string_view>
#include <vector>

namespace sitrep::redact {

// For tests: one member of a tar; `type` is tar's: 0 file, 1 hard link, 2 symbolic link, 5 folder,
// 6 pipe.
struct SampleMember {
  std::string name;
  std::string text;
  char type = '0';
  std::string link;
};

// For tests: a plain ustar archive; names up to 100 bytes.
std::string MakeTar(const std::vector<SampleMember>& members);
// For tests: gzip.
std::string Deflate(std::string_view text);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SAMPLE_ARCHIVE_H_
