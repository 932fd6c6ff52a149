// The certificates that vCenter shows, signs with and trusts.
#include <utility>

#include "base/status_macros.h"
#include "collectors/appliance/appliance_reader.h"

namespace sitrep::collectors {
namespace {

constexpr RestPart kTls = {"", "vcenter/certificate-management/vcenter/tls"};
constexpr RestPart kRoots = {"", "vcenter/certificate-management/vcenter/trusted-root-chains"};
constexpr RestPart kRoot = {"", "vcenter/certificate-management/vcenter/trusted-root-chains/{}"};
constexpr RestPart kSigning = {"", "vcenter/certificate-management/vcenter/signing-certificate"};
constexpr size_t kMostRoots = 500;

struct NamePair {
  std::string_view ours;
  std::string_view theirs;
};
constexpr NamePair kFields[] = {{"subject", "subject_dn"},
                                {"issuer", "issuer_dn"},
                                {"not_before", "valid_from"},
                                {"not_after", "valid_to"},
                                {"signature_algorithm", "signature_algorithm"}};

// What the source tells of a certificate that it does not give whole. Its thumbprint is a SHA-1,
// which the column is not.
Json ElementOfFields(const Json& fields) {
  Json element;
  element.kind = Json::Kind::kObject;
  for (const NamePair& field : kFields) {
    if (const std::string_view text = fields.TextOf(field.theirs); !text.empty()) {
      element.Add(field.ours, Json::Text(text));
    }
  }
  return element;
}

// A chain is an array of PEM texts, each of which may hold several.
Json ElementsOfChain(const Json* chain) {
  Json elements = Json::Array({});
  if (chain == nullptr) return elements;
  for (const Json& pem : chain->items) {
    for (Json& certificate : CertificatesOf(pem.text)) {
      elements.items.push_back(std::move(certificate));
    }
  }
  return elements;
}

}  // namespace

ApplianceReader::Elements ApplianceReader::FetchTls() {
  ASSIGN_OR_RETURN(const Json answer, Ask(kTls));
  std::vector<Json> chain = CertificatesOf(answer.TextOf("cert"));
  if (chain.empty()) chain.push_back(ElementOfFields(answer));
  return std::vector<RestElement>{{"tls", Json::Array(std::move(chain))}};
}

ApplianceReader::Elements ApplianceReader::FetchSigning() {
  ASSIGN_OR_RETURN(const Json answer, Ask(kSigning));
  std::vector<RestElement> chains;
  if (const Json* active = answer.Find("active_cert_chain")) {
    chains.push_back({"active", ElementsOfChain(active->Find("cert_chain"))});
  }
  return chains;
}

ApplianceReader::Elements ApplianceReader::FetchRoots(JsonTable& table) {
  ASSIGN_OR_RETURN(const Json answer, Ask(kRoots));
  std::vector<RestElement> chains;
  for (const Json& item : answer.items) {
    const std::string id(item.TextOf("chain"));
    if (id.empty()) continue;
    if (chains.size() >= kMostRoots) {
      table.NoteMissing("failed", "too_many");
      break;
    }
    const absl::StatusOr<Json> root = Ask(kRoot, id);
    if (Ends(root.status())) return root.status();
    if (!root.ok()) {
      table.NoteMissingRow(id, RestCoverage(root.status()), RestReason(root.status()));
      continue;
    }
    const Json* chain = root->Find("cert_chain");
    chains.push_back({id, ElementsOfChain(chain == nullptr ? nullptr : chain->Find("cert_chain"))});
  }
  return chains;
}

absl::Status ApplianceReader::AppendChain(JsonTable& table, std::string_view kind,
                                          const RestElement& chain) {
  for (size_t i = 0; i < chain.value.items.size(); ++i) {
    Json element = chain.value.items[i];
    if (element.items.empty()) {
      table.NoteMissingRow(chain.id, "failed", "malformed");
      continue;
    }
    element.Add("kind", Json::Text(kind));
    RETURN_IF_ERROR(table.Append({.id = chain.id, .index = i, .value = &element}));
  }
  return absl::OkStatus();
}

absl::Status ApplianceReader::ReadCertificates() {
  if (!context_.Wants("appliance_certificate")) return absl::OkStatus();
  JsonTable table = Table("appliance_certificate");
  std::vector<Outcome> outcomes;
  for (const std::string_view kind : {"tls", "sts_signing", "trusted_root"}) {
    const Elements chains = kind == "tls"           ? FetchTls()
                            : kind == "sts_signing" ? FetchSigning()
                                                    : FetchRoots(table);
    if (Ends(chains.status())) return chains.status();
    if (!chains.ok()) {
      outcomes.push_back({std::string(kind), chains.status()});
      continue;
    }
    for (const RestElement& chain : *chains) RETURN_IF_ERROR(AppendChain(table, kind, chain));
  }
  NoteOutcomes(table, outcomes, 3);
  return absl::OkStatus();
}

}  // namespace sitrep::collectors
