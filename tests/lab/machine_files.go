package main

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func (inv *inventory) dressFiles(vm *mo.VirtualMachine, store *mo.Datastore) {
	stamp := inv.ago(5 * time.Minute)
	memory := int64(vm.Config.Hardware.MemoryMB) << 20
	vm.LayoutEx = &types.VirtualMachineFileLayoutEx{Timestamp: stamp}
	base := fmt.Sprintf("[%s] %s/%s", store.Name, vm.Name, vm.Name)
	addFile(vm, "config", base+".vmx", 3072)
	addFile(vm, "nvram", base+".nvram", 270840)
	addFile(vm, "log", path.Dir(base)+"/vmware.log", 215040)
	addFile(vm, "swap", base+".vswp", memory)
	committed, uncommitted := memory, int64(0)
	percent := inv.number("committed", vm.Name, 20, 90)
	for _, d := range machineDisks(vm) {
		size := d.CapacityInBytes / 100 * percent
		addDiskFiles(vm, d.Key, d.Backing.(*types.VirtualDiskFlatVer2BackingInfo).FileName, "-flat", size)
		committed += size
		uncommitted += d.CapacityInBytes - size
	}
	vm.Summary.Storage = &types.VirtualMachineStorageSummary{Committed: committed, Uncommitted: uncommitted, Unshared: committed, Timestamp: stamp}
	vm.Storage = &types.VirtualMachineStorageInfo{Timestamp: stamp, PerDatastoreUsage: []types.VirtualMachineUsageOnDatastore{
		{Datastore: store.Self, Committed: committed, Uncommitted: uncommitted, Unshared: committed}}}
}

func addFile(vm *mo.VirtualMachine, kind, name string, size int64) int32 {
	key := int32(len(vm.LayoutEx.File))
	vm.LayoutEx.File = append(vm.LayoutEx.File, types.VirtualMachineFileLayoutExFileInfo{
		Key: key, Type: kind, Name: name, Size: size, UniqueSize: size, Accessible: types.NewBool(true)})
	return key
}

// addDiskFiles adds the descriptor and the extent of a disk, or of a delta of it, to the disk's chain.
func addDiskFiles(vm *mo.VirtualMachine, disk int32, descriptor, extent string, size int64) {
	unit := types.VirtualMachineFileLayoutExDiskUnit{FileKey: []int32{
		addFile(vm, "diskDescriptor", descriptor, 512),
		addFile(vm, "diskExtent", strings.TrimSuffix(descriptor, ".vmdk")+extent+".vmdk", size)}}
	for i := range vm.LayoutEx.Disk {
		if vm.LayoutEx.Disk[i].Key == disk {
			vm.LayoutEx.Disk[i].Chain = append(vm.LayoutEx.Disk[i].Chain, unit)
			return
		}
	}
	vm.LayoutEx.Disk = append(vm.LayoutEx.Disk, types.VirtualMachineFileLayoutExDiskLayout{
		Key: disk, Chain: []types.VirtualMachineFileLayoutExDiskUnit{unit}})
}

// addSnapshotFiles adds the state of a snapshot, and says that it needs the disks as they are now.
func addSnapshotFiles(vm *mo.VirtualMachine, snapshot types.ManagedObjectReference, number int) {
	base := strings.TrimSuffix(vm.Config.Files.VmPathName, ".vmx")
	layout := types.VirtualMachineFileLayoutExSnapshotLayout{Key: snapshot, MemoryKey: -1,
		DataKey: addFile(vm, "snapshotData", fmt.Sprintf("%s-Snapshot%d.vmsn", base, number), 28672)}
	if number == 1 {
		layout.MemoryKey = addFile(vm, "snapshotMemory", base+"-Snapshot1.vmem", int64(vm.Config.Hardware.MemoryMB)<<20)
	}
	for _, d := range vm.LayoutEx.Disk {
		d.Chain = append([]types.VirtualMachineFileLayoutExDiskUnit{}, d.Chain...)
		layout.Disk = append(layout.Disk, d)
	}
	vm.LayoutEx.Snapshot = append(vm.LayoutEx.Snapshot, layout)
}

var deltaEnding = regexp.MustCompile(`(-\d{6})?\.vmdk$`)

// deltaDisk puts a redo log between the machine and its first disk.
func deltaDisk(vm *mo.VirtualMachine, number int) {
	d := machineDisks(vm)[0]
	b := d.Backing.(*types.VirtualDiskFlatVer2BackingInfo)
	parent := *b
	b.Parent = &parent
	b.FileName = deltaEnding.ReplaceAllString(b.FileName, fmt.Sprintf("-%06d.vmdk", number))
	b.DeltaDiskFormat = "seSparseFormat"
	addDiskFiles(vm, d.Key, b.FileName, "-sesparse", d.CapacityInBytes/50)
}
