#include "uploader/identity.h"

#include <fcntl.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/tls_identity.h"

namespace sitrep::uploader {
namespace {

constexpr char kKey[] = "/key.pem";
constexpr char kCertificate[] = "/certificate.pem";
constexpr char kAuthority[] = "/ca.pem";
constexpr char kAgent[] = "/agent.json";

absl::Status Damaged(const std::string& path, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what, "; run sitrep enroll again"));
}

absl::Status VerifyPrivate(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot look at ", path));
  }
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) == 0) return absl::OkStatus();
  return absl::PermissionDeniedError(absl::StrCat(
      "others may read ", path, "; run chmod 600 on it if it is still a secret, or enrol again"));
}

std::string TextField(const google::protobuf::Struct& object, const char* name) {
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? "" : found->second.string_value();
}

absl::Status ReadAgent(const std::string& path, Identity& identity) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  google::protobuf::Struct object;
  if (!google::protobuf::util::JsonStringToMessage(text, &object).ok()) {
    return Damaged(path, "not JSON");
  }
  identity.agent_id = TextField(object, "agent_id");
  identity.tenant = TextField(object, "tenant");
  identity.endpoint = TextField(object, "endpoint");
  if (identity.agent_id.empty() || identity.tenant.empty() || identity.endpoint.empty()) {
    return Damaged(path, "agent_id, tenant or endpoint is missing");
  }
  return absl::OkStatus();
}

std::string AgentText(const Identity& identity) {
  google::protobuf::Struct object;
  auto& fields = *object.mutable_fields();
  fields["agent_id"].set_string_value(identity.agent_id);
  fields["tenant"].set_string_value(identity.tenant);
  fields["endpoint"].set_string_value(identity.endpoint);
  std::string text;
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  (void)google::protobuf::util::MessageToJsonString(object, &text, options);
  return text;
}

absl::Status WriteAll(const Identity& identity, const std::string& folder) {
  RETURN_IF_ERROR(base::WriteFileAtomically(folder + kKey, identity.key_pem, 0600));
  RETURN_IF_ERROR(base::WriteFileAtomically(folder + kCertificate, identity.certificate_pem, 0600));
  RETURN_IF_ERROR(base::WriteFileAtomically(folder + kAuthority, identity.ca_pem, 0600));
  return base::WriteFileAtomically(folder + kAgent, AgentText(identity), 0600);
}

absl::Status RemoveAll(const std::string& folder) {
  for (const char* name : {kKey, kCertificate, kAuthority, kAgent}) {
    RETURN_IF_ERROR(base::RemoveFile(folder + name));
  }
  if (rmdir(folder.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot remove ", folder));
}

// The new folder takes the name of the old one in one step, and the old one that of the new.
absl::Status Exchange(const std::string& fresh, const std::string& folder) {
  if (!base::FileExists(folder)) return base::RenameDurably(fresh, folder);
  if (renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot put ", fresh, " in place of ", folder));
  }
  RETURN_IF_ERROR(base::SyncDirectory(base::DirectoryOf(folder)));
  return RemoveAll(fresh);
}

}  // namespace

absl::StatusOr<Identity> LoadIdentity(const std::string& folder) {
  if (!base::FileExists(folder + kAgent)) {
    return absl::NotFoundError(absl::StrCat("this agent is not enrolled (no ", folder, kAgent,
                                            "); run sitrep enroll BACKEND --token-file F"));
  }
  Identity identity;
  RETURN_IF_ERROR(ReadAgent(folder + kAgent, identity));
  RETURN_IF_ERROR(VerifyPrivate(folder + kKey));
  ASSIGN_OR_RETURN(identity.key_pem, base::ReadFile(folder + kKey));
  ASSIGN_OR_RETURN(identity.certificate_pem, base::ReadFile(folder + kCertificate));
  ASSIGN_OR_RETURN(identity.ca_pem, base::ReadFile(folder + kAuthority));
  const absl::Status matches = base::VerifyKeyMatches(identity.certificate_pem, identity.key_pem);
  if (!matches.ok()) return Damaged(folder + kCertificate, std::string(matches.message()));
  const auto authority = base::ReadPeer(identity.ca_pem);
  if (!authority.ok()) {
    return Damaged(folder + kAuthority, std::string(authority.status().message()));
  }
  return identity;
}

absl::Status SaveIdentity(const Identity& identity, const std::string& folder) {
  RETURN_IF_ERROR(base::VerifyKeyMatches(identity.certificate_pem, identity.key_pem));
  const std::string fresh = folder + ".new";
  RETURN_IF_ERROR(RemoveAll(fresh));  // of an enrolment that was interrupted
  RETURN_IF_ERROR(base::MakeDirectories(fresh, 0700));
  RETURN_IF_ERROR(WriteAll(identity, fresh));
  return Exchange(fresh, folder);
}

}  // namespace sitrep::uploader
