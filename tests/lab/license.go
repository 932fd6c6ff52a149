package main

import (
	"reflect"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

func feature(key, name string) types.KeyAnyValue {
	return types.KeyAnyValue{Key: "feature", Value: types.KeyValue{Key: key, Value: name}}
}

// licenseKeys are made from the seed, in the form of real ones.
func (id identity) licenseKey(name string) string {
	const letters = "0123456789ACDEFGHJKLMNPQRTUVWXYZ"
	d := id.digest("license", name)
	key := make([]byte, 0, 29)
	for i := 0; i < 25; i++ {
		if i > 0 && i%5 == 0 {
			key = append(key, '-')
		}
		key = append(key, letters[int(d[i])%len(letters)])
	}
	return string(key)
}

// installLicenses gives the lab a licence for its hosts, with an end, and one for its vCenter, without.
func (l *lab) installLicenses() {
	m := simulator.Map.Get(*serviceContent().LicenseManager).(*simulator.LicenseManager)
	ends := l.inventory.ago(-400 * day)
	hosts := types.LicenseManagerLicenseInfo{LicenseKey: l.inventory.licenseKey("hosts"), EditionKey: "esx.enterprisePlus.cpuPackageCoreLimited",
		Name: "VMware vSphere 8 Enterprise Plus", Total: 32, Used: int32(2 * len(l.inventory.hosts)), CostUnit: "cpuPackage",
		Properties: []types.KeyAnyValue{{Key: "ProductName", Value: "VMware ESX Server"}, {Key: "ProductVersion", Value: "8.0"}, {Key: "expirationDate", Value: ends},
			feature("drs", "vSphere DRS"), feature("vmotion", "vSphere vMotion"), feature("dvs", "vSphere Distributed Switch")},
		Labels: []types.KeyValue{{Key: "VpxClientLicenseLabel", Value: "Hosts of Frankfurt"}, {Key: "owner", Value: "jdoe"}}}
	center := types.LicenseManagerLicenseInfo{LicenseKey: l.inventory.licenseKey("vcenter"), EditionKey: "vc.standard.instance",
		Name: "VMware vCenter Server 8 Standard", Total: 1, Used: 1, CostUnit: "server",
		Properties: []types.KeyAnyValue{{Key: "ProductName", Value: "VMware VirtualCenter Server"}, {Key: "ProductVersion", Value: "8.0"},
			feature("vcenterHa", "vCenter High Availability")}}
	m.Licenses = []types.LicenseManagerLicenseInfo{simulator.EvalLicense, hosts}
	over := l.inventory.ago(-30 * day)
	m.Evaluation = types.LicenseManagerEvaluationInfo{Properties: []types.KeyAnyValue{{Key: "expirationDate", Value: over},
		{Key: "expirationHours", Value: int64(30 * 24)}, {Key: "expirationMinutes", Value: int64(30 * 24 * 60)}}}
	if l.options.ESX {
		return
	}
	m.Licenses = append(m.Licenses, center)
	a := &licenseAssignmentManager{}
	a.Self = *m.LicenseAssignmentManager
	a.add(serviceContent().About.InstanceUuid, "vcenter."+domain, center)
	for _, h := range l.inventory.hosts {
		a.add(h.Self.Value, h.Name, hosts)
	}
	simulator.Map.Put(a)
}

// A licenseAssignmentManager knows what each licence is assigned to.
type licenseAssignmentManager struct {
	mo.LicenseAssignmentManager
	assigned []types.LicenseAssignmentManagerLicenseAssignment
}

func (m *licenseAssignmentManager) add(id, name string, license types.LicenseManagerLicenseInfo) {
	m.assigned = append(m.assigned, types.LicenseAssignmentManagerLicenseAssignment{EntityId: id, EntityDisplayName: name,
		Scope: serviceContent().About.InstanceUuid, AssignedLicense: license})
}

// QueryAssignedLicensesResponse carries an answer that is already written.
type QueryAssignedLicensesResponse struct {
	Inner []byte `xml:",innerxml"`
}

func (m *licenseAssignmentManager) QueryAssignedLicenses(req *types.QueryAssignedLicenses) soap.HasFault {
	e := &encoder{}
	for _, a := range m.assigned {
		if req.EntityId == "" || req.EntityId == a.EntityId {
			e.value("returnval", reflect.ValueOf(a), false)
		}
	}
	return &writtenBody[QueryAssignedLicensesResponse]{Res: &QueryAssignedLicensesResponse{e.Bytes()}}
}
