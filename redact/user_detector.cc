#include "redact/user_detector.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "redact/key_value.h"
#include "redact/log_words.h"
#include "redact/secret_detector.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

constexpr size_t kLongestUser = 256;

#define SITREP_USER "([A-Za-z0-9_][A-Za-z0-9._@\\\\$+-]{0,255})"

// Anchored where the phrase begins; the first group is the name.
struct Phrase {
  std::string_view first_word;  // lower case
  RE2 pattern;
};

const std::vector<const Phrase*>& Phrases() {
  static const auto* const phrases = new std::vector<const Phrase*>{
      // "for user X", "invalid user X", "session opened for user X"
      new Phrase{
          "for",
          RE2("(?i)for\\s+(?:invalid\\s+|unknown\\s+|illegal\\s+)?user\\s+['\"]?" SITREP_USER)},
      new Phrase{"by", RE2("(?i)by\\s+user\\s+['\"]?" SITREP_USER)},
      new Phrase{"by", RE2("(?i)by\\s+" SITREP_USER "\\(uid=")},
      new Phrase{"as", RE2("(?i)as\\s+user\\s+['\"]?" SITREP_USER)},
      new Phrase{"invalid", RE2("(?i)(?:invalid)\\s+user\\s+['\"]?" SITREP_USER)},
      new Phrase{"unknown", RE2("(?i)(?:unknown)\\s+user\\s+['\"]?" SITREP_USER)},
      // "Accepted password for X from", "authentication failure for X from"
      new Phrase{"password",
                 RE2("(?i)password\\s+for\\s+(?:invalid\\s+user\\s+)?" SITREP_USER "\\s+from\\s")},
      new Phrase{"publickey", RE2("(?i)publickey\\s+for\\s+" SITREP_USER "\\s+from\\s")},
      new Phrase{"pam",
                 RE2("(?i)pam\\s+for\\s+(?:invalid\\s+user\\s+)?" SITREP_USER "\\s+from\\s")},
      new Phrase{"failure",
                 RE2("(?i)failures?\\s+for\\s+(?:invalid\\s+user\\s+)?" SITREP_USER "\\s+from\\s")},
      // "User X@10.0.0.1 logged in", "User 'X' ..."
      new Phrase{
          "user",
          RE2("(?i)user\\s+['\"]?" SITREP_USER
              "['\"]?\\s+(?:logged|log|login|logging|authenticated|attempted|failed|performed|"
              "does\\s+not|doesn't|has|was|is|from|successfully|not|connected|disconnected|"
              "requested|on)\\b")},
      new Phrase{"user", RE2("(?i)user\\s+'([^'\\n]{2,128})'")},
      new Phrase{"user",
                 RE2("(?i)user\\s+([A-Za-z0-9_][A-Za-z0-9._-]{0,63}\\\\[A-Za-z0-9._$-]{2,64})")},
      new Phrase{"user", RE2("(?i)user\\s+([A-Za-z0-9._\\\\-]+@[A-Za-z0-9._:-]+)")},
      new Phrase{"sudo", RE2("(?i)sudo(?:\\[\\d{1,9}\\])?:\\s+" SITREP_USER "\\s+:\\s")},
  };
  return *phrases;
}

#undef SITREP_USER

// Not the name of a person: a number, a word of the sentence.
bool IsNobody(std::string_view name) {
  if (name.size() < 2 || AllOf(name, [](char c) { return !IsLetter(c); })) return true;
  return IsCommonWord(ToLower(name));
}

std::optional<TextFind> User(std::string_view text, size_t begin, size_t size) {
  while (size > 0 && !IsAlnum(text[begin + size - 1]) && text[begin + size - 1] != '$') --size;
  const std::string_view name = text.substr(begin, size);
  if (IsNobody(name)) return std::nullopt;
  TextFind find;
  find.begin = begin;
  find.end = begin + size;
  find.rule = Rule::kUser;
  find.original = name;
  return find;
}

bool IsUserByte(char c) {
  return IsLabelByte(c) || c == '.' || c == '@' || c == '\\' || c == '$' || c == '+';
}

std::optional<TextFind> FindByKey(std::string_view text, size_t at) {
  const KeyValue pair = ReadKeyValue(text, at);
  if (pair.key.empty() || RuleOfKey(pair.key) != Rule::kUser) return std::nullopt;
  const std::string_view rest = text.substr(std::min(pair.value, text.size()), kLongestUser);
  if (pair.quote != '\0') {
    const size_t end = rest.find_first_of(pair.escaped ? "\\\"'\n" : "\"'`\n");
    return end == rest.npos ? std::nullopt : User(text, pair.value, end);
  }
  size_t size = 0;
  while (size < rest.size() && IsUserByte(rest[size])) ++size;
  // A sentence: "user: cannot ..."; a key of a key: "user.name=".
  if (size < rest.size() && rest[size] == '=') return std::nullopt;
  return User(text, pair.value, size);
}

std::optional<TextFind> FindByPhrase(std::string_view text, size_t at) {
  size_t size = 0;
  while (size < 10 && at + size < text.size() && IsLetter(text[at + size])) ++size;
  const std::string word = ToLower(text.substr(at, size));
  for (const Phrase* phrase : Phrases()) {
    if (phrase->first_word != word) continue;
    const re2::StringPiece whole(text.data() + at, std::min<size_t>(text.size() - at, 1024));
    re2::StringPiece groups[2];
    if (!phrase->pattern.Match(whole, 0, whole.size(), RE2::ANCHOR_START, groups, 2)) continue;
    const size_t begin = static_cast<size_t>(groups[1].data() - text.data());
    if (std::optional<TextFind> find = User(text, begin, groups[1].size())) return find;
  }
  return std::nullopt;
}

// /home/NAME, C:\Users\NAME
std::optional<TextFind> FindInPath(std::string_view text, size_t at) {
  const std::string start = ToLower(text.substr(at, 7));
  const size_t size = start.substr(0, 6) == "/home/"               ? 6
                      : start == "\\users\\" || start == "/users/" ? 7
                                                                   : 0;
  if (size == 0) return std::nullopt;
  size_t name = 0;
  while (name < 64 && at + size + name < text.size() &&
         (IsLabelByte(text[at + size + name]) || text[at + size + name] == '.')) {
    ++name;
  }
  return User(text, at + size, name);
}

}  // namespace

std::optional<TextFind> FindUser(std::string_view text, size_t at) {
  switch (text[at]) {
    case '=':
    case ':':
    case '>':
      return FindByKey(text, at);
    case '/':
    case '\\':
      return FindInPath(text, at);
    default:
      if (!IsLetter(text[at]) || (at > 0 && IsAlnum(text[at - 1]))) return std::nullopt;
      if (std::string_view("fFbBaAiIuUpPsS").find(text[at]) == std::string_view::npos)
        return std::nullopt;
      return FindByPhrase(text, at);
  }
}

}  // namespace sitrep::redact
