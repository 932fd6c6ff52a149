package main

import (
	"fmt"
	"reflect"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// What a vCenter is set up with beside its inventory: settings, extensions, scheduled tasks, custom
// attributes and permissions.

// installSettings gives the settings that a vCenter has and the simulator lacks.
func (l *lab) installSettings() {
	m := simulator.Map.OptionManager()
	settings := append([]types.BaseOptionValue{}, m.Setting...)
	for _, s := range []types.OptionValue{
		{Key: "config.vmacore.soap.maxSessionCount", Value: int32(3000)},
		{Key: "vpxd.certmgmt.mode", Value: "vmca"}, {Key: "config.log.level", Value: "info"}, {Key: "task.maxAge", Value: int32(30)},
		{Key: "task.maxAgeEnabled", Value: true}, {Key: "VirtualCenter.FQDN", Value: "vcenter." + domain},
		{Key: "mail.smtp.server", Value: "mail." + domain}, {Key: "mail.smtp.port", Value: int32(25)},
		{Key: "mail.sender", Value: "vcenter@" + domain}, {Key: "snmp.receiver.1.name", Value: "10.20.0.5"}, {Key: "snmp.receiver.1.enabled", Value: true},
	} {
		s := s
		settings = append(settings, &s)
	}
	m.Setting = settings
}

type extensionManager struct {
	mo.ExtensionManager
}

func (l *lab) installExtensions() {
	m := &extensionManager{}
	m.Self = *serviceContent().ExtensionManager
	host := "vcenter." + domain
	for _, e := range []struct{ key, company, version, kind, label, host string }{
		{"com.vmware.vim.eam", "VMware, Inc.", "8.0.3", "vSphere", "vSphere ESX Agent Manager", host},
		{"com.vmware.vim.sms", "VMware, Inc.", "8.0.3", "vSphere", "VMware vCenter Storage Monitoring Service", host},
		{"com.vmware.vsan.health", "VMware, Inc.", "8.0.3", "vSphere", "VMware vSAN Health Service", host},
		{"example.lab.backup", "Lab Backup", "4.1.0", "backup", "Lab Backup for vSphere", "backup." + domain},
	} {
		m.ExtensionList = append(m.ExtensionList, types.Extension{
			Description: &types.Description{Label: e.label, Summary: e.label}, Key: e.key, Company: e.company, Type: e.kind, Version: e.version,
			SubjectName: "CN=" + e.key, LastHeartbeatTime: l.inventory.ago(3 * time.Minute), ShownInSolutionManager: types.NewBool(e.host == host),
			HealthInfo: &types.ExtensionHealthInfo{Url: "https://" + e.host + "/health"},
			Server: []types.ExtensionServerInfo{{Url: "https://" + e.host + ":443/" + e.key, Description: &types.Description{Label: e.label, Summary: e.label},
				Company: e.company, Type: "SOAP", ServerThumbprint: l.inventory.thumbprint(e.host)}},
			Client: []types.ExtensionClientInfo{{Version: e.version, Description: &types.Description{Label: e.label, Summary: e.label}, Company: e.company,
				Type: "vsphere-client-serenity", Url: "https://" + e.host + "/plugin.zip"}},
		})
	}
	simulator.Map.Put(m)
}

func (id identity) thumbprint(name string) string {
	d := id.digest("thumbprint", name)
	text := ""
	for _, b := range d[:20] {
		text += fmt.Sprintf(":%02X", b)
	}
	return text[1:]
}

type scheduledTaskManager struct {
	mo.ScheduledTaskManager
}

func (l *lab) installSchedule() {
	m := &scheduledTaskManager{}
	m.Self = *serviceContent().ScheduledTaskManager
	vm := l.inventory.vm("db-01")
	for i, s := range []struct {
		name, method string
		scheduler    types.BaseTaskScheduler
		failed       bool
	}{
		{"Nightly snapshot of db-01", "CreateSnapshot_Task", &types.DailyTaskScheduler{HourlyTaskScheduler: types.HourlyTaskScheduler{
			RecurrentTaskScheduler: types.RecurrentTaskScheduler{Interval: 1}, Minute: 30}, Hour: 1}, false},
		{"Restart web-01 once", "ResetVM_Task", &types.OnceTaskScheduler{RunAt: l.inventory.agoPtr(9 * day)}, true},
	} {
		task := &mo.ScheduledTask{}
		task.Self = types.ManagedObjectReference{Type: "ScheduledTask", Value: fmt.Sprintf("schedule-%d", i+1)}
		next := l.inventory.ago(-11 * time.Hour)
		task.Info = types.ScheduledTaskInfo{ScheduledTaskSpec: types.ScheduledTaskSpec{Name: s.name, Description: "For the lab", Enabled: true, Scheduler: s.scheduler,
			Action: &types.MethodAction{Name: s.method}, Notification: "ops@" + domain}, ScheduledTask: task.Self, Entity: l.inventory.root.Self,
			LastModifiedTime: l.inventory.ago(90 * day), LastModifiedUser: `LAB\jdoe`, PrevRunTime: l.inventory.agoPtr(13 * time.Hour), NextRunTime: &next,
			State: types.TaskInfoStateSuccess}
		if vm != nil {
			task.Info.Entity = vm.Self
		}
		if s.failed && l.options.Scenario == "sick" {
			task.Info.State, task.Info.NextRunTime = types.TaskInfoStateError, nil
			task.Info.Error = &types.LocalizedMethodFault{Fault: &types.InvalidPowerState{ExistingState: "poweredOff"}, LocalizedMessage: "The machine is off."}
		}
		simulator.Map.Put(task)
		m.ScheduledTask = append(m.ScheduledTask, task.Self)
	}
	simulator.Map.Put(m)
}

// installCustomFields defines three attributes and gives machines, hosts and datastores values.
func (l *lab) installCustomFields() {
	m := simulator.Map.CustomFieldsManager()
	m.Field = []types.CustomFieldDef{{Key: 101, Name: "Owner", Type: "string"}, {Key: 102, Name: "Last backup", Type: "string", ManagedObjectType: "VirtualMachine"},
		{Key: 103, Name: "Rack", Type: "string", ManagedObjectType: "HostSystem"}}
	set := func(e *mo.ManagedEntity, key int32, value string) {
		e.CustomValue = append(e.CustomValue, &types.CustomFieldStringValue{CustomFieldValue: types.CustomFieldValue{Key: key}, Value: value})
	}
	for i, vm := range l.inventory.vms {
		set(&vm.ManagedEntity, 101, []string{"jdoe", "Team Web", ""}[i%3])
		set(&vm.ManagedEntity, 102, l.inventory.ago(7*time.Hour).Format(time.RFC3339))
	}
	for i, h := range l.inventory.hosts {
		set(&h.ManagedEntity, 103, fmt.Sprintf("R%02d", i+1))
	}
	if len(l.inventory.datastores) > 0 {
		set(&l.inventory.datastores[0].ManagedEntity, 101, "Team Storage")
	}
}

// RetrieveAllPermissionsResponse carries an answer that is already written.
type RetrieveAllPermissionsResponse struct {
	Inner []byte `xml:",innerxml"`
}

// RetrieveAllPermissions gives them in an order of its own; the simulator's is that of a map.
func (m *authorizationManager) RetrieveAllPermissions(req *types.RetrieveAllPermissions) soap.HasFault {
	root := serviceContent().RootFolder
	permissions := []types.Permission{
		{Entity: &root, Principal: `VSPHERE.LOCAL\Administrator`, RoleId: -1, Propagate: true},
		{Entity: &root, Principal: `VSPHERE.LOCAL\Administrators`, Group: true, RoleId: -1, Propagate: true},
		{Entity: &root, Principal: `VSPHERE.LOCAL\sitrep`, RoleId: 101, Propagate: true},
		{Entity: &theLab.inventory.datacenter.Self, Principal: `LAB\vmware-operators`, Group: true, RoleId: -2},
	}
	e := &encoder{}
	e.value("returnval", reflect.ValueOf(permissions), false)
	return &writtenBody[RetrieveAllPermissionsResponse]{Res: &RetrieveAllPermissionsResponse{e.Bytes()}}
}

func (l *lab) installAdministration() {
	l.installLicenses()
	l.installSettings()
	if l.options.ESX {
		return
	}
	l.installExtensions()
	l.installSchedule()
	l.installCustomFields()
}
