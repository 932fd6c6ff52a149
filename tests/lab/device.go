package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// addDevices gives a machine controllers, a CD drive that is not connected, one or two disks and one or
// two network adapters.
func (inv *inventory) addDevices(vm *mo.VirtualMachine, store *mo.Datastore, n int) {
	hw := &vm.Config.Hardware
	add := func(d types.BaseVirtualDevice) { hw.Device = append(hw.Device, d) }
	ide := &types.VirtualIDEController{VirtualController: controller(200, "IDE 0", "IDE 0", 0)}
	ide.Device = []int32{3000}
	add(ide)
	add(&types.VirtualPCIController{VirtualController: controller(100, "PCI controller 0", "PCI controller 0", 0)})
	add(&types.VirtualKeyboard{VirtualDevice: device(600, "Keyboard", "Keyboard", 300, 0)})
	add(&types.VirtualPointingDevice{VirtualDevice: device(700, "Pointing device", "Pointing device; Device", 300, 1)})
	add(&types.VirtualMachineVideoCard{VirtualDevice: device(500, "Video card", "Video card", 100, 0), VideoRamSizeInKB: 16384, NumDisplays: 1})
	scsi := &types.ParaVirtualSCSIController{VirtualSCSIController: types.VirtualSCSIController{
		VirtualController: controller(1000, "SCSI controller 0", "VMware paravirtual SCSI", 100), SharedBus: "noSharing", ScsiCtlrUnitNumber: 7}}
	add(scsi)
	add(cdrom())
	disks := 1 + n%2
	for i := 0; i < disks; i++ {
		key := int32(2000 + i)
		scsi.Device = append(scsi.Device, key)
		add(inv.disk(vm, store, i, key))
	}
	inv.addNICs(vm, n)
}

func device(key int32, label, summary string, controller, unit int32) types.VirtualDevice {
	return types.VirtualDevice{Key: key, DeviceInfo: &types.Description{Label: label, Summary: summary},
		ControllerKey: controller, UnitNumber: &unit}
}

func controller(key int32, label, summary string, parent int32) types.VirtualController {
	c := types.VirtualController{VirtualDevice: types.VirtualDevice{Key: key,
		DeviceInfo: &types.Description{Label: label, Summary: summary}}}
	if parent != 0 {
		unit := int32(3)
		c.ControllerKey, c.UnitNumber = parent, &unit
	}
	return c
}

func cdrom() *types.VirtualCdrom {
	d := &types.VirtualCdrom{VirtualDevice: device(3000, "CD/DVD drive 1", "Remote device", 200, 0)}
	d.Backing = &types.VirtualCdromRemotePassthroughBackingInfo{}
	d.Connectable = &types.VirtualDeviceConnectInfo{AllowGuestControl: true, Status: "untried"}
	return d
}

func (inv *inventory) disk(vm *mo.VirtualMachine, store *mo.Datastore, i int, key int32) *types.VirtualDisk {
	suffix := ""
	if i > 0 {
		suffix = fmt.Sprintf("_%d", i)
	}
	label := fmt.Sprintf("Hard disk %d", i+1)
	gib := inv.number("disk", vm.Name+label, 2, 12) * 10
	d := &types.VirtualDisk{
		VirtualDevice: device(key, label, fmt.Sprintf("%d KB", gib<<20), 1000, int32(i)),
		CapacityInKB:  gib << 20, CapacityInBytes: gib << 30,
		Shares: &types.SharesInfo{Shares: 1000, Level: types.SharesLevelNormal},
		StorageIOAllocation: &types.StorageIOAllocationInfo{Limit: types.NewInt64(-1), Reservation: types.NewInt32(0),
			Shares: &types.SharesInfo{Shares: 1000, Level: types.SharesLevelNormal}},
		DiskObjectId: fmt.Sprintf("%s-%d", vm.Self.Value, key), NativeUnmanagedLinkedClone: types.NewBool(false),
	}
	d.Backing = &types.VirtualDiskFlatVer2BackingInfo{
		VirtualDeviceFileBackingInfo: types.VirtualDeviceFileBackingInfo{
			FileName: fmt.Sprintf("[%s] %s/%s%s.vmdk", store.Name, vm.Name, vm.Name, suffix), Datastore: &store.Self},
		DiskMode: "persistent", Split: types.NewBool(false), WriteThrough: types.NewBool(false), EagerlyScrub: types.NewBool(false),
		ThinProvisioned: types.NewBool(true), Uuid: inv.uuid("disk", vm.Name+label), DigestEnabled: types.NewBool(false),
		Sharing: "sharingNone", ContentId: fmt.Sprintf("%x", inv.digest("content", vm.Name+label))[:32],
	}
	return d
}

func (inv *inventory) addNICs(vm *mo.VirtualMachine, n int) {
	var backings []types.BaseVirtualDeviceBackingInfo
	var joined []types.ManagedObjectReference
	if len(inv.portgroups) > 0 {
		pg := inv.portgroups[n%len(inv.portgroups)]
		backings = append(backings, &types.VirtualEthernetCardDistributedVirtualPortBackingInfo{
			Port: types.DistributedVirtualSwitchPortConnection{SwitchUuid: inv.dvs.Uuid, PortgroupKey: pg.Key,
				PortKey: fmt.Sprint(n), ConnectionCookie: int32(inv.number("cookie", vm.Name, 1, 1<<30))}})
		joined = append(joined, pg.Self)
		pg.Network.Vm = append(pg.Network.Vm, vm.Self)
	} else {
		backings, joined = append(backings, standardBacking(inv.networks[0])), append(joined, inv.networks[0].Self)
		inv.networks[0].Vm = append(inv.networks[0].Vm, vm.Self)
	}
	if n%3 == 0 {
		backings, joined = append(backings, standardBacking(inv.networks[1])), append(joined, inv.networks[1].Self)
		inv.networks[1].Vm = append(inv.networks[1].Vm, vm.Self)
	}
	for i, backing := range backings {
		label := fmt.Sprintf("Network adapter %d", i+1)
		card := types.VirtualEthernetCard{VirtualDevice: device(int32(4000+i), label, "DVSwitch: "+label, 100, int32(7+i)),
			AddressType: "assigned", MacAddress: inv.vmMAC(vm.Name + label), WakeOnLanEnabled: types.NewBool(true),
			UptCompatibilityEnabled: types.NewBool(true),
			ResourceAllocation: &types.VirtualEthernetCardResourceAllocation{Reservation: types.NewInt64(0), Limit: types.NewInt64(-1),
				Share: types.SharesInfo{Shares: 50, Level: types.SharesLevelNormal}}}
		card.Backing = backing
		card.Connectable = &types.VirtualDeviceConnectInfo{MigrateConnect: "unset", StartConnected: true, AllowGuestControl: true, Connected: true, Status: "ok"}
		vm.Config.Hardware.Device = append(vm.Config.Hardware.Device,
			&types.VirtualVmxnet3{VirtualVmxnet: types.VirtualVmxnet{VirtualEthernetCard: card}})
	}
	vm.Network = joined
}

func standardBacking(n *mo.Network) *types.VirtualEthernetCardNetworkBackingInfo {
	b := &types.VirtualEthernetCardNetworkBackingInfo{Network: &n.Self}
	b.DeviceName = n.Name
	return b
}

func nicNetwork(inv *inventory, card *types.VirtualEthernetCard) string {
	switch b := card.Backing.(type) {
	case *types.VirtualEthernetCardNetworkBackingInfo:
		return b.DeviceName
	case *types.VirtualEthernetCardDistributedVirtualPortBackingInfo:
		for _, pg := range inv.portgroups {
			if pg.Key == b.Port.PortgroupKey {
				return pg.Name
			}
		}
	}
	return ""
}

func machineNICs(vm *mo.VirtualMachine) (cards []types.BaseVirtualEthernetCard) {
	if vm.Config == nil {
		return nil
	}
	for _, d := range vm.Config.Hardware.Device {
		if card, ok := d.(types.BaseVirtualEthernetCard); ok {
			cards = append(cards, card)
		}
	}
	return cards
}

func machineDisks(vm *mo.VirtualMachine) (disks []*types.VirtualDisk) {
	if vm.Config == nil {
		return nil
	}
	for _, d := range vm.Config.Hardware.Device {
		if disk, ok := d.(*types.VirtualDisk); ok {
			disks = append(disks, disk)
		}
	}
	return disks
}

func setConnected(vm *mo.VirtualMachine, connected bool) {
	for _, nic := range machineNICs(vm) {
		nic.GetVirtualEthernetCard().Connectable.Connected = connected
	}
}
