package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// sickUnavailable are hosts that carry no virtual machine in the sick scenario: two are not connected and
// one is in maintenance mode.
var sickUnavailable = []string{"esx-02." + domain, "esx-04." + domain, "esx-06." + domain}

// An ailment makes one check fire on one object, or on one part of it: a service, a sensor, an adapter, a
// disk, a snapshot. The table below is the golden list of the sick scenario.
type ailment struct {
	check  string
	object string
	part   string
	inflict
}

type inflict func(inv *inventory, a *ailment)

// expectation is what a check must report.
type expectation struct {
	Check  string `json:"check"`
	Object string `json:"object"`
	Part   string `json:"part,omitempty"`
}

func host(n int) string { return hostName(n) }

var ailments = []ailment{
	{"host-disconnected", host(2), "", disconnectHost},
	{"host-disconnected", host(6), "", hostNotResponding},
	{"host-hardware-sensor", host(3), "System Board 1 Fan3", sensorState("red")},
	{"host-hardware-sensor", host(3), "Power Supply 2 Status", sensorState("yellow")},
	{"host-ntp-not-running", host(5), "", onHost(func(h *mo.HostSystem) { setService(h.Config, "ntpd", false) })},
	{"host-ntp-not-configured", host(7), "", onHost(func(h *mo.HostSystem) { h.Config.DateTimeInfo.NtpConfig.Server = nil })},
	{"host-ssh-running", host(7), "TSM-SSH", onHost(func(h *mo.HostSystem) { setService(h.Config, "TSM-SSH", true) })},
	{"host-shell-running", host(7), "TSM", onHost(func(h *mo.HostSystem) { setService(h.Config, "TSM", true) })},
	{"host-lockdown-disabled", host(7), "", onHost(func(h *mo.HostSystem) { h.Config.LockdownMode = types.HostLockdownModeLockdownDisabled })},
	{"host-certificate-expiring", host(5), "", certificateEnds(20 * day)},
	{"host-certificate-expiring", host(8), "", certificateEnds(-3 * day)},
	{"host-reboot-required", host(4), "", onHost(func(h *mo.HostSystem) { h.Summary.RebootRequired = true })},
	{"host-uplink-down", host(8), "vmnic3", onHost(func(h *mo.HostSystem) { h.Config.Network.Pnic[3].LinkSpeed = nil })},
	{"host-memory-overcommitted", host(8), "", overcommitMemory},
	{"host-maintenance-mode", host(4), "", onHost(func(h *mo.HostSystem) { h.Runtime.InMaintenanceMode = true })},
	{"host-alarm-actions-disabled", host(8), "", onHost(func(h *mo.HostSystem) { h.AlarmActionsEnabled = types.NewBool(false) })},
	{"cluster-ha-disabled", "prod-cl02", "", onCluster(func(c *types.ClusterConfigInfoEx) { c.DasConfig.Enabled = types.NewBool(false) })},
	{"cluster-ha-admission-disabled", "prod-cl01", "", onCluster(func(c *types.ClusterConfigInfoEx) { c.DasConfig.AdmissionControlEnabled = types.NewBool(false) })},
	{"cluster-ha-host-monitoring-disabled", "prod-cl01", "", onCluster(func(c *types.ClusterConfigInfoEx) { c.DasConfig.HostMonitoring = "disabled" })},
	{"cluster-drs-disabled", "prod-cl02", "", onCluster(func(c *types.ClusterConfigInfoEx) { c.DrsConfig.Enabled = types.NewBool(false) })},
	{"cluster-host-builds-differ", "prod-cl02", "", olderBuild(host(8))},
	{"datastore-space-low", "san-prod-02", "", onDatastore(func(ds *mo.Datastore) { setFree(ds, 8, 5) })},
	{"datastore-inaccessible", "nfs-backup-01", "", onDatastore(loseDatastore)},
	{"datastore-maintenance", "nfs-iso-01", "", onDatastore(func(ds *mo.Datastore) { ds.Summary.MaintenanceMode = "inMaintenance" })},
	{"datastore-overcommitted", "san-prod-03", "", onDatastore(func(ds *mo.Datastore) { setFree(ds, 50, 120) })},
	{"datastore-host-access-lost", "san-prod-04", host(3), loseMount},
	{"datastore-not-on-all-hosts", "san-test-01", host(4), removeMount},
	{"vm-snapshot-old", "db-01", "before patch", oldSnapshots},
	{"vm-snapshot-old", "db-01", "after patch", nil},
	{"vm-consolidation-needed", "mail-01", "", onMachine(func(vm *mo.VirtualMachine) { vm.Runtime.ConsolidationNeeded = types.NewBool(true) })},
	{"vm-tools-not-running", "web-02", "", onMachine(stopTools)},
	{"vm-tools-outdated", "web-03", "", toolsStatus("guestToolsNeedUpgrade")},
	{"vm-tools-outdated", "app-02", "", toolsStatus("guestToolsSupportedOld")},
	{"vm-inaccessible", "file-02", "", loseMachine},
	{"vm-inaccessible", "mon-04", "", orphan},
	{"vm-memory-reclaimed", "app-03", "", onMachine(func(vm *mo.VirtualMachine) { vm.Summary.QuickStats.BalloonedMemory = 512 })},
	{"vm-memory-reclaimed", "cache-02", "", onMachine(func(vm *mo.VirtualMachine) { vm.Summary.QuickStats.SwappedMemory = 256 })},
	{"vm-question-pending", "build-01", "", onMachine(askQuestion)},
	{"vm-nic-disconnected", "proxy-01", "Network adapter 2", onMachine(disconnectSecondNIC)},
	{"vm-hardware-version-old", "file-01", "", onMachine(oldHardware)},
	{"vm-delta-disk-without-snapshot", "mail-02", "Hard disk 1", onMachine(func(vm *mo.VirtualMachine) { deltaDisk(vm, 2) })},
	{"vm-folder-name-differs", "app-04", "", onMachine(oldFolder)},
	{"vm-limit-configured", "web-04", "cpu", onMachine(func(vm *mo.VirtualMachine) { vm.Config.CpuAllocation.Limit = types.NewInt64(2000) })},
	{"vm-limit-configured", "db-04", "memory", onMachine(func(vm *mo.VirtualMachine) { vm.Config.MemoryAllocation.Limit = types.NewInt64(4096) })},
	{"vm-disk-nonpersistent", "build-02", "Hard disk 2", diskBacking(1, func(b *types.VirtualDiskFlatVer2BackingInfo) { b.DiskMode = "independent_nonpersistent" })},
	{"vm-disk-multiwriter", "db-03", "Hard disk 1", diskBacking(0, func(b *types.VirtualDiskFlatVer2BackingInfo) { b.Sharing = "sharingMultiWriter" })},
	{"vm-removable-media-connected", "mon-01", "CD/DVD drive 1", connectCdrom},
	{"vm-annotation-secret", "build-03", "", onMachine(func(vm *mo.VirtualMachine) { vm.Config.Annotation = "console password is hunter2" })},
	{"vm-snapshot-description-secret", "db-01", "before patch", describeSnapshot("old Kennwort: hunter2")},
	{"vm-heartbeat-red", "cache-03", "", onMachine(func(vm *mo.VirtualMachine) { vm.Summary.QuickStats.GuestHeartbeatStatus = "red" })},
	{"vm-alarm-actions-disabled", "web-03", "", onMachine(func(vm *mo.VirtualMachine) { vm.AlarmActionsEnabled = types.NewBool(false) })},
	{"vm-enters-firmware-setup", "app-02", "", onMachine(func(vm *mo.VirtualMachine) { vm.Config.BootOptions.EnterBIOSSetup = types.NewBool(true) })},
	{"vm-time-sync-with-host", "dc-01", "", onMachine(func(vm *mo.VirtualMachine) { vm.Config.Tools.SyncTimeWithHost = types.NewBool(true) })},
	{"vm-vmotion-encryption-off", "web-02", "", onMachine(func(vm *mo.VirtualMachine) { vm.Config.MigrateEncryption = "disabled" })},
}

// makeSick applies every ailment whose object exists; a standalone ESXi has few of them.
func (inv *inventory) makeSick() {
	for i := range ailments {
		if a := &ailments[i]; a.inflict != nil && inv.has(a.object) {
			a.inflict(inv, a)
		}
	}
	inv.makeNewSnapshot("db-02")
	inv.dressRarities()
}

func (inv *inventory) has(name string) bool {
	return inv.host(name) != nil || inv.vm(name) != nil || inv.datastore(name) != nil && !inv.options.ESX || inv.cluster(name) != nil
}

// expected is the golden list for this inventory.
func (inv *inventory) expected() []expectation {
	list := []expectation{}
	if inv.options.Scenario != "sick" {
		return list
	}
	for _, a := range ailments {
		if inv.has(a.object) {
			list = append(list, expectation{a.check, a.object, a.part})
		}
	}
	for _, t := range triggers {
		if !t.acknowledged && inv.has(t.object) && !inv.options.ESX {
			list = append(list, expectation{"alarm-triggered", t.object, t.alarm})
		}
	}
	return list
}

func onHost(f func(*mo.HostSystem)) inflict {
	return func(inv *inventory, a *ailment) { f(inv.host(a.object)) }
}

func onMachine(f func(*mo.VirtualMachine)) inflict {
	return func(inv *inventory, a *ailment) { f(inv.vm(a.object)) }
}

func onDatastore(f func(*mo.Datastore)) inflict {
	return func(inv *inventory, a *ailment) { f(inv.datastore(a.object)) }
}

func onCluster(f func(*types.ClusterConfigInfoEx)) inflict {
	return func(inv *inventory, a *ailment) {
		f(inv.cluster(a.object).ConfigurationEx.(*types.ClusterConfigInfoEx))
	}
}

// disconnectHost leaves what vCenter still knows of a host it has lost: no configuration, no hardware.
func disconnectHost(inv *inventory, a *ailment) {
	h := inv.host(a.object)
	for _, m := range []*types.ManagedObjectReference{h.ConfigManager.ServiceSystem, h.ConfigManager.DateTimeSystem,
		h.ConfigManager.HealthStatusSystem, h.ConfigManager.CertificateManager, h.ConfigManager.NetworkSystem,
		h.ConfigManager.StorageSystem, h.ConfigManager.FirewallSystem, h.ConfigManager.AdvancedOption} {
		simulator.Map.Remove(*m)
	}
	h.Config, h.Hardware, h.ConfigManager = nil, nil, types.HostConfigManager{}
	h.Runtime = types.HostRuntimeInfo{ConnectionState: types.HostSystemConnectionStateDisconnected, PowerState: types.HostSystemPowerStateUnknown}
	h.Summary.QuickStats = types.HostListSummaryQuickStats{}
	h.OverallStatus = types.ManagedEntityStatusRed
}

func hostNotResponding(inv *inventory, a *ailment) {
	h := inv.host(a.object)
	h.Runtime.ConnectionState = types.HostSystemConnectionStateNotResponding
	h.Runtime.PowerState = types.HostSystemPowerStateUnknown
	h.OverallStatus = types.ManagedEntityStatusRed
}

func sensorState(key string) inflict {
	return func(inv *inventory, a *ailment) {
		h := inv.host(a.object)
		setSensor(h, a.part, key)
		h.OverallStatus = types.ManagedEntityStatusRed
	}
}

func certificateEnds(in time.Duration) inflict {
	return func(inv *inventory, a *ailment) {
		h := inv.host(a.object)
		until := inv.ago(-in)
		h.Config.Certificate = inv.hostCertificate(h.Name, inv.ago(5*365*day), until)
		m := simulator.Map.Get(*h.ConfigManager.CertificateManager).(*mo.HostCertificateManager)
		m.CertificateInfo.NotAfter, m.CertificateInfo.Status = &until, "expiring"
	}
}

// overcommitMemory moves one machine of 300 GiB to the host.
func overcommitMemory(inv *inventory, a *ailment) {
	vm, h := inv.vm("cache-04"), inv.host(a.object)
	for _, other := range inv.hosts {
		simulator.RemoveReference(&other.Vm, vm.Self)
	}
	h.Vm = append(h.Vm, vm.Self)
	vm.Runtime.Host = &h.Self
	vm.Config.Hardware.MemoryMB = 300 << 10
	vm.Runtime.MaxMemoryUsage = 300 << 10
}

func olderBuild(name string) inflict {
	return func(inv *inventory, a *ailment) {
		h := inv.host(name)
		h.Config.Product = hostProduct("23825572")
		product := h.Config.Product
		h.Summary.Config.Product = &product
	}
}

// setFree sets free and uncommitted space in percent of the capacity.
func setFree(ds *mo.Datastore, free, uncommitted int64) {
	ds.Summary.FreeSpace = ds.Summary.Capacity / 100 * free
	ds.Summary.Uncommitted = ds.Summary.Capacity / 100 * uncommitted
	ds.Info.GetDatastoreInfo().FreeSpace = ds.Summary.FreeSpace
	if free < 10 {
		ds.OverallStatus = types.ManagedEntityStatusYellow
	}
}

func loseDatastore(ds *mo.Datastore) {
	ds.Summary.Accessible = false
	ds.OverallStatus = types.ManagedEntityStatusRed
	for i := range ds.Host {
		ds.Host[i].MountInfo.Accessible = types.NewBool(false)
		ds.Host[i].MountInfo.InaccessibleReason = "AllPathsDown_Timeout"
	}
}

func loseMount(inv *inventory, a *ailment) {
	ds, h := inv.datastore(a.object), inv.host(a.part)
	for i := range ds.Host {
		if ds.Host[i].Key == h.Self {
			ds.Host[i].MountInfo.Accessible = types.NewBool(false)
			ds.Host[i].MountInfo.InaccessibleReason = "PermanentDeviceLoss"
		}
	}
}

func removeMount(inv *inventory, a *ailment) {
	ds, h := inv.datastore(a.object), inv.host(a.part)
	for i := range ds.Host {
		if ds.Host[i].Key == h.Self {
			ds.Host = append(ds.Host[:i:i], ds.Host[i+1:]...)
			break
		}
	}
	simulator.RemoveReference(&h.Datastore, ds.Self)
}

func stopTools(vm *mo.VirtualMachine) {
	vm.Guest.ToolsRunningStatus = "guestToolsNotRunning"
	vm.Guest.ToolsStatus = types.VirtualMachineToolsStatusToolsNotRunning
	vm.Guest.GuestState, vm.Guest.IpAddress, vm.Guest.Net, vm.Guest.Disk = "unknown", "", nil, nil
	vm.GuestHeartbeatStatus = types.ManagedEntityStatusGray
	vm.Summary.QuickStats.GuestHeartbeatStatus = types.ManagedEntityStatusGray
}

func toolsStatus(status string) inflict {
	return onMachine(func(vm *mo.VirtualMachine) {
		vm.Guest.ToolsVersionStatus, vm.Guest.ToolsVersionStatus2 = "guestToolsNeedUpgrade", status
		vm.Guest.ToolsStatus, vm.Guest.ToolsVersion = types.VirtualMachineToolsStatusToolsOld, "11333"
	})
}

// loseMachine leaves what vCenter knows of a machine whose files are gone: its name and its path.
func loseMachine(inv *inventory, a *ailment) {
	vm, lost := inv.vm(a.object), inv.datastore("nfs-backup-01")
	for _, ds := range inv.datastores {
		simulator.RemoveReference(&ds.Vm, vm.Self)
	}
	if lost != nil {
		vm.Datastore = []types.ManagedObjectReference{lost.Self}
		lost.Vm = append(lost.Vm, vm.Self)
	}
	vm.Runtime = types.VirtualMachineRuntimeInfo{Host: vm.Runtime.Host,
		ConnectionState: types.VirtualMachineConnectionStateInaccessible, PowerState: types.VirtualMachinePowerStatePoweredOff}
	vm.Config, vm.Guest, vm.Storage, vm.LayoutEx = nil, nil, nil, nil
	vm.Summary.Storage, vm.Summary.QuickStats = nil, types.VirtualMachineQuickStats{GuestHeartbeatStatus: types.ManagedEntityStatusGray}
	vm.GuestHeartbeatStatus, vm.OverallStatus = types.ManagedEntityStatusGray, types.ManagedEntityStatusRed
	for _, n := range inv.networks {
		simulator.RemoveReference(&n.Vm, vm.Self)
	}
	for _, pg := range inv.portgroups {
		simulator.RemoveReference(&pg.Network.Vm, vm.Self)
	}
	vm.Network = nil
}

func orphan(inv *inventory, a *ailment) {
	vm := inv.vm(a.object)
	inv.powerOff(vm)
	vm.Runtime.ConnectionState = types.VirtualMachineConnectionStateOrphaned
}

func askQuestion(vm *mo.VirtualMachine) {
	choices := []types.BaseElementDescription{}
	for i, label := range []string{"Cancel", "I Moved It", "I Copied It"} {
		choices = append(choices, &types.ElementDescription{Description: types.Description{Label: label, Summary: label}, Key: fmt.Sprint(i)})
	}
	text := "This virtual machine might have been moved or copied. In order to configure certain management and networking features, " +
		"VMware ESX needs to know if this virtual machine was moved or copied."
	vm.Runtime.Question = &types.VirtualMachineQuestionInfo{Id: "_vmx1", Text: text,
		Choice:  types.ChoiceOption{ChoiceInfo: choices, DefaultIndex: 2},
		Message: []types.VirtualMachineMessage{{Id: "msg.uuid.altered", Text: text}}}
}

func disconnectSecondNIC(vm *mo.VirtualMachine) {
	c := machineNICs(vm)[1].GetVirtualEthernetCard().Connectable
	c.Connected, c.Status = false, "recoverableError"
	vm.Guest.Net[1].Connected = false
}

func oldHardware(vm *mo.VirtualMachine) {
	vm.Config.Version, vm.Guest.HwVersion = "vmx-11", "vmx-11"
}

// oldFolder leaves the machine's files where they were before it was renamed.
func oldFolder(vm *mo.VirtualMachine) {
	rename := func(path string) string { return strings.ReplaceAll(path, vm.Name, "app-legacy") }
	f := &vm.Config.Files
	f.VmPathName, f.SnapshotDirectory = rename(f.VmPathName), rename(f.SnapshotDirectory)
	f.LogDirectory, f.SuspendDirectory = rename(f.LogDirectory), rename(f.SuspendDirectory)
	for _, d := range machineDisks(vm) {
		b := d.Backing.(*types.VirtualDiskFlatVer2BackingInfo)
		b.FileName = rename(b.FileName)
	}
	for i := range vm.LayoutEx.File {
		vm.LayoutEx.File[i].Name = rename(vm.LayoutEx.File[i].Name)
	}
}

func diskBacking(i int, f func(*types.VirtualDiskFlatVer2BackingInfo)) inflict {
	return onMachine(func(vm *mo.VirtualMachine) { f(machineDisks(vm)[i].Backing.(*types.VirtualDiskFlatVer2BackingInfo)) })
}

func connectCdrom(inv *inventory, a *ailment) {
	for _, d := range inv.vm(a.object).Config.Hardware.Device {
		if cd, ok := d.(*types.VirtualCdrom); ok {
			cd.Connectable.Connected, cd.Connectable.Status = true, "ok"
			iso := &types.VirtualCdromIsoBackingInfo{}
			iso.FileName = "[nfs-iso-01] debian-12.7.0-amd64-netinst.iso"
			if store := inv.datastore("nfs-iso-01"); store != nil {
				iso.Datastore = &store.Self
			}
			cd.Backing = iso
		}
	}
}
