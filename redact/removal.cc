#include "redact/removal.h"

#include "redact/shape.h"

namespace sitrep::redact {
namespace {

using Until = TextFind::Until;

constexpr std::string_view kFooter = "-----END ";

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

// Base64, headers of old PEM files, line ends, also escaped (\n) or quoted as in JSON and YAML.
bool IsPemByte(char c) {
  return IsAlnum(c) || std::string_view("+/=\r\n\t \\:,-\"'|&#;").find(c) != std::string_view::npos;
}

}  // namespace

void Removal::Start(const TextFind& find) {
  until_ = find.until;
  quote_ = find.quote;
  escaped_ = find.escaped;
  backslash_ = false;
  dashes_ = 0;
  footer_ = false;
  line_.clear();
  taken_ = 0;
  done_ = until_ == Until::kEnd;
}

size_t Removal::Skip(std::string_view text) {
  size_t size = 0;
  while (!done_ && size < text.size()) {
    if (!Take(text[size])) {
      done_ = true;
      break;
    }
    ++taken_;
    ++size;
  }
  return size;
}

// False when `c` is no longer part of the secret.
bool Removal::Take(char c) {
  switch (until_) {
    case Until::kEnd:
      return false;
    case Until::kQuote:
      if (IsLineEnd(c)) return false;
      if (c == quote_ && (escaped_ || !backslash_)) return false;
      if (escaped_ && c == '\\' && quote_ != '<') return false;
      backslash_ = c == '\\' && !backslash_;
      return true;
    case Until::kBlank:
      return !IsLineEnd(c) && c != ' ' && c != '\t' && c != '"' && c != '\'' &&
             (c != '<' || taken_ == 0);
    case Until::kLineEnd:
      return !IsLineEnd(c);
    case Until::kTokenEnd:
      return IsAlnum(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' || c == '=';
    case Until::kPemEnd:
      return TakePem(c);
  }
  return false;
}

// Through the dashes that close -----END X-----, or up to what cannot be part of the block.
bool Removal::TakePem(char c) {
  if (footer_ && dashes_ == 5) return false;
  if (!IsPemByte(c)) return false;
  if (footer_) {
    if (IsLineEnd(c)) return false;
    dashes_ = c == '-' ? dashes_ + 1 : 0;
    return true;
  }
  line_ += c;
  if (line_.size() > kFooter.size()) line_.erase(0, 1);
  footer_ = line_ == kFooter;
  return true;
}

}  // namespace sitrep::redact
