#include "checks/pack_file.h"

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/archive.h"
#include "base/file.h"
#include "base/signature.h"
#include "base/status_macros.h"

namespace sitrep::checks {
namespace {

constexpr absl::string_view kFirstLine = "sitrep-pack 1\n";
constexpr absl::string_view kSignature = "signature ";
constexpr absl::string_view kEnding = ".sitrep-pack";
constexpr int kCompression = 9;
// A pack of thousands of checks has a few megabytes.
constexpr size_t kMostBytes = size_t{32} << 20;
constexpr size_t kMostMembers = 20'000;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status Damaged(std::string_view file, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(View(file), ": ", what, "; fetch the pack again"));
}

// What is signed: so that no other signed thing is taken for a pack.
std::string SignedBytes(absl::string_view body) { return absl::StrCat(kFirstLine, body); }

struct Parts {
  std::string signature;
  absl::string_view body;
};

absl::StatusOr<Parts> Split(std::string_view bytes, std::string_view file) {
  absl::string_view rest = View(bytes);
  if (!absl::ConsumePrefix(&rest, kFirstLine) || !absl::ConsumePrefix(&rest, kSignature)) {
    return Damaged(file, "this is no pack of version 1");
  }
  const size_t end = rest.find("\n\n");
  Parts parts;
  if (end == absl::string_view::npos ||
      !absl::Base64Unescape(rest.substr(0, end), &parts.signature)) {
    return Damaged(file, "its signature line is damaged");
  }
  parts.body = rest.substr(end + 2);
  return parts;
}

absl::Status CheckSignature(const Parts& parts, std::string_view file, const PackTrust& trust) {
  const std::string bytes = SignedBytes(parts.body);
  for (const std::string& key : trust.public_keys) {
    ASSIGN_OR_RETURN(const bool good, base::VerifyEd25519(key, bytes, parts.signature));
    if (good) return absl::OkStatus();
  }
  if (trust.allow_unsigned) return absl::OkStatus();
  return absl::PermissionDeniedError(absl::StrCat(
      View(file), ": signed by none of the configured keys (checks.pack_keys); a pack that nobody ",
      "known has signed is taken with --allow-unsigned only"));
}

absl::StatusOr<std::string> ReadMember(base::ArchiveReader& archive, size_t room,
                                       std::string_view file) {
  std::string text;
  std::array<char, 16384> buffer;
  for (;;) {
    ASSIGN_OR_RETURN(const size_t count, archive.Read(absl::MakeSpan(buffer)));
    if (count == 0) return text;
    if (text.size() + count > room) return Damaged(file, "it is larger than a pack may be");
    text.append(buffer.data(), count);
  }
}

absl::StatusOr<std::vector<PackMember>> Unpack(absl::string_view body, std::string_view file) {
  base::StringSource source(std::string_view(body.data(), body.size()));
  base::ArchiveReader archive(source);
  std::vector<PackMember> members;
  size_t bytes = 0;
  for (base::ArchiveMember member;;) {
    absl::StatusOr<bool> more = archive.Next(member);
    if (!more.ok()) return Damaged(file, more.status().message());
    if (!*more) return members;
    if (member.kind != base::ArchiveMember::Kind::kFile) continue;
    if (members.size() == kMostMembers) return Damaged(file, "it holds too many files");
    ASSIGN_OR_RETURN(std::string text, ReadMember(archive, kMostBytes - bytes, file));
    bytes += text.size();
    members.push_back({member.name, std::move(text)});
  }
}

}  // namespace

absl::StatusOr<std::string> SealPack(std::string_view name, const std::vector<PackMember>& members,
                                     std::string_view private_key_pem) {
  RETURN_IF_ERROR(BuildPack(name, name, members).status());
  base::StringSink body;
  base::TarWriter tar(body, kCompression, 0);
  for (const PackMember& member : members) {
    RETURN_IF_ERROR(tar.Begin({.name = member.name,
                               .link_target = {},
                               .size = static_cast<int64_t>(member.text.size())}));
    RETURN_IF_ERROR(tar.Write(member.text));
  }
  RETURN_IF_ERROR(tar.Finish());
  ASSIGN_OR_RETURN(const std::string signature,
                   base::SignEd25519(private_key_pem, SignedBytes(body.text())));
  return absl::StrCat(kFirstLine, kSignature, absl::Base64Escape(signature), "\n\n", body.text());
}

absl::StatusOr<Pack> OpenPack(std::string_view bytes, std::string_view file,
                              const PackTrust& trust) {
  ASSIGN_OR_RETURN(const Parts parts, Split(bytes, file));
  // Before anything in it is looked at.
  RETURN_IF_ERROR(CheckSignature(parts, file, trust));
  ASSIGN_OR_RETURN(const std::vector<PackMember> members, Unpack(parts.body, file));
  const std::string name = base::NameOf(std::string(file));
  return BuildPack(std::string(absl::StripSuffix(name, kEnding)), file, members);
}

}  // namespace sitrep::checks
