package main

import (
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// A denial makes properties unreadable: a path (and what is below it) of a managed type, on one object or
// on all. Without a type it takes a privilege away from the account.
type denial struct {
	Type      string `json:"type"`
	Path      string `json:"path"`
	Object    string `json:"object,omitempty"` // a name or a managed object id; empty for all
	Privilege string `json:"privilege,omitempty"`
}

// granted is what the recommended role holds.
var granted = []string{"System.Anonymous", "System.View", "System.Read", "Global.Diagnostics", "Global.Licenses", "Global.CancelTask"}

// propertyPrivileges are the properties that a read-only account cannot read on a real vCenter.
var propertyPrivileges = map[string]string{
	"LicenseManager.licenses":                "Global.Licenses",
	"SessionManager.sessionList":             "Sessions.TerminateSession",
	"HostCertificateManager.certificateInfo": "Certificate.Manage",
}

// methodPrivileges are the calls that need more than to see the object.
var methodPrivileges = map[string]string{
	"GenerateLogBundles_Task": "Global.Diagnostics",
	"BrowseDiagnosticLog":     "Global.Diagnostics",
	"QueryDescriptions":       "Global.Diagnostics",
	"SessionIsActive":         "Sessions.ValidateSession",
	"TerminateSession":        "Sessions.TerminateSession",

	"SearchDatastoreSubFolders_Task": "Datastore.Browse",
}

func (d *denial) privilege() string {
	if d.Privilege == "" {
		return "System.Read"
	}
	return d.Privilege
}

func (d *denial) isAbout(ref types.ManagedObjectReference) bool {
	if d.Type == "" || !isKind(ref.Type, d.Type) {
		return false
	}
	return d.Object == "" || d.Object == ref.Value || d.Object == entityName(ref)
}

func entityName(ref types.ManagedObjectReference) string {
	object := simulator.Map.Get(ref)
	if object == nil {
		return ""
	}
	if v, ok := lookup(managed(object), "name"); ok {
		return v.String()
	}
	return ""
}

// denied says which privilege is missing for a property. Like vCenter's own, a denial of `config` covers
// `config.product`, and a denial of `config.product` leaves `config` readable.
func (l *lab) denied(ref types.ManagedObjectReference, path string) (string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if privilege, ok := propertyPrivileges[ref.Type+"."+path]; ok && !l.holdsLocked(privilege) {
		return privilege, true
	}
	for i := range l.denials {
		d := &l.denials[i]
		if !d.isAbout(ref) {
			continue
		}
		if d.Path == "" || d.Path == "*" || d.Path == path || strings.HasPrefix(path, d.Path+".") {
			return d.privilege(), true
		}
	}
	return "", false
}

func (l *lab) holdsLocked(privilege string) bool {
	for _, d := range l.denials {
		if d.Type == "" && d.Privilege == privilege {
			return false
		}
	}
	return contains(granted, privilege) || contains(l.extraPrivileges, privilege)
}

// holds is the honest answer to a privilege check on an entity: a privilege that a whole type lacks is not
// held at the root either, unless it is one of the read privileges, which hold elsewhere.
func (l *lab) holds(ref types.ManagedObjectReference, privilege string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.holdsLocked(privilege) {
		return false
	}
	for i := range l.denials {
		d := &l.denials[i]
		if d.privilege() != privilege || d.Type == "" {
			continue
		}
		if d.isAbout(ref) || d.Object == "" && !strings.HasPrefix(privilege, "System.") {
			return false
		}
	}
	return true
}

// authorizationManager answers privilege checks from what the lab really enforces.
type authorizationManager struct {
	simulator.AuthorizationManager
}

func installAuthorization() {
	ref := *serviceContent().AuthorizationManager
	m := &authorizationManager{*simulator.Map.Get(ref).(*simulator.AuthorizationManager)}
	m.RoleList = append(m.RoleList, types.AuthorizationRole{RoleId: 101, Name: "SitrepCollector",
		Info: &types.Description{Label: "SitrepCollector", Summary: "Sitrep collector"}, Privilege: granted})
	simulator.Map.Put(m)
}

func (m *authorizationManager) availability(ref types.ManagedObjectReference, ids []string) types.EntityPrivilege {
	p := types.EntityPrivilege{Entity: ref}
	for _, id := range ids {
		p.PrivAvailability = append(p.PrivAvailability, types.PrivilegeAvailability{PrivId: id, IsGranted: theLab.holds(ref, id)})
	}
	return p
}

func (m *authorizationManager) HasPrivilegeOnEntities(req *types.HasPrivilegeOnEntities) soap.HasFault {
	res := &types.HasPrivilegeOnEntitiesResponse{}
	for _, ref := range req.Entity {
		if simulator.Map.Get(ref) == nil {
			return &methods.HasPrivilegeOnEntitiesBody{Fault_: simulator.Fault("", &types.ManagedObjectNotFound{Obj: ref})}
		}
		res.Returnval = append(res.Returnval, m.availability(ref, req.PrivId))
	}
	return &methods.HasPrivilegeOnEntitiesBody{Res: res}
}

func (m *authorizationManager) HasUserPrivilegeOnEntities(req *types.HasUserPrivilegeOnEntities) soap.HasFault {
	res := &types.HasUserPrivilegeOnEntitiesResponse{}
	for _, ref := range req.Entities {
		res.Returnval = append(res.Returnval, m.availability(ref, req.PrivId))
	}
	return &methods.HasUserPrivilegeOnEntitiesBody{Res: res}
}

func (m *authorizationManager) HasPrivilegeOnEntity(req *types.HasPrivilegeOnEntity) soap.HasFault {
	res := &types.HasPrivilegeOnEntityResponse{}
	for _, id := range req.PrivId {
		res.Returnval = append(res.Returnval, theLab.holds(req.Entity, id))
	}
	return &methods.HasPrivilegeOnEntityBody{Res: res}
}

func (m *authorizationManager) FetchUserPrivilegeOnEntities(req *types.FetchUserPrivilegeOnEntities) soap.HasFault {
	res := &types.FetchUserPrivilegeOnEntitiesResponse{}
	for _, ref := range req.Entities {
		result := types.UserPrivilegeResult{Entity: ref}
		for _, id := range append(append([]string{}, granted...), theLab.extraPrivileges...) {
			if theLab.holds(ref, id) {
				result.Privileges = append(result.Privileges, id)
			}
		}
		res.Returnval = append(res.Returnval, result)
	}
	return &methods.FetchUserPrivilegeOnEntitiesBody{Res: res}
}

var _ mo.Reference = (*authorizationManager)(nil)
