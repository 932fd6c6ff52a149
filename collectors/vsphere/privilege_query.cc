#include "collectors/vsphere/privilege_query.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/privilege_plan.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

absl::StatusOr<std::vector<Reference>> ChildrenOfRoot(Session& session) {
  RetrieveSpec spec;
  spec.type = "Folder";
  spec.paths = {"childEntity"};
  spec.objects = {session.content().root_folder};
  std::vector<Reference> children;
  RETURN_IF_ERROR(ReadProperties(session, spec, [&children](const PropertyValue& property) {
    if (property.value != nullptr) AppendReferences(*property.value, children);
  }));
  return children;
}

// Names are for people only: without one the reference has to do.
std::map<std::string, std::string> NamesOf(Session& session,
                                           const std::vector<Reference>& objects) {
  std::map<std::string, std::vector<Reference>> by_type;
  for (const Reference& object : objects) by_type[object.type].push_back(object);
  std::map<std::string, std::string> names;
  for (const auto& [type, references] : by_type) {
    RetrieveSpec spec;
    spec.type = type;
    spec.paths = {"name"};
    spec.objects = references;
    ReadProperties(session, spec, [&names](const PropertyValue& property) {
      if (property.value != nullptr) names[property.object.value] = TextOf(*property.value);
    }).IgnoreError();
  }
  return names;
}

absl::StatusOr<std::vector<EntityPrivileges>> Ask(Session& session,
                                                  const std::vector<std::string>& privileges) {
  std::vector<Reference> entities = {session.content().root_folder};
  absl::StatusOr<std::vector<Reference>> children = ChildrenOfRoot(session);
  if (absl::IsCancelled(children.status())) return children.status();
  // An account that may not list them still has an answer for the root folder.
  if (children.ok()) entities.insert(entities.end(), children->begin(), children->end());
  return session.HasPrivilegeOnEntities(entities, privileges);
}

}  // namespace

bool PrivilegeSurvey::Entity::Holds(const std::string& privilege) const {
  return std::any_of(privileges.answers.begin(), privileges.answers.end(),
                     [&privilege](const PrivilegeAnswer& answer) {
                       return answer.privilege == privilege && answer.granted;
                     });
}

bool PrivilegeSurvey::HeldOnRoot(const std::string& privilege) const {
  return !entities.empty() && entities.front().Holds(privilege);
}

bool PrivilegeSurvey::HeldSomewhere(const std::string& privilege) const {
  return std::any_of(entities.begin(), entities.end(),
                     [&privilege](const Entity& entity) { return entity.Holds(privilege); });
}

std::vector<std::string> PrivilegeSurvey::LackingPlaces(const std::string& privilege) const {
  std::vector<std::string> places;
  for (size_t i = 1; i < entities.size(); ++i) {
    if (entities[i].Holds(privilege)) continue;
    places.push_back(entities[i].name.empty() ? entities[i].privileges.entity.value
                                              : entities[i].name);
  }
  return places;
}

bool PrivilegeSurvey::Missing(const std::string& privilege) const {
  return IsGlobalPrivilege(privilege) ? !HeldOnRoot(privilege) : !HeldSomewhere(privilege);
}

absl::StatusOr<PrivilegeSurvey> SurveyPrivileges(Session& session,
                                                 const std::vector<std::string>& privileges) {
  ASSIGN_OR_RETURN(std::vector<EntityPrivileges> answers, Ask(session, privileges));
  std::vector<Reference> below;
  for (size_t i = 1; i < answers.size(); ++i) below.push_back(answers[i].entity);
  const std::map<std::string, std::string> names = NamesOf(session, below);
  PrivilegeSurvey survey;
  for (EntityPrivileges& answer : answers) {
    const auto name = names.find(answer.entity.value);
    survey.entities.push_back({name == names.end() ? "" : name->second, std::move(answer)});
  }
  return survey;
}

absl::StatusOr<std::set<std::string>> MissingPrivileges(
    Session& session, const std::vector<std::string>& privileges) {
  std::set<std::string> missing;
  if (privileges.empty()) return missing;
  ASSIGN_OR_RETURN(std::vector<EntityPrivileges> answers, Ask(session, privileges));
  PrivilegeSurvey survey;
  for (EntityPrivileges& answer : answers) survey.entities.push_back({"", std::move(answer)});
  for (const std::string& privilege : privileges) {
    if (survey.Missing(privilege)) missing.insert(privilege);
  }
  return missing;
}

}  // namespace sitrep::collectors
