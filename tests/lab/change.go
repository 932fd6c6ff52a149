package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// A plannedChange happens to a virtual machine at once, or when the N-th call of a method arrives.
type plannedChange struct {
	Action string `json:"action"` // a key of changeActions
	VM     string `json:"vm"`
	Name   string `json:"name,omitempty"`   // the new name of a rename, the copy's of a clone
	Method string `json:"method,omitempty"` // wait for this method
	Call   int    `json:"call,omitempty"`   // and this number of it, counted from now; 1 is the next
	at     int
	done   bool
}

func (l *lab) change(r *http.Request) error {
	c := &plannedChange{}
	if err := decode(r, c); err != nil {
		return err
	}
	if l.inventory.vm(c.VM) == nil {
		return fmt.Errorf("no virtual machine %q", c.VM)
	}
	if _, ok := changeActions[c.Action]; !ok {
		return fmt.Errorf("action %q is none of poweroff, poweron, suspend, rename, remove, snapshot, clone, usage", c.Action)
	}
	if (c.Action == "rename" || c.Action == "clone") && c.Name == "" {
		return fmt.Errorf("a %s needs a name", c.Action)
	}
	if c.Method == "" {
		l.apply(c)
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.Call < 1 {
		c.Call = 1
	}
	c.at = l.books.Calls[c.Method] + c.Call
	l.changes = append(l.changes, c)
	return nil
}

// applyPlanned makes the changes that wait for this call.
func (l *lab) applyPlanned(method string, number int) {
	l.mu.Lock()
	var due []*plannedChange
	for _, c := range l.changes {
		if c.Method == method && c.at == number && !c.done {
			c.done = true
			due = append(due, c)
		}
	}
	l.mu.Unlock()
	for _, c := range due {
		l.apply(c)
	}
}

var changeActions = map[string]func(*inventory, *mo.VirtualMachine, *plannedChange){
	"poweroff": func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) { inv.powerOff(vm) },
	"poweron":  func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) { inv.powerOn(vm) },
	"suspend":  func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) { inv.suspend(vm) },
	"rename": func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) {
		config := *vm.Config
		config.Name = c.Name
		vm.Name, vm.Config = c.Name, &config
	},
	"remove":   nil, // apply knows
	"snapshot": func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) { inv.makeNewSnapshot(vm.Name) },
	"clone":    func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) { inv.copyMachine(vm, c.Name) },
	"usage":    func(inv *inventory, vm *mo.VirtualMachine, c *plannedChange) { inv.useMore(vm) },
}

// apply changes the inventory between two calls, never during one.
func (l *lab) apply(c *plannedChange) {
	l.world.Lock()
	defer l.world.Unlock()
	vm := l.inventory.vm(c.VM)
	if vm == nil {
		return
	}
	if c.Action == "remove" {
		l.inventory.remove(vm)
		return
	}
	before := *vm
	simulator.Map.WithLock(vm, func() {
		changeActions[c.Action](l.inventory, vm, c)
		settleMachine(vm)
	})
	announce(vm, before)
}

// announce tells those who wait for updates what changed.
func announce(vm *mo.VirtualMachine, before mo.VirtualMachine) {
	var changes []types.PropertyChange
	if vm.Name != before.Name {
		changes = append(changes, types.PropertyChange{Name: "name", Val: vm.Name})
	}
	if vm.Runtime.PowerState != before.Runtime.PowerState {
		changes = append(changes, types.PropertyChange{Name: "runtime.powerState", Val: vm.Runtime.PowerState})
	}
	if len(changes) > 0 {
		simulator.Map.Update(vm, changes)
	}
}

func (inv *inventory) powerOn(vm *mo.VirtualMachine) {
	started := time.Now().UTC()
	if inv.options.Now != "" {
		started = inv.now
	}
	vm.Runtime.PowerState = types.VirtualMachinePowerStatePoweredOn
	vm.Runtime.BootTime = &started
	guest := *vm.Guest
	guest.GuestState, guest.ToolsRunningStatus = "running", "guestToolsRunning"
	guest.ToolsStatus = types.VirtualMachineToolsStatusToolsOk
	vm.Guest = &guest
	setConnected(vm, true)
}

func (inv *inventory) suspend(vm *mo.VirtualMachine) {
	inv.powerOff(vm)
	vm.Runtime.PowerState = types.VirtualMachinePowerStateSuspended
	vm.Runtime.SuspendTime = inv.agoPtr(0)
}

// copyMachine makes one more machine where another is.
func (inv *inventory) copyMachine(of *mo.VirtualMachine, name string) {
	n := len(inv.vms)
	var host *mo.HostSystem
	for _, h := range inv.hosts {
		if h.Self == *of.Runtime.Host {
			host = h
		}
	}
	stores := inv.machineDatastores()
	vm := inv.newMachine(name, host, stores[n%len(stores)], n)
	vm.ResourcePool = of.ResourcePool
	for _, p := range inv.pools {
		if of.ResourcePool != nil && p.Self == *of.ResourcePool {
			p.Vm = append(p.Vm, vm.Self)
		}
	}
	inv.put(vm, *of.Parent)
	inv.addTo(*of.Parent, vm.Self)
	inv.vms = append(inv.vms, vm)
	settleMachine(vm)
}

// useMore moves what moves by itself in a machine that runs.
func (inv *inventory) useMore(vm *mo.VirtualMachine) {
	vm.Summary.QuickStats.OverallCpuUsage += 7
	vm.Summary.QuickStats.UptimeSeconds += 300
	if vm.Summary.Storage == nil {
		return
	}
	storage := *vm.Summary.Storage
	storage.Committed += 4096
	vm.Summary.Storage = &storage
}

// remove takes a machine out of everything that points to it.
func (inv *inventory) remove(vm *mo.VirtualMachine) {
	ref := vm.Self
	for _, f := range inv.folders {
		simulator.RemoveReference(&f.ChildEntity, ref)
	}
	for _, h := range inv.hosts {
		simulator.RemoveReference(&h.Vm, ref)
	}
	for _, p := range inv.pools {
		simulator.RemoveReference(&p.Vm, ref)
	}
	if inv.vapp != nil {
		simulator.RemoveReference(&inv.vapp.Vm, ref)
	}
	for _, ds := range inv.datastores {
		simulator.RemoveReference(&ds.Vm, ref)
	}
	for _, n := range inv.networks {
		simulator.RemoveReference(&n.Vm, ref)
	}
	for _, pg := range inv.portgroups {
		simulator.RemoveReference(&pg.Network.Vm, ref)
	}
	for i, other := range inv.vms {
		if other == vm {
			inv.vms = append(inv.vms[:i:i], inv.vms[i+1:]...)
			break
		}
	}
	simulator.Map.Remove(ref)
}
