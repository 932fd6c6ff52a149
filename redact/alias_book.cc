#include "redact/alias_book.h"

namespace sitrep::redact {
namespace {

constexpr size_t kMostRecent = 200'000;
constexpr size_t kBatch = 4096;

}  // namespace

const std::string& AliasBook::Alias(std::string_view text) {
  std::string original(text);
  if (const auto found = recent_.find(original); found != recent_.end()) return found->second;
  bool one_part = true;
  std::string alias = aliaser_.Alias(text, [&](std::string_view part, std::string_view part_alias) {
    one_part = one_part && part.size() == original.size();
    Note(part, part_alias);
  });
  if (!one_part) Note(original, alias);
  if (recent_.size() >= kMostRecent) recent_.clear();
  return recent_.emplace(std::move(original), std::move(alias)).first->second;
}

const std::string& AliasBook::AliasInText(std::string_view text) {
  std::string original(text);
  if (const auto found = recent_.find(original); found != recent_.end()) return found->second;
  if (const auto found = quoted_.find(original); found != quoted_.end()) return found->second;
  const absl::StatusOr<bool> known = map_ == nullptr ? false : map_->IsAlias(text);
  if (!known.ok()) status_.Update(known.status());
  if (!known.ok() || !*known) return Alias(text);
  if (quoted_.size() >= kMostRecent) quoted_.clear();
  return quoted_.emplace(original, original).first->second;
}

absl::Status AliasBook::Flush() {
  if (map_ != nullptr && status_.ok() && !pending_.empty()) {
    status_ = map_->Record(pending_);
    if (status_.ok()) pending_.clear();
  }
  return status_;
}

void AliasBook::Note(std::string_view original, std::string_view alias) {
  if (map_ == nullptr || original == alias || !status_.ok()) return;
  pending_.push_back({std::string(original), std::string(alias)});
  if (pending_.size() >= kBatch) Flush().IgnoreError();
}

}  // namespace sitrep::redact
