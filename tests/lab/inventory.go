package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const domain = "lab.example"

// An inventory is every managed entity of the lab, in the order it was made. It is made before the lab
// serves; after that only lab.change touches it, under the lab's lock.
type inventory struct {
	identity
	options *options
	now     time.Time
	next    int

	root        *mo.Folder
	datacenter  *mo.Datacenter
	folders     []*mo.Folder
	clusters    []*mo.ClusterComputeResource
	compute     *mo.ComputeResource // standalone ESXi only
	hosts       []*mo.HostSystem
	pools       []*mo.ResourcePool
	vms         []*mo.VirtualMachine
	datastores  []*mo.Datastore
	networks    []*mo.Network
	portgroups  []*mo.DistributedVirtualPortgroup
	opaque      []*mo.OpaqueNetwork
	dvs         *mo.VmwareDistributedVirtualSwitch
	uplinks     *mo.DistributedVirtualPortgroup // of the switch; no machine is on it
	isolated    *mo.DistributedVirtualPortgroup // nor on this
	vmotion     *mo.DistributedVirtualPortgroup // of the hosts' second adapters
	pod         *mo.StoragePod
	vapp        *mo.VirtualApp
	alarms      []*mo.Alarm
	unavailable map[string]bool // hosts that get no virtual machine, by name
}

func newInventory(o *options, now time.Time) *inventory {
	inv := &inventory{identity: identity{o.Seed}, options: o, now: now, next: 8, unavailable: map[string]bool{}}
	inv.root = &simulator.Map.Get(serviceContent().RootFolder).(*simulator.Folder).Folder
	inv.root.AlarmActionsEnabled = types.NewBool(true)
	inv.root.ChildEntity = nil
	if o.Scenario == "sick" {
		for _, name := range sickUnavailable {
			inv.unavailable[name] = true
		}
	}
	inv.makeDatacenter()
	inv.makeNetworks()
	if o.ESX {
		inv.makeStandalone()
	} else {
		for i := 0; i < o.Clusters; i++ {
			inv.makeCluster(i)
		}
	}
	inv.makeDatastores()
	inv.makeMachines()
	inv.makeVapp()
	inv.makePod()
	inv.makeRules()
	if o.Scenario == "sick" {
		inv.makeSick()
		inv.exempt()
		inv.overridePod()
		inv.ailDatastores()
		inv.ailNetworks()
	}
	inv.plantCanary()
	inv.makeAlarms()
	inv.settle()
	return inv
}

// ref gives the next identifier, in vCenter's form.
func (inv *inventory) ref(kind, prefix string) types.ManagedObjectReference {
	inv.next++
	if strings.Contains(prefix, "-") { // group-v12, domain-c9
		return types.ManagedObjectReference{Type: kind, Value: fmt.Sprintf("%s%d", prefix, inv.next)}
	}
	return types.ManagedObjectReference{Type: kind, Value: fmt.Sprintf("%s-%d", prefix, inv.next)}
}

// put registers an entity below its parent.
func (inv *inventory) put(e mo.Entity, parent types.ManagedObjectReference) {
	entity := e.Entity()
	entity.Parent = &parent
	entity.AlarmActionsEnabled = types.NewBool(true)
	simulator.Map.Put(e)
	entity.EffectiveRole = []int32{101}
}

// managedEntity is what the name and identifier of an entity are kept in.
func managedEntity(ref types.ManagedObjectReference, name string) mo.ManagedEntity {
	e := mo.ManagedEntity{Name: name}
	e.Self = ref
	return e
}

func (inv *inventory) makeDatacenter() {
	name, ref := "Frankfurt", types.ManagedObjectReference{Type: "Datacenter", Value: "datacenter-3"}
	ids := []string{"group-v4", "group-h5", "group-s6", "group-n7"}
	if inv.options.ESX {
		name, ref.Value = "ha-datacenter", "ha-datacenter"
		ids = []string{"ha-folder-vm", "ha-folder-host", "ha-folder-datastore", "ha-folder-network"}
	}
	dc := &mo.Datacenter{ManagedEntity: managedEntity(ref, name)}
	inv.datacenter = dc
	inv.root.ChildEntity = []types.ManagedObjectReference{ref}
	inv.put(dc, inv.root.Self)
	for i, kind := range []string{"vm", "host", "datastore", "network"} {
		folder := inv.makeFolder(types.ManagedObjectReference{Type: "Folder", Value: ids[i]}, kind, ref)
		*[]*types.ManagedObjectReference{&dc.VmFolder, &dc.HostFolder, &dc.DatastoreFolder, &dc.NetworkFolder}[i] = folder.Self
	}
}

var childTypes = map[string][]string{
	"vm":        {"Folder", "VirtualMachine", "VirtualApp"},
	"host":      {"Folder", "ComputeResource"},
	"datastore": {"Folder", "Datastore", "StoragePod"},
	"network":   {"Folder", "Network", "DistributedVirtualSwitch"},
}

func (inv *inventory) makeFolder(ref types.ManagedObjectReference, name string, parent types.ManagedObjectReference) *mo.Folder {
	f := &mo.Folder{ManagedEntity: managedEntity(ref, name), ChildType: childTypes[name]}
	inv.put(f, parent)
	inv.folders = append(inv.folders, f)
	return f
}

func (inv *inventory) folder(ref types.ManagedObjectReference) *mo.Folder {
	for _, f := range inv.folders {
		if f.Self == ref {
			return f
		}
	}
	return inv.root
}

// addTo puts a child into a folder's list.
func (inv *inventory) addTo(folder, child types.ManagedObjectReference) {
	f := inv.folder(folder)
	f.ChildEntity = append(f.ChildEntity, child)
}

func (inv *inventory) host(name string) *mo.HostSystem {
	for _, h := range inv.hosts {
		if h.Name == name {
			return h
		}
	}
	return nil
}

func (inv *inventory) vm(name string) *mo.VirtualMachine {
	for _, vm := range inv.vms {
		if vm.Name == name {
			return vm
		}
	}
	return nil
}

func (inv *inventory) datastore(name string) *mo.Datastore {
	for _, ds := range inv.datastores {
		if ds.Name == name {
			return ds
		}
	}
	return nil
}

func (inv *inventory) cluster(name string) *mo.ClusterComputeResource {
	for _, c := range inv.clusters {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// settle fills what follows from the rest: copies of state that vCenter keeps in two places, and sums.
func (inv *inventory) settle() {
	for i, h := range inv.hosts {
		inv.settleHost(h, i+1)
		h.Summary.Runtime = &h.Runtime
		h.Summary.OverallStatus = h.OverallStatus
	}
	inv.protect()
	inv.makeHostProfile()
	for _, vm := range inv.vms {
		settleMachine(vm)
	}
	for _, c := range inv.clusters {
		inv.settleCluster(c)
	}
	inv.settlePools()
	inv.settlePod()
	inv.settleSwitch()
	if inv.options.Scenario == "sick" {
		inv.ailVsan()
		inv.ailMembers()
		inv.ailHosts()
	}
}

// ago and ahead are times on the lab's clock, to the second as vCenter keeps most of them.
func (inv *inventory) ago(d time.Duration) time.Time {
	return inv.now.Add(-d).Truncate(time.Second)
}

func (inv *inventory) agoPtr(d time.Duration) *time.Time {
	t := inv.ago(d)
	return &t
}

const day = 24 * time.Hour
