package main

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// The vApp and the machines that are put into it, of those that no check speaks of.
const vappName = "monitoring"

var vappMachines = []string{"mon-02", "proxy-02"}

// makeVapp puts machines that share a pool into a vApp of that pool. Like vCenter's, they then lie in no
// folder.
func (inv *inventory) makeVapp() {
	first := inv.vm(vappMachines[0])
	if first == nil || inv.options.ESX {
		return
	}
	pool := inv.pool(*first.ResourcePool)
	v := &mo.VirtualApp{}
	v.ManagedEntity = managedEntity(types.ManagedObjectReference{Type: "VirtualApp", Value: "resgroup-v2001"}, vappName)
	v.Owner = pool.Owner
	v.Config = types.ResourceConfigSpec{Entity: &v.Self, CpuAllocation: allocation(4000), MemoryAllocation: allocation(163840),
		ChangeVersion: "1", LastModified: inv.agoPtr(150 * day)}
	v.ParentFolder = &inv.datacenter.VmFolder
	v.VAppConfig = inv.vappConfiguration()
	inv.put(v, pool.Self)
	inv.addTo(inv.datacenter.VmFolder, v.Self)
	pool.ResourcePool = append(pool.ResourcePool, v.Self)
	inv.vapp = v
	for i, name := range vappMachines {
		if vm := inv.vm(name); vm != nil && *vm.ResourcePool == pool.Self {
			inv.moveIntoVapp(vm, pool, int32(i+1))
		}
	}
}

func (inv *inventory) vappConfiguration() *types.VAppConfigInfo {
	return &types.VAppConfigInfo{
		VmConfigInfo: types.VmConfigInfo{
			Product: []types.VAppProductInfo{inv.vappProduct()},
			IpAssignment: types.VAppIPAssignmentInfo{SupportedAllocationScheme: []string{"ovfenv"}, IpAllocationPolicy: "fixedPolicy",
				SupportedIpProtocol: []string{"IPv4"}, IpProtocol: "IPv4"},
		},
		Annotation: "ask jdoe before stopping", InstanceUuid: inv.uuid("vapp", vappName),
	}
}

func (inv *inventory) vappProduct() types.VAppProductInfo {
	return types.VAppProductInfo{Name: "Lab Monitor", Vendor: "Lab Example", Version: "4.2", FullVersion: "4.2.1-118"}
}

func (inv *inventory) moveIntoVapp(vm *mo.VirtualMachine, pool *mo.ResourcePool, order int32) {
	folder := inv.folder(*vm.Parent)
	folder.ChildEntity = without(folder.ChildEntity, vm.Self)
	pool.Vm = without(pool.Vm, vm.Self)
	v := inv.vapp
	v.Vm = append(v.Vm, vm.Self)
	vm.Parent, vm.ResourcePool, vm.ParentVApp = nil, &v.Self, &v.Self
	key := vm.Self
	v.VAppConfig.EntityConfig = append(v.VAppConfig.EntityConfig, types.VAppEntityConfigInfo{Key: &key, Tag: vm.Name, StartOrder: order,
		StartDelay: 120, WaitingForGuest: types.NewBool(true), StartAction: "powerOn", StopDelay: 120, StopAction: "guestShutdown",
		DestroyWithParent: types.NewBool(false)})
}

func without(list []types.ManagedObjectReference, ref types.ManagedObjectReference) (rest []types.ManagedObjectReference) {
	for _, r := range list {
		if r != ref {
			rest = append(rest, r)
		}
	}
	return rest
}

func (inv *inventory) pool(ref types.ManagedObjectReference) *mo.ResourcePool {
	for _, p := range inv.pools {
		if p.Self == ref {
			return p
		}
	}
	return nil
}

// settlePools gives every pool the numbers that vCenter keeps of it.
func (inv *inventory) settlePools() {
	for _, p := range inv.pools {
		summary := inv.settlePool(p)
		p.Summary = &summary
	}
	if v := inv.vapp; v != nil {
		product := inv.vappProduct()
		v.Summary = &types.VirtualAppSummary{ResourcePoolSummary: inv.settlePool(&v.ResourcePool), Product: &product, VAppState: "started",
			Suspended: types.NewBool(false), InstallBootRequired: types.NewBool(false), InstanceUuid: v.VAppConfig.InstanceUuid}
	}
}

func (inv *inventory) settlePool(p *mo.ResourcePool) types.ResourcePoolSummary {
	usage := func(max int64) types.ResourcePoolResourceUsage {
		return types.ResourcePoolResourceUsage{UnreservedForPool: max, UnreservedForVm: max, OverallUsage: max / 5, MaxUsage: max}
	}
	p.Runtime = types.ResourcePoolRuntimeInfo{
		Memory: usage(512 << 30), Cpu: usage(180000), OverallStatus: types.ManagedEntityStatusGreen}
	for _, child := range inv.pools {
		if *child.Parent == p.Self {
			p.ChildConfiguration = append(p.ChildConfiguration, child.Config)
		}
	}
	const mb, mhz = 65536, 18000
	return types.ResourcePoolSummary{Name: p.Name, Config: p.Config, Runtime: p.Runtime, ConfiguredMemoryMB: mb,
		QuickStats: &types.ResourcePoolQuickStats{OverallCpuUsage: mhz, OverallCpuDemand: mhz * 11 / 10, GuestMemoryUsage: mb / 8,
			HostMemoryUsage: mb * 3 / 4, DistributedCpuEntitlement: mhz, DistributedMemoryEntitlement: mb / 4,
			StaticCpuEntitlement: 3 * mhz, StaticMemoryEntitlement: mb, PrivateMemory: mb * 3 / 4, SharedMemory: mb / 64,
			OverheadMemory: mb / 50, ConsumedOverheadMemory: mb / 100}}
}
