#include <algorithm>
#include <string>

#include "redact/secret_detector.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

template <size_t N>
bool EndsWithOneOf(std::string_view key, const std::string_view (&endings)[N]) {
  return std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) {
    return key.back() == ending.back() && key.size() >= ending.size() &&
           key.substr(key.size() - ending.size()) == ending;
  });
}

// Lower case letters and digits, without the digits at the end.
std::string Plain(std::string_view key) {
  std::string plain;
  for (const char c : key) {
    if (IsAlnum(c)) plain += ToLower(c);
  }
  while (!plain.empty() && IsDigit(plain.back())) plain.pop_back();
  return plain;
}

// passwordExpires, password_policy and the like are settings, not passwords.
bool IsSettingAboutPasswords(std::string_view behind) {
  static constexpr std::string_view kStarts[] = {
      "expir", "auth",    "polic",   "qualit", "change", "age",   "length", "history", "reset",
      "max",   "min",     "lock",    "requi",  "enabl",  "last",  "compl",  "warn",    "fail",
      "type",  "count",   "file",    "prompt", "never",  "valid", "remain", "path",    "retr",
      "allow", "caching", "manager", "set",    "str",    "days"};
  return std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view start) {
    return behind.substr(0, start.size()) == start;
  });
}

bool IsPasswordKey(std::string_view plain, std::string_view key) {
  static constexpr std::string_view kEndings[] = {
      "password",   "passwd",      "passwrd",         "passphrase", "passcode",     "pwd",
      "secret",     "secretkey",   "privatekey",      "sharedkey",  "presharedkey", "psk",
      "credential", "credentials", "communitystring", "community",  "communities",  "authpass",
      "privpass",   "userpass",    "dbpass",          "adminpass",  "rootpass",     "sshpass",
      "bindpw",     "userpw",      "rootpw",          "adminpw",    "encryptionkey"};
  if (EndsWithOneOf(plain, kEndings) || plain == "pass") return true;
  if (key.size() > 5 && ToLower(key.substr(key.size() - 4)) == "pass" &&
      !IsAlnum(key[key.size() - 5]))
    return true;
  for (const std::string_view word : {"password", "passwd", "passphrase"}) {
    const size_t at = plain.find(word);
    if (at != plain.npos && !IsSettingAboutPasswords(plain.substr(at + word.size()))) return true;
  }
  return false;
}

}  // namespace

std::optional<Rule> RuleOfKey(std::string_view key) {
  static constexpr std::string_view kTokens[] = {
      "token",     "apikey",       "accesskey", "secretaccesskey",
      "sessionid", "sessiontoken", "authkey",   "ticket",
      "jwt",       "csrf",         "xsrf",      "authorization",
      "assertion"};
  static constexpr std::string_view kCookies[] = {
      "cookie",          "cookies", "setcookie", "vmwaresoapsession", "vmwareapisessionid",
      "vmwarecgiticket", "jsession"};
  static constexpr std::string_view kUsers[] = {
      "user",          "username",       "userid",  "loginname",   "logname",
      "usr",           "acct",           "account", "accountname", "principal",
      "principalname", "samaccountname", "upn",     "useraccount"};
  const std::string plain = Plain(key);
  if (plain.size() < 3 || !IsLetter(plain[plain.size() - 2])) return std::nullopt;
  if (IsPasswordKey(plain, key)) return Rule::kPassword;
  if (EndsWithOneOf(plain, kCookies)) return Rule::kCookie;
  if (EndsWithOneOf(plain, kTokens)) return Rule::kToken;
  if (EndsWithOneOf(plain, kUsers)) return Rule::kUser;
  return std::nullopt;
}

}  // namespace sitrep::redact
