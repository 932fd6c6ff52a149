#include "backend/authority.h"

#include <arpa/inet.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/certificate.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr absl::Duration kAuthorityValidity = absl::Hours(24 * 365 * 20);
constexpr absl::Duration kAgentValidity = absl::Hours(24 * 365 * 2);
constexpr absl::Duration kServerValidity = absl::Hours(24 * 365 * 2);
constexpr absl::Duration kRenewBefore = absl::Hours(24 * 30);

absl::Status WritePair(const std::string& directory, const std::string& name,
                       const base::CertificateAndKey& pair) {
  // The key first: a certificate without its key would look complete.
  RETURN_IF_ERROR(
      base::WriteFileAtomically(absl::StrCat(directory, "/", name, ".key"), pair.key_pem, 0600));
  return base::WriteFileAtomically(absl::StrCat(directory, "/", name, ".pem"), pair.certificate_pem,
                                   0644);
}

absl::StatusOr<base::CertificateAndKey> ReadPair(const std::string& directory,
                                                 const std::string& name) {
  base::CertificateAndKey pair;
  ASSIGN_OR_RETURN(pair.key_pem, base::ReadFile(absl::StrCat(directory, "/", name, ".key")));
  ASSIGN_OR_RETURN(pair.certificate_pem,
                   base::ReadFile(absl::StrCat(directory, "/", name, ".pem")));
  const absl::Status matches = base::VerifyKeyMatches(pair.certificate_pem, pair.key_pem);
  if (matches.ok()) return pair;
  return absl::InvalidArgumentError(absl::StrCat(directory, "/", name, ".pem and ", name,
                                                 ".key: ", matches.message(),
                                                 "; restore both from a backup"));
}

absl::StatusOr<base::CertificateAndKey> ReadOrCreate(const std::string& directory, absl::Time now) {
  if (base::FileExists(absl::StrCat(directory, "/authority.pem"))) {
    return ReadPair(directory, "authority");
  }
  RETURN_IF_ERROR(base::MakeDirectories(directory, 0700));
  ASSIGN_OR_RETURN(const base::CertificateAndKey authority,
                   base::CreateAuthority("Sitrep backend", kAuthorityValidity, now));
  RETURN_IF_ERROR(WritePair(directory, "authority", authority));
  return authority;
}

bool IsAddress(const std::string& name) {
  in6_addr address;
  return inet_pton(AF_INET, name.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, name.c_str(), &address) == 1;
}

absl::StatusOr<base::CertificateAndKey> Issue(const base::CertificateAndKey& authority,
                                              const std::vector<std::string>& names,
                                              absl::Time now) {
  std::vector<std::string> hosts;
  std::vector<std::string> addresses;
  for (const std::string& name : names) (IsAddress(name) ? addresses : hosts).push_back(name);
  base::CertificateAndKey server;
  ASSIGN_OR_RETURN(server.key_pem, base::GenerateKeyPem());
  ASSIGN_OR_RETURN(server.certificate_pem,
                   base::IssueServerCertificate(authority, server.key_pem, hosts, addresses,
                                                kServerValidity, now));
  return server;
}

}  // namespace

absl::StatusOr<Authority> Authority::Open(Store& store, absl::Time now) {
  const std::string directory = store.Path("authority");
  base::CertificateAndKey authority;
  // The store's write lock keeps two processes from making two authorities.
  RETURN_IF_ERROR(store.Write([&](base::Database&) -> absl::Status {
    ASSIGN_OR_RETURN(authority, ReadOrCreate(directory, now));
    return absl::OkStatus();
  }));
  return Authority(directory, std::move(authority));
}

absl::StatusOr<ClientCertificate> Authority::SignAgent(std::string_view request_pem,
                                                       const std::string& agent_id,
                                                       const std::string& tenant,
                                                       absl::Time now) const {
  ClientCertificate certificate;
  ASSIGN_OR_RETURN(certificate.pem, base::SignRequest(authority_, request_pem, agent_id, tenant,
                                                      kAgentValidity, now));
  ASSIGN_OR_RETURN(const base::CertificateFacts facts, base::ReadCertificate(certificate.pem));
  certificate.expires_at = facts.not_after;
  return certificate;
}

absl::StatusOr<base::CertificateAndKey> Authority::StoredServerCertificate(const std::string& names,
                                                                           absl::Time now) const {
  ASSIGN_OR_RETURN(const std::string stored_names,
                   base::ReadFile(absl::StrCat(directory_, "/server.names")));
  if (stored_names != names) return absl::NotFoundError("other names");
  ASSIGN_OR_RETURN(base::CertificateAndKey server, ReadPair(directory_, "server"));
  RETURN_IF_ERROR(
      base::VerifySignedBy(server.certificate_pem, authority_.certificate_pem, now + kRenewBefore));
  return server;
}

absl::StatusOr<base::CertificateAndKey> Authority::ServerCertificate(
    const std::vector<std::string>& names, absl::Time now) const {
  const std::string joined = absl::StrCat(absl::StrJoin(names, "\n"), "\n");
  // Whatever is wrong with the stored one, a new one mends it: nobody but the server holds its key.
  if (auto stored = StoredServerCertificate(joined, now); stored.ok()) return stored;
  ASSIGN_OR_RETURN(const base::CertificateAndKey server, Issue(authority_, names, now));
  RETURN_IF_ERROR(WritePair(directory_, "server", server));
  RETURN_IF_ERROR(
      base::WriteFileAtomically(absl::StrCat(directory_, "/server.names"), joined, 0644));
  return server;
}

std::vector<std::string> ServerNames(const std::string& listen,
                                     const std::vector<std::string>& more) {
  std::set<std::string> names = {"localhost", "127.0.0.1", "::1"};
  std::string host = listen.substr(0, listen.find_last_of(':'));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (!host.empty() && host != "0.0.0.0" && host != "::") names.insert(host);
  names.insert(more.begin(), more.end());
  return {names.begin(), names.end()};
}

}  // namespace sitrep::backend
