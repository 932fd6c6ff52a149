package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// oldSnapshots gives a machine two snapshots, one below the other, both old.
func oldSnapshots(inv *inventory, a *ailment) {
	vm := inv.vm(a.object)
	child := inv.makeSnapshot(vm, "after patch", 2, 30*day, nil)
	inv.takeSnapshots(vm, inv.makeSnapshot(vm, "before patch", 1, 40*day, &child), child.Snapshot)
}

// describeSnapshot writes what somebody should not have into the description of a machine's first snapshot.
func describeSnapshot(text string) inflict {
	return func(inv *inventory, a *ailment) { inv.vm(a.object).Snapshot.RootSnapshotList[0].Description = text }
}

// makeNewSnapshot gives a machine a snapshot that is too young to report.
func (inv *inventory) makeNewSnapshot(name string) {
	if vm := inv.vm(name); vm != nil {
		s := inv.makeSnapshot(vm, "nightly backup", 1, 2*day, nil)
		inv.takeSnapshots(vm, s, s.Snapshot)
	}
}

func (inv *inventory) makeSnapshot(vm *mo.VirtualMachine, name string, id int32, age time.Duration, child *types.VirtualMachineSnapshotTree) types.VirtualMachineSnapshotTree {
	object := &mo.VirtualMachineSnapshot{Vm: vm.Self, Config: *vm.Config}
	object.Self = inv.ref("VirtualMachineSnapshot", "snapshot")
	tree := types.VirtualMachineSnapshotTree{Snapshot: object.Self, Vm: vm.Self, Name: name, Description: "taken by jdoe",
		Id: id, CreateTime: inv.ago(age), State: types.VirtualMachinePowerStatePoweredOff, ReplaySupported: types.NewBool(false)}
	if child != nil {
		object.ChildSnapshot = []types.ManagedObjectReference{child.Snapshot}
		tree.ChildSnapshotList = []types.VirtualMachineSnapshotTree{*child}
	}
	simulator.Map.Put(object)
	return tree
}

func (inv *inventory) takeSnapshots(vm *mo.VirtualMachine, root types.VirtualMachineSnapshotTree, current types.ManagedObjectReference) {
	vm.Snapshot = &types.VirtualMachineSnapshotInfo{CurrentSnapshot: &current, RootSnapshotList: []types.VirtualMachineSnapshotTree{root}}
	vm.RootSnapshot = []types.ManagedObjectReference{root.Snapshot}
	list := vm.Snapshot.RootSnapshotList
	for left := countSnapshots(list); left > 0; left-- {
		addSnapshotFiles(vm, list[0].Snapshot, int(list[0].Id))
		deltaDisk(vm, left)
		list = list[0].ChildSnapshotList
	}
}

func countSnapshots(list []types.VirtualMachineSnapshotTree) int {
	n := len(list)
	for _, s := range list {
		n += countSnapshots(s.ChildSnapshotList)
	}
	return n
}
