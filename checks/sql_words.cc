#include "checks/sql_words.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"

namespace sitrep::checks {
namespace {

bool IsWordByte(char c) {
  const auto letter = static_cast<unsigned char>(c);
  return absl::ascii_isalnum(letter) || c == '_' || c == '$' || letter >= 0x80;
}

// Where what begins at `from` ends: behind the closing mark, or at the end of the text.
size_t Behind(std::string_view sql, std::string_view mark, size_t from) {
  const size_t found = sql.find(mark, from);
  return found == std::string_view::npos ? sql.size() : found + mark.size();
}

size_t WordEnd(std::string_view sql, size_t from) {
  while (from < sql.size() && IsWordByte(sql[from])) ++from;
  return from;
}

std::string Lower(std::string_view text) {
  return absl::AsciiStrToLower(absl::string_view(text.data(), text.size()));
}

char ClosingQuote(char c) { return c == '[' ? ']' : c; }

}  // namespace

std::vector<std::string> SqlWords(std::string_view sql) {
  std::vector<std::string> words;
  size_t at = 0;
  while (at < sql.size()) {
    const char c = sql[at];
    const std::string_view pair = sql.substr(at, 2);
    if (pair == "--") {
      at = Behind(sql, "\n", at);
    } else if (pair == "/*") {
      at = Behind(sql, "*/", at + 2);
    } else if (c == '\'') {
      at = Behind(sql, "'", at + 1);
    } else if (c == '"' || c == '`' || c == '[') {
      const char closing = ClosingQuote(c);
      const size_t end = Behind(sql, std::string_view(&closing, 1), at + 1);
      words.push_back(Lower(sql.substr(at + 1, std::max(end, at + 2) - at - 2)));
      at = end;
    } else if (c == ':' || c == '@' || c == '?') {
      at = WordEnd(sql, at + 1);
    } else if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      at = WordEnd(sql, at);
    } else if (IsWordByte(c)) {
      const size_t end = WordEnd(sql, at);
      words.push_back(Lower(sql.substr(at, end - at)));
      at = end;
    } else if (pair == "||" || pair == "->") {
      words.emplace_back(pair);
      at += 2;
    } else {
      ++at;
    }
  }
  return words;
}

bool ListsOnlyParameters(std::string_view sql) {
  static constexpr std::string_view kWord = "json_each";
  const std::string lower = Lower(sql);
  const std::string_view text = lower;
  for (size_t at = text.find(kWord); at != std::string_view::npos; at = text.find(kWord, at)) {
    at += kWord.size();
    if (text.substr(at, 2) != "(:") return false;
    const size_t end = WordEnd(text, at + 2);
    if (end == at + 2 || text.substr(end, 1) != ")") return false;
  }
  return true;
}

std::string_view WhyRefused(std::string_view word) {
  static constexpr std::string_view kCompound =
      "SQLite cannot say which column a value of a compound SELECT comes from";
  static constexpr std::string_view kOrder =
      "names sort differently once they are aliases, and the evaluator sorts the findings";
  static constexpr std::string_view kText =
      "names are compared as a whole only: an alias has other parts; declare a computed column";
  static constexpr std::pair<std::string_view, std::string_view> kRefused[] = {
      {"union", kCompound},
      {"intersect", kCompound},
      {"except", kCompound},
      {"values", kCompound},
      {"recursive", kCompound},
      {"order", kOrder},
      {"limit", kOrder},
      {"offset", kOrder},
      {"over", kOrder},
      {"collate", kOrder},
      {"cast", kText},
      {"like", kText},
      {"glob", kText},
      {"regexp", kText},
      {"match", kText},
      {"||", kText},
      {"->", kText},
  };
  for (const auto& [refused, why] : kRefused) {
    if (refused == word) return why;
  }
  return "";
}

}  // namespace sitrep::checks
