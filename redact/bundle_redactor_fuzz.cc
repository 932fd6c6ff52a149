// Any bytes given as a bundle end in a whole redacted file or in an error and no file.
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/file.h"
#include "redact/bundle_redactor.h"

namespace {

using namespace sitrep;

const std::string& Path() {
  static const std::string path =
      "/tmp/sitrep-bundle-fuzz-" + std::to_string(getpid()) + ".tar.zst";
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const redact::Aliaser aliaser(*redact::SiteKey::FromBytes(std::string(32, 'k')));
  static redact::AliasBook book(aliaser, nullptr);
  static redact::Dictionary dictionary;
  redact::TextRedactor redactor(book, dictionary);
  redact::BundleOptions options;
  options.member_limit_bytes = 1 << 20;
  options.memory_bytes = 1 << 10;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  base::StringSource source(bytes);
  const auto report = redact::RedactBundle(source, Path(), redactor, options);
  if (report.ok() != base::FileExists(Path()) || base::FileExists(Path() + ".partial")) {
    std::fprintf(stderr, "file and report do not agree: %s\n", report.status().ToString().c_str());
    std::abort();
  }
  base::RemoveFile(Path()).IgnoreError();
  return 0;
}
