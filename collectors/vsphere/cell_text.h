#ifndef SITREP_COLLECTORS_VSPHERE_CELL_TEXT_H_
#define SITREP_COLLECTORS_VSPHERE_CELL_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sitrep::collectors {

// How the wire's spellings become ours. Pure; nothing is allocated that the caller did not bring.

enum class TimeReading { kTime, kUnset, kMalformed };
// Writes the house's spelling of an xsd:dateTime to `out`. Year 1 is what some servers give for
// "unset".
TimeReading ReadWireTime(std::string_view text, std::string& out);

std::optional<int64_t> ReadInteger(std::string_view text);
std::optional<double> ReadReal(std::string_view text);
std::optional<bool> ReadBoolean(std::string_view text);
// The digits that the text ends in: 19 of vmx-19.
std::optional<int64_t> ReadTrailingNumber(std::string_view text);
// nullopt when the product does not fit.
std::optional<int64_t> Multiply(int64_t value, int64_t by);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_CELL_TEXT_H_
