#include "redact/text_pass.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "redact/identifier_detector.h"
#include "redact/name_detector.h"
#include "redact/secret_detector.h"
#include "redact/shape.h"
#include "redact/user_detector.h"

namespace sitrep::redact {
namespace {

constexpr size_t kMostOut = 1 << 16;

// Inside a word nothing begins but a name that is found inside words; these signs may begin more.
bool MayBegin(std::string_view text, size_t at) {
  const char c = text[at];
  if (IsAlnum(c)) return at == 0 || !IsAlnum(text[at - 1]);
  return std::string_view("=:>-\"'$/\\").find(c) != std::string_view::npos;
}

}  // namespace

absl::Status TextPass::Feed(std::string_view bytes) {
  // Pieces of a bounded size keep the window bounded.
  while (!bytes.empty()) {
    const size_t size = std::min(bytes.size(), kMostOut);
    text_ += bytes.substr(0, size);
    bytes.remove_prefix(size);
    RETURN_IF_ERROR(Run(/*last=*/false));
  }
  return absl::OkStatus();
}

absl::Status TextPass::Finish() { return Run(/*last=*/true); }

absl::Status TextPass::Run(bool last) {
  const size_t ahead = last ? 0 : kLookAhead;
  while (at_ + ahead < text_.size()) {
    if (!removal_.done()) {
      at_ += removal_.Skip(std::string_view(text_).substr(at_, text_.size() - ahead - at_));
      kept_ = at_;
    } else if (FindAt(at_)) {
      for (const TextFind& find : finds_) Replace(find);
      at_ = kept_;
    } else {
      ++at_;
    }
  }
  Keep(at_);
  RETURN_IF_ERROR(sink_.Write(out_));
  counts_.bytes_out += static_cast<int64_t>(out_.size());
  out_.clear();
  const size_t behind = std::min(at_, kLookBehind);
  text_.erase(0, at_ - behind);
  at_ = kept_ = behind;
  return absl::OkStatus();
}

bool TextPass::FindAt(size_t at) {
  finds_.clear();
  const size_t begin = at - std::min(at, kLookBehind);
  const std::string_view view = std::string_view(text_).substr(begin, at - begin + kLookAhead);
  const size_t here = at - begin;
  const bool begins = MayBegin(view, here);
  std::optional<TextFind> find;
  if (begins) {
    find = FindSecret(view, here);
    if (!find) find = FindUser(view, here);
  }
  if (find) {
    finds_.push_back(*find);
  } else {
    FindName(dictionary_, view, here, finds_);
    if (begins) find = FindIdentifier(view, here);
    if (find && (finds_.empty() || find->end > finds_.back().end)) finds_.assign(1, *find);
  }
  for (TextFind& found : finds_) {
    found.begin += begin;
    found.end += begin;
  }
  return !finds_.empty() && finds_.front().begin >= kept_;
}

void TextPass::Replace(const TextFind& find) {
  Keep(find.begin);
  kept_ = find.end;
  if (find.original.empty()) {
    const std::string_view name = RuleName(find.rule);
    absl::StrAppend(&out_, "<removed:", absl::string_view(name.data(), name.size()), ">");
    ++counts_[find.rule];
    removal_.Start(find);
    return;
  }
  std::string original(find.original);
  if (find.respell_dots != '.')
    std::replace(original.begin(), original.end(), find.respell_dots, '.');
  std::string alias = book_.AliasInText(original);
  if (find.respell_dots != '.') std::replace(alias.begin(), alias.end(), '.', find.respell_dots);
  const std::string_view found = std::string_view(text_).substr(find.begin, find.end - find.begin);
  if (ToLower(alias) == ToLower(found)) {
    // Kept names and addresses of nobody stay as they were spelt.
    out_ += found;
    return;
  }
  out_ += alias;
  ++counts_[find.rule];
}

void TextPass::Keep(size_t end) {
  out_.append(text_, kept_, end - kept_);
  kept_ = end;
}

}  // namespace sitrep::redact
