package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// Devices and settings that only few machines have, and that an administrator may not want: the sick
// scenario has one of each.
var rareDressings = map[string]func(*inventory, *mo.VirtualMachine){
	"file-03":  func(inv *inventory, vm *mo.VirtualMachine) { addUSB(vm) },
	"mon-01":   func(inv *inventory, vm *mo.VirtualMachine) { addDevice(vm, floppy()) },
	"db-03":    (*inventory).addRawDisk,
	"cache-04": func(inv *inventory, vm *mo.VirtualMachine) { addPassthrough(vm) },
	"proxy-02": (*inventory).addOpaqueNIC,
	"web-04":   func(inv *inventory, vm *mo.VirtualMachine) { limitAccess(vm) },
	"db-04": func(inv *inventory, vm *mo.VirtualMachine) {
		vm.Config.CpuAffinity = &types.VirtualMachineAffinityInfo{AffinitySet: []int32{0, 1}}
	},
	"cache-02": (*inventory).addIssues,
}

func (inv *inventory) dressRarities() {
	for _, vm := range inv.vms {
		if dress, ok := rareDressings[vm.Name]; ok {
			dress(inv, vm)
		}
	}
}

func addDevice(vm *mo.VirtualMachine, d types.BaseVirtualDevice) {
	vm.Config.Hardware.Device = append(vm.Config.Hardware.Device, d)
}

func floppy() *types.VirtualFloppy {
	d := &types.VirtualFloppy{VirtualDevice: device(8000, "Floppy drive 1", "Remote", 400, 0)}
	backing := &types.VirtualFloppyRemoteDeviceBackingInfo{}
	backing.DeviceName = "/dev/fd0"
	d.Backing = backing
	d.Connectable = &types.VirtualDeviceConnectInfo{AllowGuestControl: true, Status: "untried"}
	return d
}

func addUSB(vm *mo.VirtualMachine) {
	c := &types.VirtualUSBController{VirtualController: controller(7000, "USB controller", "Auto connect Disabled", 100),
		AutoConnectDevices: types.NewBool(false), EhciEnabled: types.NewBool(true)}
	c.Device = []int32{10000, 10001}
	addDevice(vm, c)
	addDevice(vm, &types.VirtualUSBXHCIController{VirtualController: controller(14000, "USB xHCI controller", "USB xHCI controller", 100),
		AutoConnectDevices: types.NewBool(false)})
	stick := &types.VirtualUSB{VirtualDevice: device(10000, "USB 1", "Path: 1/0/2", 7000, 0), Connected: true,
		Vendor: 0x0951, Product: 0x1666, Family: []string{"storage"}, Speed: []string{"high", "superSpeed"}}
	local := &types.VirtualUSBUSBBackingInfo{}
	local.DeviceName = "path:1/0/2 version:3"
	stick.Backing = local
	addDevice(vm, stick)
	dongle := &types.VirtualUSB{VirtualDevice: device(10001, "USB 2", "Remote host", 7000, 1), Connected: true,
		Vendor: 0x0529, Product: 0x0001, Family: []string{"other"}, Speed: []string{"full"}}
	remote := &types.VirtualUSBRemoteHostBackingInfo{Hostname: hostName(1)}
	remote.DeviceName = "path:1/0/5 version:3"
	dongle.Backing = remote
	addDevice(vm, dongle)
}

func addPassthrough(vm *mo.VirtualMachine) {
	card := &types.VirtualPCIPassthrough{VirtualDevice: device(13000, "PCI device 0", "PCI device", 100, 18)}
	backing := &types.VirtualPCIPassthroughDeviceBackingInfo{Id: "00000:101:00.0", DeviceId: "1528", SystemId: "5f3c", VendorId: -32634}
	backing.DeviceName = "Ethernet Controller 10-Gigabit X540-AT2"
	card.Backing = backing
	addDevice(vm, card)
	graphics := &types.VirtualPCIPassthrough{VirtualDevice: device(13001, "PCI device 1", "NVIDIA GRID vGPU grid_t4-2q", 100, 19)}
	graphics.Backing = &types.VirtualPCIPassthroughVmiopBackingInfo{Vgpu: "grid_t4-2q"}
	addDevice(vm, graphics)
}

// addRawDisk adds a disk that is a LUN, on a controller whose bus is shared with other machines.
func (inv *inventory) addRawDisk(vm *mo.VirtualMachine) {
	bus := &types.ParaVirtualSCSIController{VirtualSCSIController: types.VirtualSCSIController{
		VirtualController: controller(1001, "SCSI controller 1", "VMware paravirtual SCSI", 100), SharedBus: "physicalSharing", ScsiCtlrUnitNumber: 7}}
	bus.BusNumber, bus.Device = 1, []int32{2016}
	addDevice(vm, bus)
	lun := fmt.Sprintf("%x", inv.digest("lun", vm.Name))
	d := &types.VirtualDisk{VirtualDevice: device(2016, "Hard disk 9", "104857600 KB", 1001, 0), CapacityInKB: 100 << 20, CapacityInBytes: 100 << 30}
	backing := &types.VirtualDiskRawDiskMappingVer1BackingInfo{LunUuid: "0200000000" + lun[:32], DeviceName: "vml.0200000000" + lun[:32],
		CompatibilityMode: "physicalMode", DiskMode: "independent_persistent", Uuid: inv.uuid("disk", vm.Name+"raw"), Sharing: "sharingNone"}
	backing.FileName = fmt.Sprintf("%s/%s_9.vmdk", vm.Config.Files.SnapshotDirectory[:len(vm.Config.Files.SnapshotDirectory)-1], vm.Name)
	backing.Datastore = &vm.Datastore[0]
	d.Backing = backing
	addDevice(vm, d)
	addDiskFiles(vm, d.Key, backing.FileName, "-rdmp", 0)
}

func (inv *inventory) addOpaqueNIC(vm *mo.VirtualMachine) {
	if len(inv.opaque) == 0 {
		return
	}
	segment := inv.opaque[0]
	summary := segment.Summary.(*types.OpaqueNetworkSummary)
	label := "Network adapter 9"
	card := types.VirtualEthernetCard{VirtualDevice: device(4008, label, "nsx.LogicalSwitch", 100, 15), AddressType: "assigned",
		MacAddress: inv.vmMAC(vm.Name + label), WakeOnLanEnabled: types.NewBool(true), UptCompatibilityEnabled: types.NewBool(false),
		ExternalId: inv.uuid("external", vm.Name)}
	card.Backing = &types.VirtualEthernetCardOpaqueNetworkBackingInfo{OpaqueNetworkId: summary.OpaqueNetworkId, OpaqueNetworkType: summary.OpaqueNetworkType}
	card.Connectable = &types.VirtualDeviceConnectInfo{StartConnected: true, AllowGuestControl: true, Connected: true, Status: "ok"}
	addDevice(vm, &types.VirtualE1000e{VirtualEthernetCard: card})
	vm.Network = append(vm.Network, segment.Self)
	segment.Vm = append(segment.Vm, vm.Self)
}

func limitAccess(vm *mo.VirtualMachine) {
	machineDisks(vm)[0].StorageIOAllocation.Limit = types.NewInt64(1000)
	for _, nic := range machineNICs(vm) {
		nic.GetVirtualEthernetCard().ResourceAllocation.Limit = types.NewInt64(100)
	}
}

func (inv *inventory) addIssues(vm *mo.VirtualMachine) {
	at := types.Event{Key: 4711, ChainId: 4711, CreatedTime: inv.ago(2 * day), UserName: "", Vm: &types.VmEventArgument{
		EntityEventArgument: types.EntityEventArgument{Name: vm.Name}, Vm: vm.Self}, FullFormattedMessage: "vSphere HA failed to restart " + vm.Name}
	vm.ConfigIssue = []types.BaseEvent{
		&types.VmFailoverFailed{VmEvent: types.VmEvent{Event: at}},
		&types.EventEx{Event: at, EventTypeId: "com.vmware.vc.ha.VmFailedOverEvent", Severity: "warning"},
	}
}
