#include "redact/key_value.h"

#include "redact/shape.h"

namespace sitrep::redact {
namespace {

constexpr size_t kLongestKey = 64;
constexpr size_t kLongestTag = 160;
constexpr size_t kMostBlanks = 16;

char At(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsQuote(char c) { return c == '"' || c == '\'' || c == '`'; }
bool IsKeyByte(char c) { return IsLabelByte(c) || c == '.'; }

std::string_view KeyBefore(std::string_view text, size_t at) {
  size_t end = at;
  while (end > 0 && at - end < 4 && IsBlank(text[end - 1])) --end;
  // ["key"]
  if (end > 1 && text[end - 1] == ']' && IsQuote(text[end - 2])) --end;
  for (int i = 0; i < 2 && end > 0 && (IsQuote(text[end - 1]) || text[end - 1] == '\\'); ++i) --end;
  size_t begin = end;
  while (begin > 0 && end - begin < kLongestKey && IsKeyByte(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

void ReadValueStart(std::string_view text, size_t at, KeyValue& result) {
  size_t value = at;
  while (value - at < kMostBlanks && IsBlank(At(text, value))) ++value;
  if (At(text, value) == '\\' && IsQuote(At(text, value + 1))) {
    result.escaped = true;
    ++value;
  }
  if (IsQuote(At(text, value))) result.quote = text[value++];
  result.value = value;
}

// <ns:password xsi:type="xsd:string">
KeyValue ReadElement(std::string_view text, size_t at) {
  KeyValue result;
  size_t begin = at;
  while (begin > 0 && at - begin < kLongestTag && text[begin - 1] != '<' && text[begin - 1] != '>')
    --begin;
  if (begin == 0 || text[begin - 1] != '<' || At(text, begin) == '/' || text[at - 1] == '/')
    return result;
  size_t end = begin;
  while (end < at && (IsKeyByte(text[end]) || text[end] == ':')) {
    if (text[end] == ':') begin = end + 1;
    ++end;
  }
  result.key = text.substr(begin, end - begin);
  result.value = at + 1;
  return result;
}

}  // namespace

KeyValue ReadKeyValue(std::string_view text, size_t at) {
  KeyValue result;
  const char before = at > 0 ? text[at - 1] : '\0';
  const char after = At(text, at + 1);
  switch (text[at]) {
    case '>':
      return ReadElement(text, at);
    case ':':
      if (before == ':' || after == ':' || after == '=' ||
          (after == '/' && At(text, at + 2) == '/'))
        return result;
      result.key = KeyBefore(text, at);
      ReadValueStart(text, at + 1, result);
      return result;
    default:
      if (before == '=' || before == '!' || before == '<' || before == '>' || after == '=')
        return result;
      result.key = KeyBefore(text, before == ':' ? at - 1 : at);
      ReadValueStart(text, after == '>' ? at + 2 : at + 1, result);
      return result;
  }
}

}  // namespace sitrep::redact
