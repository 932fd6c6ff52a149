#include "redact/secret_detector.h"

#include <algorithm>
#include <string>

#include "redact/key_value.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

using Until = TextFind::Until;

// A token is longer than a counter or a word.
constexpr size_t kShortestToken = 8;

char At(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }
bool EndsValue(char c) {
  return c == '\0' || IsBlank(c) || IsLineEnd(c) || c == '"' || c == '\'' || c == '<';
}

TextFind Removal(size_t begin, Rule rule, Until until) {
  TextFind find;
  find.begin = begin;
  find.end = begin;
  find.rule = rule;
  find.until = until;
  return find;
}

size_t ValueSize(std::string_view text, size_t at, size_t limit) {
  size_t size = 0;
  while (size < limit && !EndsValue(At(text, at + size))) ++size;
  return size;
}

bool StartsWith(std::string_view text, size_t at, std::string_view lower) {
  return ToLower(text.substr(std::min(at, text.size()), lower.size())) == lower;
}

// Words that stand where a secret would, and say that there is none.
bool IsPlaceholder(std::string_view text, size_t at) {
  static constexpr std::string_view kWords[] = {"null",      "none",      "nil",    "true",
                                                "false",     "undefined", "(null)", "<unset>",
                                                "<removed:", "<redacted"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return StartsWith(text, at, word) && !IsAlnum(At(text, at + word.size()));
  });
}

// "Bearer x": the scheme stays.
size_t SchemeSize(std::string_view text, size_t at) {
  for (const std::string_view scheme : {"bearer ", "basic "}) {
    if (StartsWith(text, at, scheme)) return scheme.size();
  }
  return 0;
}

// Several words, to the end of the line: or of the quote that opened before the header's name.
bool IsHeaderValue(std::string_view text, size_t at, Rule rule) {
  return rule == Rule::kCookie || StartsWith(text, at, "digest ") || StartsWith(text, at, "sign ");
}

std::optional<TextFind> FindValue(std::string_view text, const KeyValue& pair, Rule rule,
                                  bool element) {
  const char first = At(text, pair.value);
  if (IsPlaceholder(text, pair.value) || StartsWith(text, pair.value, "<removed:"))
    return std::nullopt;
  if (rule == Rule::kToken && ValueSize(text, pair.value, kShortestToken) < kShortestToken &&
      !StartsWith(text, pair.value, "bearer") && !StartsWith(text, pair.value, "basic")) {
    return std::nullopt;
  }
  if (pair.quote != '\0') {
    if (first == '\0' || IsLineEnd(first) || first == pair.quote) return std::nullopt;
    TextFind find = Removal(pair.value, rule, Until::kQuote);
    find.quote = pair.quote;
    find.escaped = pair.escaped;
    return find;
  }
  if (element) {
    if (first == '<' || first == '\0') return std::nullopt;
    TextFind find = Removal(pair.value, rule, Until::kQuote);
    find.quote = '<';
    find.escaped = true;
    return find;
  }
  if (first == '\0' || IsBlank(first) || IsLineEnd(first) || first == '{' || first == '[')
    return std::nullopt;
  if (const size_t scheme = SchemeSize(text, pair.value); scheme > 0) {
    return Removal(pair.value + scheme, rule, Until::kBlank);
  }
  if (!IsHeaderValue(text, pair.value, rule)) return Removal(pair.value, rule, Until::kBlank);
  TextFind find = Removal(pair.value, rule, Until::kLineEnd);
  const char before_key = pair.key.data() > text.data() ? pair.key.data()[-1] : '\0';
  if (before_key == '"' || before_key == '\'') {
    find.until = Until::kQuote;
    find.quote = before_key;
  }
  return find;
}

std::optional<TextFind> FindByKey(std::string_view text, size_t at) {
  const KeyValue pair = ReadKeyValue(text, at);
  if (pair.key.empty()) return std::nullopt;
  const std::optional<Rule> rule = RuleOfKey(pair.key);
  if (!rule || *rule == Rule::kUser) return std::nullopt;
  return FindValue(text, pair, *rule, text[at] == '>');
}

// -----BEGIN RSA PRIVATE KEY-----
std::optional<TextFind> FindPem(std::string_view text, size_t at) {
  constexpr std::string_view kBegin = "-----begin ";
  if (!StartsWith(text, at, kBegin)) return std::nullopt;
  const std::string_view label = text.substr(at + kBegin.size(), 64);
  const size_t end = label.find("-----");
  if (end == label.npos) return std::nullopt;
  const bool key = ToLower(label.substr(0, end)).find("key") != std::string::npos &&
                   ToLower(label.substr(0, end)).find("public") == std::string::npos;
  return Removal(at, key ? Rule::kPrivateKey : Rule::kCertificate, Until::kPemEnd);
}

// --password VALUE
std::optional<TextFind> FindOption(std::string_view text, size_t at) {
  if (at > 0 && (IsAlnum(text[at - 1]) || text[at - 1] == '-')) return std::nullopt;
  size_t name = at;
  while (At(text, name) == '-' && name - at < 2) ++name;
  size_t end = name;
  while (end - name < 64 && IsLabelByte(At(text, end))) ++end;
  const std::optional<Rule> rule = RuleOfKey(text.substr(name, end - name));
  if (!rule || *rule == Rule::kUser || !IsBlank(At(text, end))) return std::nullopt;
  KeyValue pair;
  pair.value = end;
  while (IsBlank(At(text, pair.value)) && pair.value - end < 16) ++pair.value;
  const char first = At(text, pair.value);
  if (first == '-') return std::nullopt;
  if (first == '"' || first == '\'') {
    pair.quote = first;
    ++pair.value;
  }
  return FindValue(text, pair, *rule, /*element=*/false);
}

// password "VALUE", password is 'VALUE'
std::optional<TextFind> FindQuoted(std::string_view text, size_t at) {
  size_t end = at;
  while (end > 0 && at - end < 4 && IsBlank(text[end - 1])) --end;
  if (end == at) return std::nullopt;
  if (end >= 3 && ToLower(text.substr(end - 3, 3)) == " is") end -= 3;
  size_t begin = end;
  while (begin > 0 && end - begin < 16 && IsLetter(text[begin - 1])) --begin;
  const std::string word = ToLower(text.substr(begin, end - begin));
  if (word != "password" && word != "passphrase" && word != "passwd" && word != "pwd")
    return std::nullopt;
  if (At(text, at + 1) == text[at] || At(text, at + 1) == '\0') return std::nullopt;
  TextFind find = Removal(at + 1, Rule::kPassword, Until::kQuote);
  find.quote = text[at];
  return find;
}

// $6$salt$hash
std::optional<TextFind> FindPasswordHash(std::string_view text, size_t at) {
  size_t end = at + 1;
  while (end - at < 4 && IsAlnum(At(text, end))) ++end;
  const std::string_view kind = text.substr(std::min(at + 1, text.size()), end - at - 1);
  if (At(text, end) != '$' ||
      (kind != "1" && kind != "5" && kind != "6" && kind != "y" && kind.substr(0, 1) != "2")) {
    return std::nullopt;
  }
  const auto hash_byte = [](char c) {
    return IsAlnum(c) || c == '.' || c == '/' || c == '$' || c == '=' || c == ',';
  };
  size_t size = end;
  while (size - end < 512 && hash_byte(At(text, size))) ++size;
  if (size - end < 9) return std::nullopt;
  TextFind find = Removal(at, Rule::kPassword, Until::kEnd);
  find.end = size;
  return find;
}

// ://user:password@host
std::optional<TextFind> FindInUrl(std::string_view text, size_t at) {
  if (At(text, at + 1) != '/' || At(text, at + 2) != '/') return std::nullopt;
  const std::string_view authority = text.substr(std::min(at + 3, text.size()), 512);
  const size_t end = authority.find_first_of("/ \t\r\n\"'<>");
  const size_t sign = authority.substr(0, end).rfind('@');
  const size_t colon = authority.find(':');
  if (sign == authority.npos || colon >= sign || sign == colon + 1) return std::nullopt;
  TextFind find = Removal(at + 3 + colon + 1, Rule::kPassword, Until::kEnd);
  find.end = at + 3 + sign;
  return find;
}

// The public half still names its owner: ssh-ed25519 AAAA...
bool IsSshKey(std::string_view text, size_t at) {
  if (at < 8 || !IsBlank(text[at - 1]) || ValueSize(text, at, 32) < 32) return false;
  size_t begin = at - 1;
  while (begin > 0 && at - begin < 40 && !IsBlank(text[begin - 1]) && !IsLineEnd(text[begin - 1]))
    --begin;
  const std::string kind = ToLower(text.substr(begin, 6));
  return kind.substr(0, 4) == "ssh-" || kind == "ecdsa-" || kind.substr(0, 3) == "sk-";
}

// echo VALUE | passwd, printf VALUE | chpasswd
std::optional<TextFind> FindPiped(std::string_view text, size_t at) {
  const size_t size = StartsWith(text, at, "echo ") ? 5 : StartsWith(text, at, "printf ") ? 7 : 0;
  if (size == 0) return std::nullopt;
  const std::string_view rest = text.substr(at + size, 512);
  const size_t pipe = rest.substr(0, rest.find_first_of("\r\n")).find('|');
  if (pipe == rest.npos || pipe == 0) return std::nullopt;
  const std::string reader = ToLower(rest.substr(pipe + 1, 48));
  if (reader.find("passw") == std::string::npos && reader.find("pwd") == std::string::npos &&
      reader.find("sudo -s") == std::string::npos && reader.find("login") == std::string::npos) {
    return std::nullopt;
  }
  TextFind find = Removal(at + size, Rule::kPassword, Until::kEnd);
  find.end = at + size + pipe;
  while (find.end > find.begin && IsBlank(text[find.end - 1])) --find.end;
  return find.end > find.begin ? std::optional<TextFind>(find) : std::nullopt;
}

// sshpass -p VALUE
std::optional<TextFind> FindSshPass(std::string_view text, size_t at) {
  constexpr std::string_view kStart = "sshpass -p";
  if (!StartsWith(text, at, kStart)) return std::nullopt;
  size_t value = at + kStart.size();
  while (IsBlank(At(text, value)) && value - at < 32) ++value;
  KeyValue pair;
  pair.value = value;
  if (At(text, value) == '"' || At(text, value) == '\'') {
    pair.quote = At(text, value);
    ++pair.value;
  }
  return FindValue(text, pair, Rule::kPassword, /*element=*/false);
}

// Bearer VALUE, eyJ... (a JSON web token), AKIA... (a cloud's key)
std::optional<TextFind> FindToken(std::string_view text, size_t at) {
  if (at > 0 && IsAlnum(text[at - 1])) return std::nullopt;
  for (const std::string_view scheme : {"bearer ", "basic "}) {
    if (StartsWith(text, at, scheme) && ValueSize(text, at + scheme.size(), 16) >= 16) {
      return Removal(at + scheme.size(), Rule::kToken, Until::kBlank);
    }
  }
  const std::string_view start = text.substr(at, 4);
  if (start.substr(0, 3) == "eyJ" && ValueSize(text, at, 20) >= 20) {
    return Removal(at, Rule::kToken, Until::kTokenEnd);
  }
  if (start == "AAAA" && IsSshKey(text, at)) {
    return Removal(at, Rule::kCertificate, Until::kTokenEnd);
  }
  if (std::optional<TextFind> find = FindPiped(text, at)) return find;
  if (std::optional<TextFind> find = FindSshPass(text, at)) return find;
  const auto key_byte = [](char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); };
  const std::string_view key = text.substr(at, 20);
  if ((start == "AKIA" || start == "ASIA") && key.size() == 20 &&
      std::all_of(key.begin(), key.end(), key_byte)) {
    return Removal(at, Rule::kToken, Until::kTokenEnd);
  }
  return std::nullopt;
}

}  // namespace

std::optional<TextFind> FindSecret(std::string_view text, size_t at) {
  switch (text[at]) {
    case '=':
    case '>':
      return FindByKey(text, at);
    case ':':
      if (std::optional<TextFind> find = FindByKey(text, at)) return find;
      return FindInUrl(text, at);
    case '-':
      if (std::optional<TextFind> find = FindPem(text, at)) return find;
      return FindOption(text, at);
    case '"':
    case '\'':
      return FindQuoted(text, at);
    case '$':
      return FindPasswordHash(text, at);
    case 'b':
    case 'B':
    case 'e':
    case 'p':
    case 's':
    case 'A':
      return FindToken(text, at);
    default:
      return std::nullopt;
  }
}

}  // namespace sitrep::redact
