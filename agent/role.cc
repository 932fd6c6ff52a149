#include "agent/role.h"

#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "agent/output/json.h"

namespace sitrep::agent {
namespace {

constexpr char kPlaceholder[] = "DOMAIN\\user";

// System.Anonymous is what anybody holds before login; without it no role is one.
std::vector<std::string> Privileges(const Role& role) {
  std::vector<std::string> names = {"System.Anonymous"};
  for (const collectors::PrivilegeUse& use : role.uses) names.push_back(use.privilege);
  return names;
}

std::string Account(const Role& role) { return role.account.empty() ? kPlaceholder : role.account; }

std::string ShellQuoted(const std::string& text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
}

std::string PowerShellQuoted(const std::string& text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "''"}}), "'");
}

// PowerCLI takes an account as DOMAIN\user.
std::string AccountForPowerCli(const Role& role) {
  const std::string account = Account(role);
  const size_t at = account.rfind('@');
  if (at == std::string::npos) return account;
  return absl::StrCat(absl::AsciiStrToUpper(account.substr(at + 1)), "\\", account.substr(0, at));
}

// User and domain cannot hold a line end as vSphere spells them, but a flag can.
std::string OneLine(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\n", " "}, {"\r", " "}});
}

// What a privilege allows besides reading; sitrep makes no use of it.
std::string Beyond(const std::string& privilege) {
  static const auto* known = new std::map<std::string, std::string>{
      {"Certificate.Manage", "managing the certificates of hosts"},
      {"Global.CancelTask", "ending tasks"},
      {"Global.Licenses", "managing licences"},
      {"Sessions.TerminateSession", "ending sessions"},
  };
  const auto found = known->find(privilege);
  return found == known->end() ? "" : found->second;
}

std::string Reasons(const Role& role) {
  std::string text = "# The least that the account needs.\n";
  for (const collectors::PrivilegeUse& use : role.uses) {
    const std::string beyond = Beyond(use.privilege);
    absl::StrAppend(&text, "#   ", use.privilege, ": ", UseInWords(use),
                    beyond.empty() ? "" : absl::StrCat(" (also allows ", beyond, ")"), "\n");
  }
  return text;
}

std::string ApplianceNote(const std::string& how) {
  return absl::StrCat(
      "# The appliance's health, versions and updates: roles do not govern them, a ",
      "group does.\n", how);
}

}  // namespace

std::string UseInWords(const collectors::PrivilegeUse& use) {
  std::vector<std::string> parts = use.tables;
  parts.insert(parts.end(), use.columns.begin(), use.columns.end());
  if (!use.work.empty()) parts.push_back(use.work);
  return absl::StrJoin(parts, ", ");
}

std::string GovcCommands(const Role& role) {
  const std::string account = ShellQuoted(OneLine(Account(role)));
  std::string text = Reasons(role);
  absl::StrAppend(&text, "govc role.create ", ShellQuoted(role.name), " \\\n  ",
                  absl::StrJoin(Privileges(role), " \\\n  "), "\n");
  absl::StrAppend(&text, "govc permissions.set -principal ", account, " -role ",
                  ShellQuoted(role.name), " -propagate=true /\n");
  if (role.appliance) {
    absl::StrAppend(&text, ApplianceNote(absl::StrCat("govc sso.group.update -a ", account, " ",
                                                      kApplianceGroup, "\n")));
  }
  return text;
}

std::string PowerCliCommands(const Role& role) {
  std::vector<std::string> quoted;
  for (const std::string& name : Privileges(role)) quoted.push_back(PowerShellQuoted(name));
  std::string text = Reasons(role);
  absl::StrAppend(&text, "$privileges = Get-VIPrivilege -Id ", absl::StrJoin(quoted, ",\n  "),
                  "\n");
  absl::StrAppend(&text, "$role = New-VIRole -Name ", PowerShellQuoted(role.name),
                  " -Privilege $privileges\n");
  absl::StrAppend(&text, "New-VIPermission -Entity (Get-Folder -NoRecursion) -Principal ",
                  PowerShellQuoted(OneLine(AccountForPowerCli(role))),
                  " -Role $role -Propagate:$true\n");
  if (role.appliance) {
    absl::StrAppend(&text, ApplianceNote(absl::StrCat("# Add the account to the SSO group ",
                                                      kApplianceGroup, ".\n")));
  }
  return text;
}

std::string RoleJson(const Role& role) {
  Json privileges = Json::Array();
  privileges.Add(
      Json::Object().Set("privilege", "System.Anonymous").Set("for", "the login itself"));
  for (const collectors::PrivilegeUse& use : role.uses) {
    const std::string beyond = Beyond(use.privilege);
    privileges.Add(Json::Object()
                       .Set("privilege", use.privilege)
                       .Set("for", UseInWords(use))
                       .Set("also_allows", beyond.empty() ? Json() : Json(beyond)));
  }
  Json groups = Json::Array();
  if (role.appliance) groups.Add(kApplianceGroup);
  Json json = Json::Object();
  json.Set("role", role.name)
      .Set("account", role.account.empty() ? Json() : Json(role.account))
      .Set("entity", "/")
      .Set("propagate", true);
  json.Set("privileges", std::move(privileges)).Set("sso_groups", std::move(groups));
  return json.ToString() + "\n";
}

}  // namespace sitrep::agent
