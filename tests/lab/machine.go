package main

import (
	"fmt"
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

var machineRoles = []string{"web", "app", "db", "mail", "file", "build", "dc", "mon", "cache", "proxy"}

// machineName gives web-01, app-01, ... proxy-01, web-02, ...
func machineName(i int) string {
	return fmt.Sprintf("%s-%02d", machineRoles[i%len(machineRoles)], i/len(machineRoles)+1)
}

var guests = []struct{ id, name, family string }{
	{"debian12_64Guest", "Debian GNU/Linux 12 (64-bit)", "linuxGuest"},
	{"rhel9_64Guest", "Red Hat Enterprise Linux 9 (64-bit)", "linuxGuest"},
	{"windows2022srvNext_64Guest", "Microsoft Windows Server 2022 (64-bit)", "windowsGuest"},
}

func (inv *inventory) makeMachines() {
	main := inv.makeFolder(inv.ref("Folder", "group-v"), "Services", inv.datacenter.VmFolder)
	main.ChildType = childTypes["vm"]
	inv.addTo(inv.datacenter.VmFolder, main.Self)
	infra := inv.makeFolder(inv.ref("Folder", "group-v"), "Infrastructure", inv.datacenter.VmFolder)
	infra.ChildType = childTypes["vm"]
	inv.addTo(inv.datacenter.VmFolder, infra.Self)
	n := 0
	for _, pool := range inv.machinePools() {
		for i := 0; i < inv.options.VMs; i++ {
			inv.makeMachine(n, pool, []types.ManagedObjectReference{main.Self, infra.Self}[n%2])
			n++
		}
	}
	inv.makeTemplate(infra.Self)
	inv.dressOddities()
}

// machinePools are the pools that hold virtual machines.
func (inv *inventory) machinePools() (pools []*mo.ResourcePool) {
	for _, p := range inv.pools {
		if inv.options.ESX || p.Parent.Type == "ResourcePool" {
			pools = append(pools, p)
		}
	}
	return pools
}

// hostFor spreads machines over the hosts below a pool's owner that can run them.
func (inv *inventory) hostFor(pool *mo.ResourcePool, n int) *mo.HostSystem {
	var fit []*mo.HostSystem
	for _, h := range inv.hosts {
		if *h.Parent == pool.Owner && !inv.unavailable[h.Name] {
			fit = append(fit, h)
		}
	}
	return fit[n%len(fit)]
}

func (inv *inventory) makeMachine(n int, pool *mo.ResourcePool, folder types.ManagedObjectReference) *mo.VirtualMachine {
	name := machineName(n)
	stores := inv.machineDatastores()
	vm := inv.newMachine(name, inv.hostFor(pool, n), stores[n%len(stores)], n)
	vm.ResourcePool = &pool.Self
	pool.Vm = append(pool.Vm, vm.Self)
	inv.put(vm, folder)
	inv.addTo(folder, vm.Self)
	inv.vms = append(inv.vms, vm)
	if name == "build-03" || name == "mon-03" || name == "dc-01" && inv.options.VMs < 10 {
		inv.powerOff(vm)
	}
	return vm
}

func (inv *inventory) newMachine(name string, host *mo.HostSystem, store *mo.Datastore, n int) *mo.VirtualMachine {
	vm := &mo.VirtualMachine{ManagedEntity: managedEntity(inv.ref("VirtualMachine", "vm"), name)}
	if inv.options.ESX {
		vm.Self.Value = fmt.Sprint(inv.next)
	}
	guest := guests[n%len(guests)]
	memory := inv.machineMemory(name)
	cpus := int32(inv.number("cpus", name, 1, 4)) * 2
	created := inv.ago(time.Duration(inv.number("created", name, 100, 900)) * day)
	vm.Config = &types.VirtualMachineConfigInfo{
		ChangeVersion: created.Format(time.RFC3339), Modified: inv.ago(30 * day), Name: name,
		GuestFullName: guest.name, GuestId: guest.id, AlternateGuestName: "", Version: "vmx-19",
		Uuid: inv.uuid("vm bios", name), InstanceUuid: inv.uuid("vm instance", name), CreateDate: &created,
		Files: types.VirtualMachineFileInfo{
			VmPathName:        fmt.Sprintf("[%s] %s/%s.vmx", store.Name, name, name),
			SnapshotDirectory: fmt.Sprintf("[%s] %s/", store.Name, name), LogDirectory: fmt.Sprintf("[%s] %s/", store.Name, name),
			SuspendDirectory: fmt.Sprintf("[%s] %s/", store.Name, name),
		},
		Hardware: types.VirtualHardware{NumCPU: cpus, NumCoresPerSocket: 1, MemoryMB: memory},
		Firmware: "efi", ChangeTrackingEnabled: types.NewBool(true), CpuHotAddEnabled: types.NewBool(false),
		MemoryHotAddEnabled: types.NewBool(false), MaxMksConnections: 40, Annotation: "",
		DatastoreUrl: []types.VirtualMachineConfigInfoDatastoreUrlPair{
			{Name: store.Name, Url: store.Summary.Url}},
	}
	cpu, mem := allocation(cpus*1000), allocation(memory*10)
	vm.Config.CpuAllocation, vm.Config.MemoryAllocation = &cpu, &mem
	vm.Runtime = types.VirtualMachineRuntimeInfo{
		Host: &host.Self, ConnectionState: types.VirtualMachineConnectionStateConnected,
		PowerState: types.VirtualMachinePowerStatePoweredOn, BootTime: inv.agoPtr(time.Duration(inv.number("boot", name, 1, 19)) * day),
		ConsolidationNeeded: types.NewBool(false), MaxCpuUsage: cpus * hostMHz, MaxMemoryUsage: memory,
		FaultToleranceState: types.VirtualMachineFaultToleranceStateNotConfigured, CleanPowerOff: types.NewBool(false),
	}
	vm.Datastore = []types.ManagedObjectReference{store.Self}
	host.Vm = append(host.Vm, vm.Self)
	store.Vm = append(store.Vm, vm.Self)
	inv.addDevices(vm, store, n)
	inv.dressGuest(vm, guest.id, guest.name, guest.family, n)
	inv.dressMachineConfig(vm)
	dressRuntime(vm)
	inv.dressStats(vm)
	inv.dressFiles(vm, store)
	return vm
}

// machineMemory, in MB, is small enough that the machines of a host fit into it.
func (inv *inventory) machineMemory(name string) int32 {
	memory := int32(inv.number("memory", name, 1, 6)) * 2048
	hosts := inv.options.Hosts - 2
	if hosts < 1 || inv.options.ESX {
		hosts = 1
	}
	most := int32(200*1024/(2*inv.options.VMs/hosts+2)) / 4 * 4
	if memory > most {
		return most
	}
	return memory
}

func (inv *inventory) dressStats(vm *mo.VirtualMachine) {
	memory := vm.Config.Hardware.MemoryMB
	cpu := int32(inv.number("cpu use", vm.Name, 50, 1800))
	vm.Summary.QuickStats = types.VirtualMachineQuickStats{
		OverallCpuUsage: cpu, OverallCpuDemand: cpu, OverallCpuReadiness: 1, GuestMemoryUsage: memory / 8,
		HostMemoryUsage: memory * 9 / 10, GuestHeartbeatStatus: types.ManagedEntityStatusGreen,
		DistributedCpuEntitlement: cpu, DistributedMemoryEntitlement: memory / 4, StaticCpuEntitlement: cpu * 2,
		StaticMemoryEntitlement: memory, GrantedMemory: memory, PrivateMemory: memory * 9 / 10, SharedMemory: memory / 64,
		ConsumedOverheadMemory: 45, FtLogBandwidth: -1, FtSecondaryLatency: -1, FtLatencyStatus: types.ManagedEntityStatusGray,
		UptimeSeconds: int32(inv.now.Sub(*vm.Runtime.BootTime) / time.Second),
	}
}

func (inv *inventory) makeTemplate(folder types.ManagedObjectReference) {
	stores := inv.machineDatastores()
	host := inv.hosts[0]
	vm := inv.newMachine("tpl-debian-12", host, stores[0], 0)
	vm.Config.Template = true
	inv.put(vm, folder)
	inv.addTo(folder, vm.Self)
	inv.vms = append(inv.vms, vm)
	inv.powerOff(vm)
}

// powerOff puts a machine into the state it has when nothing runs.
func (inv *inventory) powerOff(vm *mo.VirtualMachine) {
	vm.Runtime.PowerState = types.VirtualMachinePowerStatePoweredOff
	vm.Runtime.BootTime, vm.Runtime.CleanPowerOff = nil, types.NewBool(true)
	vm.Runtime.DasVmProtection, vm.Runtime.FeatureRequirement, vm.Runtime.MinRequiredEVCModeKey = nil, nil, ""
	guest := *vm.Guest
	guest.ToolsStatus, guest.ToolsRunningStatus = types.VirtualMachineToolsStatusToolsNotRunning, "guestToolsNotRunning"
	guest.GuestState, guest.IpAddress, guest.Net, guest.Disk = "notRunning", "", nil, nil
	guest.GuestOperationsReady, guest.GuestStateChangeSupported = types.NewBool(false), types.NewBool(false)
	vm.Guest = &guest
	vm.GuestHeartbeatStatus = types.ManagedEntityStatusGray
	vm.Summary.QuickStats = types.VirtualMachineQuickStats{GuestHeartbeatStatus: types.ManagedEntityStatusGray,
		FtLogBandwidth: -1, FtSecondaryLatency: -1, FtLatencyStatus: types.ManagedEntityStatusGray}
	setConnected(vm, false)
}

// settleMachine writes the summary from what it summarises.
func settleMachine(vm *mo.VirtualMachine) {
	s := &vm.Summary
	self := vm.Self
	s.Vm, s.Runtime, s.OverallStatus = &self, vm.Runtime, vm.OverallStatus
	s.Guest, s.Config = nil, types.VirtualMachineConfigSummary{Name: vm.Name}
	if g := vm.Guest; g != nil {
		s.Guest = &types.VirtualMachineGuestSummary{GuestId: g.GuestId, GuestFullName: g.GuestFullName, ToolsStatus: g.ToolsStatus,
			ToolsVersionStatus: g.ToolsVersionStatus, ToolsVersionStatus2: g.ToolsVersionStatus2,
			ToolsRunningStatus: g.ToolsRunningStatus, HostName: g.HostName, IpAddress: g.IpAddress, HwVersion: g.HwVersion}
	}
	if c := vm.Config; c != nil {
		s.Config = types.VirtualMachineConfigSummary{Name: vm.Name, Template: c.Template, VmPathName: c.Files.VmPathName,
			MemorySizeMB: c.Hardware.MemoryMB, NumCpu: c.Hardware.NumCPU, NumEthernetCards: int32(len(machineNICs(vm))),
			NumVirtualDisks: int32(len(machineDisks(vm))), Uuid: c.Uuid, InstanceUuid: c.InstanceUuid, GuestId: c.GuestId,
			GuestFullName: c.GuestFullName, Annotation: c.Annotation, InstallBootRequired: types.NewBool(false),
			TpmPresent: types.NewBool(false), HwVersion: c.Version}
	}
}
