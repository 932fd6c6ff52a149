#include "redact/name_detector.h"

#include <algorithm>
#include <string>

#include "redact/kept_names.h"
#include "redact/public_suffix.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

constexpr size_t kLongestHostName = 253;
constexpr size_t kLongestRun = 320;

char At(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }

bool IsRunByte(char c) { return IsLabelByte(c) || c == '.' || c == '%' || c == '+'; }
bool IsHostByte(char c) { return IsLabelByte(c) || c == '.'; }
bool IsUserByte(char c) { return IsLabelByte(c) || c == '.' || c == '$'; }

size_t CountWhile(std::string_view text, size_t at, size_t limit, bool (*test)(char)) {
  size_t size = 0;
  while (size < limit && at + size < text.size() && test(text[at + size])) ++size;
  return size;
}

// Only punctuation of the run lies before.
bool IsRunStart(std::string_view text, size_t at) {
  for (size_t back = 1; back <= at && back <= 8; ++back) {
    const char c = text[at - back];
    if (IsAlnum(c)) return false;
    if (!IsRunByte(c)) return true;
  }
  return true;
}

TextFind Aliased(size_t begin, size_t end, Rule rule, std::string_view text) {
  TextFind find;
  find.begin = begin;
  find.end = end;
  find.rule = rule;
  find.original = text.substr(begin, end - begin);
  return find;
}

// The end of a host name that begins at `at` and lies under a domain of the site; 0 when none does.
size_t HostNameEnd(const Dictionary& dictionary, std::string_view text, size_t at) {
  for (size_t label = at; label < text.size() && label - at <= kLongestHostName;) {
    if (const size_t size = dictionary.DomainAt(text, label); size > 0) return label + size;
    const size_t size = CountWhile(text, label, 64, IsLabelByte);
    if (size == 0 || At(text, label + size) != '.') return 0;
    label += size + 1;
  }
  return 0;
}

bool IsMailDomain(const Dictionary& dictionary, std::string_view domain) {
  if (Ipv4Prefix(domain) == domain.size() && !domain.empty()) return true;
  const size_t dot = domain.rfind('.');
  if (dot == domain.npos) return false;
  return IsTopLevelDomain(domain.substr(dot + 1)) ||
         HostNameEnd(dictionary, domain, 0) == domain.size();
}

size_t MailEnd(const Dictionary& dictionary, std::string_view text, size_t at_sign) {
  size_t size = CountWhile(text, at_sign + 1, kLongestHostName, IsHostByte);
  while (size > 0 && !IsAlnum(text[at_sign + size])) --size;
  const std::string_view domain = text.substr(at_sign + 1, size);
  return size > 0 && IsMailDomain(dictionary, domain) ? at_sign + 1 + size : 0;
}

// Words in capitals before a backslash that are no domain.
bool IsNoDomain(std::string_view word) {
  constexpr std::string_view kWords[] = {"error",  "warn",    "warning",   "info",    "debug",
                                         "trace",  "fatal",   "hklm",      "hkcu",    "software",
                                         "system", "builtin", "authority", "program", "windows"};
  const std::string lower = ToLower(word);
  return std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
}

bool IsAccountDomain(const Dictionary& dictionary, std::string_view text, size_t at, size_t size) {
  const std::string_view domain = text.substr(at, size);
  const std::string_view label = domain.substr(0, domain.find('.'));
  if (dictionary.IsDomainLabel(label) || !KeptName(ToLower(label)).empty()) return true;
  if (HostNameEnd(dictionary, text, at) == at + size) return true;
  if (domain.find('.') != domain.npos) {
    return IsTopLevelDomain(domain.substr(domain.rfind('.') + 1)) && IsLetter(domain[0]);
  }
  const auto capital = [](char c) { return IsDigit(c) || c == '-' || (c >= 'A' && c <= 'Z'); };
  if (size < 2 || size > 15 || !std::all_of(domain.begin(), domain.end(), capital) ||
      IsNoDomain(domain)) {
    return false;
  }
  const char before = at == 0 ? ' ' : text[at - 1];
  return before != '\\' && before != '/' && before != ':' && IsLetter(domain[0]);
}

// DOMAIN\user, also with the backslash doubled.
bool FindAccount(const Dictionary& dictionary, std::string_view text, size_t at, size_t domain,
                 TextFinds& finds) {
  const size_t slashes = At(text, at + domain + 1) == '\\' ? 2 : 1;
  const size_t user = at + domain + slashes;
  size_t size = CountWhile(text, user, 104, IsUserByte);
  while (size > 0 && text[user + size - 1] == '.') --size;
  if (size < 2 || !IsAccountDomain(dictionary, text, at, domain)) return false;
  const bool path = At(text, user + size) == '\\';
  if (path && !dictionary.IsDomainLabel(text.substr(at, domain))) return false;
  finds.push_back(Aliased(at, at + domain, Rule::kAccount, text));
  finds.push_back(Aliased(user, user + size, Rule::kAccount, text));
  return true;
}

// esx-HOST-2026-11-22.tgz: bundles are called after hosts; the host keeps its own alias.
bool IsBundleOfKnownHost(const Dictionary& dictionary, std::string_view text, size_t at,
                         size_t end) {
  for (const std::string_view prefix : {"esx-", "vc-"}) {
    if (ToLower(text.substr(at, prefix.size())) != prefix) continue;
    const size_t host = at + prefix.size();
    if (dictionary.Find(text, host).size == end - host) return true;
  }
  return false;
}

bool FindInRun(const Dictionary& dictionary, std::string_view text, size_t at, TextFinds& finds) {
  const bool start = IsRunStart(text, at);
  if (!start && IsLabelByte(text[at - 1])) return false;
  if (start) {
    const size_t run = CountWhile(text, at, kLongestRun, IsRunByte);
    const char behind = At(text, at + run);
    if (behind == '\\' && FindAccount(dictionary, text, at, run, finds)) return true;
    if (behind == '@') {
      if (const size_t end = MailEnd(dictionary, text, at + run); end > 0) {
        finds.push_back(Aliased(at, end, Rule::kEmail, text));
        return true;
      }
    }
  }
  const size_t end = HostNameEnd(dictionary, text, at);
  if (end == 0 || IsBundleOfKnownHost(dictionary, text, at, end)) return false;
  finds.push_back(Aliased(at, end, Rule::kHostName, text));
  return true;
}

}  // namespace

bool FindName(const Dictionary& dictionary, std::string_view text, size_t at, TextFinds& finds) {
  const Dictionary::Match match = dictionary.Find(text, at);
  const bool word_start = IsAlnum(text[at]) && (at == 0 || !IsAlnum(text[at - 1]));
  const bool in_run = word_start && FindInRun(dictionary, text, at, finds);
  if (match.size == 0 || (in_run && finds.back().end >= at + match.size)) return in_run;
  finds.clear();
  TextFind find = Aliased(at, at + match.size, Rule::kName, text);
  find.original = match.original;
  finds.push_back(find);
  return true;
}

}  // namespace sitrep::redact
