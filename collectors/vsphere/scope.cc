#include "collectors/vsphere/scope.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

struct Kind {
  std::string_view name;
  std::string_view type;
};
constexpr std::array<Kind, 4> kKinds = {{{"datacenter", "Datacenter"},
                                         {"cluster", "ComputeResource"},
                                         {"folder", "Folder"},
                                         {"tag", ""}}};

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

const Kind* FindKind(std::string_view name) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const Kind& kind) { return kind.name == name; });
  return found == kKinds.end() ? nullptr : &*found;
}

// vCenter writes these three percent-encoded in names.
std::string ShownName(std::string_view name) {
  return absl::StrReplaceAll(
      View(name), {{"%2f", "/"}, {"%2F", "/"}, {"%5c", "\\"}, {"%5C", "\\"}, {"%25", "%"}});
}

bool IsContainer(std::string_view type) {
  return type == "Folder" || type == "Datacenter" || type == "ComputeResource" ||
         type == "ClusterComputeResource" || type == "ResourcePool" || type == "VirtualApp";
}

bool IsKindOf(std::string_view type, std::string_view base) {
  if (type == base) return true;
  if (base == "Network") return type == "DistributedVirtualPortgroup" || type == "OpaqueNetwork";
  if (base == "ComputeResource") return type == "ClusterComputeResource";
  if (base == "ResourcePool") return type == "VirtualApp";
  if (base == "Folder") return type == "StoragePod";
  if (base == "DistributedVirtualSwitch") return type == "VmwareDistributedVirtualSwitch";
  return false;
}

}  // namespace

absl::StatusOr<ScopeItem> ParseScope(std::string_view text) {
  const size_t equals = text.find('=');
  ScopeItem item;
  if (equals != std::string_view::npos) {
    item = {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
  }
  if (FindKind(item.kind) == nullptr || item.name.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("scope \"", View(text),
                     "\": write datacenter=NAME, cluster=NAME, folder=NAME or tag=NAME"));
  }
  return item;
}

void Scope::Add(const Reference& object) {
  if (!known_.emplace(object.type, object.value).second) return;
  (IsContainer(object.type) ? containers_ : others_).push_back(object);
}

// Several objects of one name are all meant: names are unique only within a folder.
absl::Status Scope::AddNamed(Session& session, const ScopeItem& item) {
  const std::string type(FindKind(item.kind)->type);
  ASSIGN_OR_RETURN(const ContainerView view, ContainerView::Create(session, type));
  RetrieveSpec spec;
  spec.type = type;
  spec.paths = {"name"};
  spec.view = view.reference();
  bool found = false;
  RETURN_IF_ERROR(ReadProperties(session, spec, [&](const PropertyValue& property) {
    if (property.value == nullptr || ShownName(TextOf(*property.value)) != item.name) return;
    found = true;
    Add(property.object);
  }));
  if (found) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat(session.address(), " has no ", item.kind, " named \"",
                                          item.name, "\" that this account can see"));
}

// Datastores and networks lie in folders of their own, not below the cluster that uses them.
absl::Status Scope::AddUsed(Session& session) {
  RetrieveSpec spec;
  spec.type = "ComputeResource";
  spec.paths = {"datastore", "network"};
  for (const Reference& container : containers_) {
    if (IsKindOf(container.type, "ComputeResource")) spec.objects.push_back(container);
  }
  if (spec.objects.empty()) return absl::OkStatus();
  return ReadProperties(session, spec, [&](const PropertyValue& property) {
    if (property.value == nullptr) return;
    std::vector<Reference> used;
    AppendReferences(*property.value, used);
    for (const Reference& object : used) Add(object);
  });
}

absl::Status Scope::AddTagged(Session& session, const ScopeItem& item,
                              const FindTagged& find_tagged) {
  ASSIGN_OR_RETURN(const std::vector<Reference> objects, find_tagged(session, item.name));
  for (const Reference& object : objects) Add(object);
  return absl::OkStatus();
}

absl::StatusOr<Scope> Scope::Resolve(Session& session, const std::vector<ScopeItem>& items,
                                     const FindTagged& find_tagged) {
  if (items.empty()) return Scope(session.content().root_folder);
  Scope scope;
  scope.whole_ = false;
  for (const ScopeItem& item : items) {
    RETURN_IF_ERROR(item.kind == "tag" ? scope.AddTagged(session, item, find_tagged)
                                       : scope.AddNamed(session, item));
  }
  RETURN_IF_ERROR(scope.AddUsed(session));
  return scope;
}

std::vector<Reference> Scope::Others(std::string_view type) const {
  std::vector<Reference> result;
  if (whole_) return result;
  for (const std::vector<Reference>* list : {&containers_, &others_}) {
    for (const Reference& object : *list) {
      if (IsKindOf(object.type, type)) result.push_back(object);
    }
  }
  return result;
}

namespace {

// A view goes with its session, which the other lane may renew between the two calls.
absl::StatusOr<std::vector<Reference>> ListContainer(Session& session, const std::string& type,
                                                     const Reference& container) {
  for (bool again = true;; again = false) {
    ASSIGN_OR_RETURN(const ContainerView view, ContainerView::Create(session, type, container));
    absl::StatusOr<std::vector<Reference>> listed = ListView(session, view.reference());
    if (!again || !IsFault(listed.status(), "ManagedObjectNotFound")) return listed;
  }
}

}  // namespace

absl::StatusOr<std::vector<Reference>> ListScope(Session& session, const Scope& scope,
                                                 const std::string& type) {
  std::vector<Reference> objects = scope.Others(type);
  for (const Reference& container : scope.containers()) {
    ASSIGN_OR_RETURN(const std::vector<Reference> listed, ListContainer(session, type, container));
    objects.insert(objects.end(), listed.begin(), listed.end());
  }
  const auto less = [](const Reference& a, const Reference& b) { return a.value < b.value; };
  std::sort(objects.begin(), objects.end(), less);
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
  return objects;
}

}  // namespace sitrep::collectors
