#ifndef SITREP_AGENT_VERSION_H_
#define SITREP_AGENT_VERSION_H_

namespace sitrep::agent {

// Version of this program, as CMakeLists.txt has it.
inline constexpr char kVersion[] = SITREP_VERSION;

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_VERSION_H_
