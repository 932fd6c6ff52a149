#ifndef SITREP_CHECKS_BUILT_IN_FILES_H_
#define SITREP_CHECKS_BUILT_IN_FILES_H_

#include <string_view>
#include <vector>

namespace sitrep::checks {

// One file of checks/pack, as it was when the program was built.
struct BuiltInFile {
  std::string_view name;  // host-disconnected.sql
  std::string_view text;
};

// Written by checks/embed.cmake.
const std::vector<BuiltInFile>& BuiltInFiles();
std::string_view BuiltInVersion();

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_BUILT_IN_FILES_H_
