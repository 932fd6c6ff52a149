#ifndef SITREP_REDACT_REMOVAL_H_
#define SITREP_REDACT_REMOVAL_H_

#include <string>
#include <string_view>

#include "redact/text_find.h"

namespace sitrep::redact {

// Removal skips a secret whose end may lie any number of bytes ahead.
//
// Lifecycle: Start() with a find whose `until` is not kEnd; Skip() pieces in order until done().
// Threads: one.
class Removal {
 public:
  void Start(const TextFind& find);
  // How many bytes of `text` belong to the secret. Fewer than all: the end was met, done() is true.
  size_t Skip(std::string_view text);
  bool done() const { return done_; }

 private:
  bool Take(char c);
  bool TakePem(char c);

  TextFind::Until until_ = TextFind::Until::kEnd;
  char quote_ = '\0';
  bool escaped_ = false;
  bool backslash_ = false;
  int dashes_ = 0;
  bool footer_ = false;  // -----END has been met
  std::string line_;     // of a PEM block: the last bytes
  size_t taken_ = 0;
  bool done_ = true;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_REMOVAL_H_
