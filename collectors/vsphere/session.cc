#include "collectors/vsphere/session.h"

#include <atomic>
#include <pugixml.hpp>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/mutex.h"
#include "base/status_macros.h"
#include "collectors/vsphere/api_version.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/host_identity.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

const Reference kServiceInstance = {"ServiceInstance", "ServiceInstance"};

absl::StatusOr<std::string> ReturnedText(std::string_view method, const std::string& answer,
                                         std::string_view field) {
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const std::string response =
      absl::StrCat(absl::string_view(method.data(), method.size()), "Response");
  pugi::xml_node value = Descend(document, {"Envelope", "Body", response, "returnval"});
  if (!field.empty()) value = ChildNamed(value, field);
  if (!value) return absl::DataLossError(absl::StrCat(response, " has no value"));
  return TextOf(value);
}

EntityPrivileges ReadEntityPrivileges(const pugi::xml_node& value) {
  EntityPrivileges result;
  const pugi::xml_node entity = ChildNamed(value, "entity");
  result.entity = {entity.attribute("type").value(), TextOf(entity)};
  for (const pugi::xml_node entry : value.children()) {
    if (LocalName(entry.name()) != "privAvailability") continue;
    const std::string granted = TextOf(ChildNamed(entry, "isGranted"));
    result.answers.push_back(
        {TextOf(ChildNamed(entry, "privId")), granted == "true" || granted == "1"});
  }
  return result;
}

}  // namespace

struct Session::State {
  State(const SourceOptions& source_options, const SourceAddress& where, base::Clock& time,
        const base::Interrupt& flag)
      : options(source_options),
        clock(time),
        interrupt(flag),
        client(options, where, cost, time, flag) {}

  const SourceOptions options;
  base::Clock& clock;
  const base::Interrupt& interrupt;
  CostLedger cost;
  SoapClient client;
  ServiceContent content;
  std::string source_key;
  std::string address;
  std::string observed_at;
  std::string session_key;
  base::Mutex renewal;
  absl::Status renewed SITREP_GUARDED_BY(renewal);  // what the last login after a loss gave
  std::atomic<int64_t> generation{0};
  std::atomic<bool> maybe_logged_in =
      false;  // from before Login is sent until it is refused or Logout is answered

  absl::Status Negotiate();
  absl::Status ReadContent();
  absl::Status Login();
  absl::Status ReadClock();
  absl::Status Identify(Session& session);
};

absl::Status Session::State::Negotiate() {
  const absl::StatusOr<std::string> document = client.Get("/vimServiceVersions.xml");
  // A proxy or an old host may not serve the list; the lowest version is spoken by all.
  if (absl::IsUnimplemented(document.status())) return absl::OkStatus();
  if (!document.ok()) return document.status();
  const auto versions = ReadApiVersions(*document);
  if (versions.ok()) client.set_api_version(ChooseApiVersion(*versions));
  return absl::OkStatus();
}

absl::Status Session::State::ReadContent() {
  absl::StatusOr<std::string> answer = client.Call("RetrieveServiceContent", kServiceInstance, "");
  if (IsFault(answer.status(), "VersionMismatch")) {
    client.set_api_version(std::string(kLowestApiVersion));
    answer = client.Call("RetrieveServiceContent", kServiceInstance, "");
  }
  if (!answer.ok()) return answer.status();
  ASSIGN_OR_RETURN(content, ReadServiceContent(*answer));
  return absl::OkStatus();
}

absl::Status Session::State::Login() {
  maybe_logged_in = true;
  const auto answer = client.Call(
      "Login", content.session_manager,
      absl::StrCat(Element("userName", options.username), Element("password", options.password)));
  if (!answer.ok()) {
    // A fault is a definite no; after a lost answer the server may hold a session all the same.
    if (FaultOf(answer.status())) maybe_logged_in = false;
    return answer.status();
  }
  ASSIGN_OR_RETURN(session_key, ReturnedText("Login", *answer, "key"));
  return absl::OkStatus();
}

absl::Status Session::State::ReadClock() {
  ASSIGN_OR_RETURN(const std::string answer, client.Call("CurrentTime", kServiceInstance, ""));
  ASSIGN_OR_RETURN(const std::string text, ReturnedText("CurrentTime", answer, ""));
  ASSIGN_OR_RETURN(const absl::Time time, base::TimeFromText(text));
  observed_at = base::TimeToText(time);
  return absl::OkStatus();
}

absl::Status Session::State::Identify(Session& session) {
  address = client.address().HostAndPort();
  source_key = std::string(content.About("instanceUuid"));
  if (!source_key.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(source_key, ReadHardwareUuid(session));
  return absl::OkStatus();
}

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}

absl::StatusOr<std::unique_ptr<Session>> Session::Connect(const SourceOptions& options,
                                                          base::Clock& clock,
                                                          const base::Interrupt& interrupt) {
  RETURN_IF_ERROR(Validate(options));
  ASSIGN_OR_RETURN(const SourceAddress address, ParseSourceUrl(options.url));
  std::unique_ptr<Session> session(
      new Session(std::make_unique<State>(options, address, clock, interrupt)));
  State& state = *session->state_;
  RETURN_IF_ERROR(state.Negotiate());
  RETURN_IF_ERROR(state.ReadContent());
  RETURN_IF_ERROR(state.Login());
  RETURN_IF_ERROR(state.ReadClock());
  RETURN_IF_ERROR(state.Identify(*session));
  return session;
}

Session::~Session() {
  if (const absl::Status status = Logout(); !status.ok()) {
    base::LogWarning(absl::StrCat("the session at ", state_->address,
                                  " could not be ended: ", status.message()));
  }
}

absl::Status Session::Logout() {
  if (!state_->maybe_logged_in) return absl::OkStatus();
  state_->maybe_logged_in = false;
  if (state_->client.Cookies().empty()) return absl::OkStatus();
  const auto answer = state_->client.Call("Logout", state_->content.session_manager, "",
                                          SoapClient::Manner::kOnTheWayOut);
  state_->client.ClearCookies();
  if (IsSessionLoss(answer.status())) return absl::OkStatus();
  return answer.status();
}

absl::Status Session::KeepAlive() {
  return state_->client.Call("CurrentTime", kServiceInstance, "").status();
}

absl::Status Session::LoginAgain(int64_t lost) {
  base::MutexLock lock(state_->renewal);
  // A credential that was refused is not tried a second time, whoever asks.
  if (IsInvalidLogin(state_->renewed)) return state_->renewed;
  if (lost != state_->generation.load()) return state_->renewed;
  // Should the source still hold the session, it must not be left behind; and a login on top of one
  // is refused.
  Logout().IgnoreError();
  state_->client.ClearCookies();
  state_->renewed = state_->Login();
  // Only now: who begins while there is no session must count as having used the lost one, or it
  // would end the new one.
  state_->generation.fetch_add(1);
  return state_->renewed;
}

bool Session::login_refused() const {
  base::MutexLock lock(state_->renewal);
  return IsInvalidLogin(state_->renewed);
}

absl::Status Session::ReadClock() { return state_->ReadClock(); }

int64_t Session::generation() const { return state_->generation.load(); }

absl::StatusOr<std::vector<PrivilegeAnswer>> Session::HasPrivilegeOnEntities(
    const std::vector<std::string>& privileges) {
  ASSIGN_OR_RETURN(std::vector<EntityPrivileges> entities,
                   HasPrivilegeOnEntities({state_->content.root_folder}, privileges));
  if (entities.empty()) return absl::DataLossError("HasPrivilegeOnEntitiesResponse has no value");
  return std::move(entities.front().answers);
}

absl::StatusOr<std::vector<EntityPrivileges>> Session::HasPrivilegeOnEntities(
    const std::vector<Reference>& entities, const std::vector<std::string>& privileges) {
  std::string arguments;
  for (const Reference& entity : entities) arguments += ReferenceElement("entity", entity);
  arguments += Element("sessionId", state_->session_key);
  for (const std::string& privilege : privileges) arguments += Element("privId", privilege);
  ASSIGN_OR_RETURN(const std::string answer,
                   state_->client.Call("HasPrivilegeOnEntities",
                                       state_->content.authorization_manager, arguments));
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const pugi::xml_node response =
      Descend(document, {"Envelope", "Body", "HasPrivilegeOnEntitiesResponse"});
  std::vector<EntityPrivileges> result;
  for (const pugi::xml_node value : response.children()) {
    if (LocalName(value.name()) == "returnval") result.push_back(ReadEntityPrivileges(value));
  }
  return result;
}

const ServiceContent& Session::content() const { return state_->content; }
const std::string& Session::source_key() const { return state_->source_key; }
const std::string& Session::address() const { return state_->address; }
const std::string& Session::observed_at() const { return state_->observed_at; }
std::string Session::api_version() const { return state_->client.api_version(); }
SoapClient& Session::client() { return state_->client; }
CostLedger& Session::cost() { return state_->cost; }
base::Clock& Session::clock() { return state_->clock; }
const base::Interrupt& Session::interrupt() const { return state_->interrupt; }
const SourceOptions& Session::options() const { return state_->options; }

}  // namespace sitrep::collectors
