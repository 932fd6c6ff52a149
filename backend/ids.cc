#include "backend/ids.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace sitrep::backend {

std::string RequestId(int64_t number) { return absl::StrFormat("SR-%06d", number); }

std::string ArtifactId(int64_t number) { return absl::StrFormat("A-%06d", number); }

int64_t RequestNumber(std::string_view id) {
  int64_t number = 0;
  const bool reads = id.size() >= 9 && id.substr(0, 3) == "SR-" &&
                     absl::SimpleAtoi(absl::string_view(id.data() + 3, id.size() - 3), &number);
  return reads && number > 0 && RequestId(number) == id ? number : 0;
}

}  // namespace sitrep::backend
