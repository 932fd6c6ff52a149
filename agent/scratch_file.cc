#include "agent/scratch_file.h"

#include <sys/stat.h>

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/digest.h"
#include "base/file.h"

namespace sitrep::agent {
namespace {

constexpr char kPrefix[] = "scratch-";
constexpr absl::Duration kStale = absl::Hours(24);

void RemoveStale(const std::string& folder, absl::Time now) {
  for (const std::string& name : base::ListDirectory(folder).value_or(std::vector<std::string>())) {
    const std::string path = absl::StrCat(folder, "/", name);
    struct stat facts;
    if (!absl::StartsWith(name, kPrefix) || stat(path.c_str(), &facts) != 0) continue;
    if (now - absl::FromTimeT(facts.st_mtime) > kStale) base::RemoveFile(path).IgnoreError();
  }
}

}  // namespace

ScratchFile::ScratchFile(const std::string& state_directory, const std::string& ending,
                         base::Clock& clock)
    : path_(absl::StrCat(state_directory, "/", kPrefix, base::RandomUuid(), ending)) {
  RemoveStale(state_directory, clock.Now());
}

ScratchFile::~ScratchFile() { base::RemoveFile(path_).IgnoreError(); }

}  // namespace sitrep::agent
