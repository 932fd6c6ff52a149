package main

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// countMachine counts what a machine consists of.
func countMachine(n map[string]int, vm *mo.VirtualMachine) {
	n["vm_issue"] += len(vm.ConfigIssue)
	n["vm_feature_requirement"] += len(vm.Runtime.FeatureRequirement)
	if vm.Storage != nil {
		n["vm_datastore_usage"] += len(vm.Storage.PerDatastoreUsage)
	}
	if vm.Config != nil {
		countDevices(n, vm.Config.Hardware.Device)
	}
	if vm.LayoutEx != nil {
		countFiles(n, vm.LayoutEx)
	}
	if vm.Guest != nil {
		n["vm_partition"] += len(vm.Guest.Disk)
		n["vm_guest_nic"] += len(vm.Guest.Net)
		for _, nic := range vm.Guest.Net {
			if nic.IpConfig != nil {
				n["vm_guest_address"] += len(nic.IpConfig.IpAddress)
			}
		}
	}
}

func countDevices(n map[string]int, devices []types.BaseVirtualDevice) {
	n["vm_device"] += len(devices)
	for _, d := range devices {
		switch d.(type) {
		case *types.VirtualCdrom, *types.VirtualFloppy:
			n["vm_cdrom"]++
		case *types.VirtualUSB, *types.VirtualUSBController, *types.VirtualUSBXHCIController:
			n["vm_usb"]++
		}
	}
}

func countFiles(n map[string]int, layout *types.VirtualMachineFileLayoutEx) {
	n["vm_file"] += len(layout.File)
	n["vm_disk_file"] += countChains(layout.Disk)
	n["vm_snapshot_layout"] += len(layout.Snapshot)
	for _, s := range layout.Snapshot {
		n["vm_snapshot_file"] += countChains(s.Disk)
	}
}

func countChains(disks []types.VirtualMachineFileLayoutExDiskLayout) int {
	n := 0
	for _, d := range disks {
		for _, unit := range d.Chain {
			n += len(unit.FileKey)
		}
	}
	return n
}
