#include "redact/alias_book.h"

namespace sitrep::redact {
namespace {

constexpr size_t kMostRecent = 200'000;
constexpr size_t kBatch = 4096;

}  // namespace

const std::string& AliasBook::Alias(std::string_view text) {
  if (const auto found = recent_.find(std::string(text)); found != recent_.end()) {
    return found->second;
  }
  return Make(text, /*from_text=*/false, recent_);
}

const std::string& AliasBook::AliasInText(std::string_view text) {
  const std::string original(text);
  if (const auto found = in_text_.find(original); found != in_text_.end()) return found->second;
  const absl::StatusOr<bool> known = map_ == nullptr ? false : map_->IsAlias(text);
  if (!known.ok()) status_.Update(known.status());
  if (!known.ok() || !*known) return Make(text, /*from_text=*/true, in_text_);
  if (in_text_.size() >= kMostRecent) in_text_.clear();
  return in_text_.emplace(original, original).first->second;
}

const std::string& AliasBook::Make(std::string_view text, bool from_text, Cache& cache) {
  std::string original(text);
  bool one_part = true;
  std::string alias = aliaser_.Alias(text, [&](std::string_view part, std::string_view part_alias) {
    one_part = one_part && part.size() == original.size();
    Note(part, part_alias, from_text);
  });
  if (!one_part) Note(original, alias, from_text);
  if (cache.size() >= kMostRecent) cache.clear();
  return cache.emplace(std::move(original), std::move(alias)).first->second;
}

absl::Status AliasBook::Flush() {
  if (map_ != nullptr && status_.ok() && !pending_.empty()) {
    status_ = map_->Record(pending_);
    if (status_.ok()) pending_.clear();
  }
  return status_;
}

void AliasBook::Note(std::string_view original, std::string_view alias, bool from_text) {
  if (map_ == nullptr || original == alias || !status_.ok()) return;
  pending_.push_back({std::string(original), std::string(alias), from_text});
  if (pending_.size() >= kBatch) Flush().IgnoreError();
}

}  // namespace sitrep::redact
