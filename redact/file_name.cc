#include "redact/file_name.h"

#include <algorithm>
#include <string>

#include "redact/shape.h"

namespace sitrep::redact {
namespace {

constexpr std::string_view kExtensions[] = {
    ".vmx", ".vmxf", ".vmtx", ".vmdk", ".vmsd", ".vmsn", ".vmss",       ".vmem", ".vswp", ".nvram",
    ".log", ".hlog", ".lck",  ".iso",  ".flp",  ".ova",  ".ovf",        ".mf",   ".img",  ".gz",
    ".zip", ".txt",  ".xml",  ".json", ".cfg",  ".psf",  ".scoreboard", ".aux",  ".vib",  ".tgz"};

constexpr std::string_view kDiskEndings[] = {"-flat", "-delta", "-sesparse", "-ctk",
                                             "-rdm",  "-rdmp",  "-digest"};

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() > end.size() && ToLower(text.substr(text.size() - end.size())) == end;
}

// Cuts `mark` and the digits behind it off the end.
bool CutNumber(std::string_view& stem, std::string_view mark, size_t fewest, size_t most,
               bool (*digit)(char)) {
  size_t digits = 0;
  while (digits < stem.size() && digits <= most && digit(stem[stem.size() - 1 - digits])) ++digits;
  if (digits < fewest || digits > most) return false;
  const std::string_view head = stem.substr(0, stem.size() - digits);
  if (!EndsWith(head, mark)) return false;
  stem = head.substr(0, head.size() - mark.size());
  return true;
}

bool CutExtension(std::string_view& stem) {
  if (EndsWith(stem, "~")) {
    stem.remove_suffix(1);
    return true;
  }
  for (const std::string_view extension : kExtensions) {
    if (!EndsWith(stem, extension)) continue;
    stem.remove_suffix(extension.size());
    return true;
  }
  return false;
}

void CutDiskEndings(std::string_view& stem, std::string_view folder) {
  for (const std::string_view ending : kDiskEndings) {
    if (!EndsWith(stem, ending)) continue;
    stem.remove_suffix(ending.size());
    break;
  }
  CutNumber(stem, "-", 6, 6, IsDigit);
  if (stem != folder) CutNumber(stem, "_", 1, 3, IsDigit);
}

// vmware.log, vmware-3.log
bool IsOwnLog(std::string_view stem) {
  return stem == "vmware" || (stem.substr(0, 7) == "vmware-" && AllOf(stem.substr(7), IsDigit));
}

}  // namespace

FileNameParts SplitFileName(std::string_view name, std::string_view folder) {
  std::string_view stem = name;
  std::string_view inner_extension;
  for (std::string_view before = stem; CutExtension(stem); before = stem) {
    inner_extension = before.substr(stem.size());
  }
  const std::string extension = ToLower(inner_extension);
  if (extension == ".vmdk") CutDiskEndings(stem, folder);
  if (extension == ".vmsn" || extension == ".vmem") CutNumber(stem, "-snapshot", 1, 9, IsDigit);
  if (extension == ".vswp" || extension == ".hlog" || extension == ".vmss") {
    CutNumber(stem, "-", 8, 8, IsHex);
  }
  FileNameParts parts;
  if (extension == ".log" && IsOwnLog(stem)) stem = stem.substr(0, 0);
  if (extension == ".vswp" && stem.substr(0, 4) == "vmx-") parts.before = stem.substr(0, 4);
  parts.stem = stem.substr(parts.before.size());
  parts.after = name.substr(stem.size());
  return parts;
}

}  // namespace sitrep::redact
