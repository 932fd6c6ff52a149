#ifndef SITREP_BACKEND_IDS_H_
#define SITREP_BACKEND_IDS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace sitrep::backend {

// The names people see for the numbers the store counts.
std::string RequestId(int64_t number);   // "SR-000001"
std::string ArtifactId(int64_t number);  // "A-000001"

// The number of "SR-000001"; 0 when the text is no such id. Each number has one spelling.
int64_t RequestNumber(std::string_view id);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_IDS_H_
