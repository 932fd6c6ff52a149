package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// dressGuest is what VMware Tools report.
func (inv *inventory) dressGuest(vm *mo.VirtualMachine, id, full, family string, n int) {
	address := fmt.Sprintf("10.%d.%d.%d", inv.network(), 30+n/200, 20+n%200)
	vm.Guest = &types.GuestInfo{
		ToolsStatus: types.VirtualMachineToolsStatusToolsOk, ToolsVersionStatus: "guestToolsCurrent",
		ToolsVersionStatus2: "guestToolsCurrent", ToolsRunningStatus: "guestToolsRunning", ToolsVersion: "12389",
		ToolsInstallType: "guestToolsTypeMSI", GuestId: id, GuestFamily: family, GuestFullName: full,
		HostName: vm.Name + "." + domain, IpAddress: address, GuestState: "running", AppHeartbeatStatus: "appStatusGray",
		GuestKernelCrashed: types.NewBool(false), GuestStateChangeSupported: types.NewBool(true),
		GuestOperationsReady: types.NewBool(true), InteractiveGuestOperationsReady: types.NewBool(false), HwVersion: "vmx-19",
	}
	if family == "linuxGuest" {
		vm.Guest.ToolsInstallType = "guestToolsTypeOpenVMTools"
		vm.Guest.ToolsVersionStatus, vm.Guest.ToolsVersionStatus2 = "guestToolsUnmanaged", "guestToolsUnmanaged"
	}
	for i, nic := range machineNICs(vm) {
		card := nic.GetVirtualEthernetCard()
		info := types.GuestNicInfo{Network: nicNetwork(inv, card), MacAddress: card.MacAddress, Connected: true, DeviceConfigId: card.Key}
		if i == 0 {
			info.IpAddress = []string{address, fmt.Sprintf("fe80::250:56ff:fe%s:%s%s", card.MacAddress[9:11], card.MacAddress[12:14], card.MacAddress[15:17])}
			info.IpConfig = ipConfig(info.IpAddress[0], 24, "manual", info.IpAddress[1])
		}
		vm.Guest.Net = append(vm.Guest.Net, info)
	}
	inv.dressPartitions(vm, family)
	vm.GuestHeartbeatStatus = types.ManagedEntityStatusGreen
}

func ipConfig(address string, prefix int32, origin, linkLocal string) *types.NetIpConfigInfo {
	c := &types.NetIpConfigInfo{IpAddress: []types.NetIpConfigInfoIpAddress{
		{IpAddress: address, PrefixLength: prefix, Origin: origin, State: "preferred"}},
		Dhcp: &types.NetDhcpConfigInfo{Ipv4: &types.NetDhcpConfigInfoDhcpOptions{Enable: false}}}
	if linkLocal != "" {
		c.IpAddress = append(c.IpAddress, types.NetIpConfigInfoIpAddress{IpAddress: linkLocal, PrefixLength: 64, Origin: "linklayer", State: "preferred"})
	}
	return c
}

// dressPartitions gives each disk a file system, with enough free space.
func (inv *inventory) dressPartitions(vm *mo.VirtualMachine, family string) {
	for i, d := range machineDisks(vm) {
		capacity := d.CapacityInBytes - 1<<30
		part := types.GuestDiskInfo{Capacity: capacity, FreeSpace: capacity / 100 * inv.number("free", vm.Name+fmt.Sprint(i), 30, 80),
			FilesystemType: "ext4", DiskPath: []string{"/", "/srv"}[i],
			Mappings: []types.GuestInfoVirtualDiskMapping{{Key: d.Key}}}
		if family == "windowsGuest" {
			part.FilesystemType, part.DiskPath = "NTFS", []string{`C:\`, `D:\`}[i]
		} else if i == 0 {
			boot := part
			boot.DiskPath, boot.Capacity, boot.FreeSpace = "/boot", 2<<30, 3<<29
			vm.Guest.Disk = append(vm.Guest.Disk, boot)
		}
		vm.Guest.Disk = append(vm.Guest.Disk, part)
	}
}

// addContainerBridge is an interface that only the guest knows of.
func addContainerBridge(vm *mo.VirtualMachine) {
	vm.Guest.Net = append(vm.Guest.Net, types.GuestNicInfo{MacAddress: "02:42:5d:0e:31:77", Connected: true, DeviceConfigId: -1,
		IpAddress: []string{"172.17.0.1"}, IpConfig: ipConfig("172.17.0.1", 16, "other", "")})
}
