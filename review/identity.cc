#include "review/identity.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "review/identity_maker.h"

namespace sitrep::review {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string IdentityKey(Referent referent, std::string_view source, std::string_view id) {
  return absl::StrCat(static_cast<int>(referent), "\x1f", View(source), "\x1f", View(id));
}

std::string Identity::SourceToken(Side side, const std::string& source) const {
  // Both sides call a pair by the later key.
  if (side == Side::kAfter) return source;
  const auto found = paired_[0].find(source);
  return found == paired_[0].end() ? source : found->second;
}

bool Identity::IsPaired(Side side, const std::string& source) const {
  return paired_[Index(side)].count(source) != 0;
}

// A part may be left of what is gone on this side; the other side still knows it.
const std::string* Identity::FindToken(Side side, const std::string& key) const {
  for (const int index : {Index(side), 1 - Index(side)}) {
    const auto found = tokens_[index].find(key);
    if (found != tokens_[index].end()) return &found->second;
  }
  return nullptr;
}

std::string Identity::Token(Side side, const std::string& source, Referent referent,
                            std::string_view id) const {
  if (!across_ || referent == Referent::kNone) return std::string(id);
  if (referent == Referent::kSource) return SourceToken(side, std::string(id));
  const std::string* token = FindToken(side, IdentityKey(referent, source, id));
  if (token != nullptr) return *token;
  return absl::StrCat(source, "/", View(id));
}

bool Identity::Knows(Side side, const std::string& source, Referent referent,
                     std::string_view id) const {
  return tokens_[Index(side)].count(IdentityKey(referent, source, id)) != 0;
}

std::optional<RawIdentity> Identity::Counterpart(Side from, const std::string& source,
                                                 Referent referent, std::string_view id) const {
  if (!across_) return RawIdentity{source, std::string(id)};
  const int side = Index(from);
  const std::string* token = FindToken(from, IdentityKey(referent, source, id));
  if (token != nullptr) {
    const auto raw = raws_[1 - side].find(*token);
    if (raw == raws_[1 - side].end()) return std::nullopt;
    return raw->second;
  }
  if (referent != Referent::kNone && referent != Referent::kSource) {
    return RawIdentity{source, std::string(id)};
  }
  const auto pair = paired_[side].find(source);
  if (pair == paired_[side].end()) return std::nullopt;
  return RawIdentity{pair->second, std::string(id)};
}

absl::StatusOr<Identity> Identity::AcrossSources(snapshot::SnapshotReader& before,
                                                 snapshot::SnapshotReader& after) {
  IdentityMaker maker;
  RETURN_IF_ERROR(maker.Read(Side::kBefore, before));
  RETURN_IF_ERROR(maker.Read(Side::kAfter, after));
  return maker.Make();
}

}  // namespace sitrep::review
