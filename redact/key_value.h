#ifndef SITREP_REDACT_KEY_VALUE_H_
#define SITREP_REDACT_KEY_VALUE_H_

#include <cstddef>
#include <string_view>

namespace sitrep::redact {

// KeyValue is a key and where its value begins, as seen from the sign between them.
struct KeyValue {
  std::string_view key;  // empty: there is none
  size_t value = 0;      // first byte of the value, behind an opening quote
  char quote = '\0';     // the quote it opened with
  bool escaped = false;  // \" as inside a quoted JSON text
};

// text[at] is = : or > . Knows key=value, "key": "value", key => value, key := value,
// <key>value</key>.
KeyValue ReadKeyValue(std::string_view text, size_t at);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_KEY_VALUE_H_
