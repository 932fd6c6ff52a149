package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func clusterName(i int) string { return fmt.Sprintf("prod-cl%02d", i+1) }

func (inv *inventory) makeCluster(i int) {
	name := clusterName(i)
	c := &haCluster{}
	c.ManagedEntity = managedEntity(inv.ref("ClusterComputeResource", "domain-c"), name)
	inv.put(c, inv.datacenter.HostFolder)
	inv.addTo(inv.datacenter.HostFolder, c.Self)
	inv.clusters = append(inv.clusters, &c.ClusterComputeResource)
	c.ConfigurationEx = inv.clusterConfiguration(i)
	c.LifecycleManaged = types.NewBool(i%2 == 0)
	root := inv.makePool("Resources", c.Self, c.Self)
	c.ResourcePool = &root.Self
	for h := 0; h < inv.options.Hosts; h++ {
		host := inv.makeHost(i*inv.options.Hosts+h+1, c.Self)
		c.Host = append(c.Host, host.Self)
	}
	for _, pool := range poolNames {
		child := inv.makePool(pool, root.Self, c.Self)
		root.ResourcePool = append(root.ResourcePool, child.Self)
	}
	c.Network = inv.networkRefs()
}

var poolNames = []string{"Production", "Development"}

func (inv *inventory) makePool(name string, parent, owner types.ManagedObjectReference) *mo.ResourcePool {
	p := &mo.ResourcePool{ManagedEntity: managedEntity(inv.ref("ResourcePool", "resgroup"), name), Owner: owner}
	p.Config = types.ResourceConfigSpec{
		Entity: &p.Self, CpuAllocation: allocation(4000), MemoryAllocation: allocation(163840),
		ChangeVersion: "1", LastModified: inv.agoPtr(200 * day),
	}
	inv.put(p, parent)
	inv.pools = append(inv.pools, p)
	return p
}

// allocation is no reservation, no limit, normal shares.
func allocation(shares int32) types.ResourceAllocationInfo {
	return types.ResourceAllocationInfo{
		Reservation: types.NewInt64(0), ExpandableReservation: types.NewBool(true), Limit: types.NewInt64(-1),
		Shares: &types.SharesInfo{Shares: shares, Level: types.SharesLevelNormal},
	}
}

func (inv *inventory) settleCluster(c *mo.ClusterComputeResource) {
	s := &types.ClusterComputeResourceSummary{CurrentFailoverLevel: 1, TargetBalance: -1000, CurrentBalance: -1000,
		NumVmotions: int32(inv.number("vmotions", c.Name, 100, 9000)), CurrentEVCModeKey: "intel-cascadelake",
		CurrentEVCGraphicsModeKey: "Basic", VcsHealthStatus: "healthy", ClusterMaintenanceModeStatus: "notInMaintenanceMode",
		DasData: &types.ClusterDasDataSummary{HostListVersion: 6, ClusterConfigVersion: 31, CompatListVersion: 4}}
	s.OverallStatus = c.OverallStatus
	for _, h := range inv.hosts {
		if *h.Parent == c.Self && h.Summary.Hardware != nil {
			addHost(s, h)
		}
	}
	ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	if isSet(ex.DrsConfig.Enabled) {
		s.CurrentBalance, s.TargetBalance, s.DrsScore = 52, 163, 96
	}
	if _, percent := ex.DasConfig.AdmissionControlPolicy.(*types.ClusterFailoverResourcesAdmissionControlPolicy); percent {
		s.AdmissionControlInfo = &types.ClusterFailoverResourcesAdmissionControlInfo{
			CurrentCpuFailoverResourcesPercent: 94, CurrentMemoryFailoverResourcesPercent: 91}
	} else {
		s.AdmissionControlInfo = &types.ClusterFailoverLevelAdmissionControlInfo{CurrentFailoverLevel: 1}
	}
	s.UsageSummary = inv.usageOf(c, s)
	c.Summary = s
	c.Configuration = types.ClusterConfigInfo{DasConfig: ex.DasConfig, DrsConfig: ex.DrsConfig}
}

func addHost(s *types.ClusterComputeResourceSummary, h *mo.HostSystem) {
	cpu := h.Summary.Hardware.CpuMhz * int32(h.Summary.Hardware.NumCpuCores)
	s.NumHosts++
	s.TotalCpu += cpu
	s.TotalMemory += h.Summary.Hardware.MemorySize
	s.NumCpuCores += h.Summary.Hardware.NumCpuCores
	s.NumCpuThreads += h.Summary.Hardware.NumCpuThreads
	if h.Runtime.ConnectionState == types.HostSystemConnectionStateConnected && !h.Runtime.InMaintenanceMode {
		s.NumEffectiveHosts++
		s.EffectiveCpu += cpu
		s.EffectiveMemory += h.Summary.Hardware.MemorySize >> 20
	}
}

func (inv *inventory) usageOf(c *mo.ClusterComputeResource, s *types.ClusterComputeResourceSummary) *types.ClusterUsageSummary {
	usage := &types.ClusterUsageSummary{TotalCpuCapacityMhz: s.TotalCpu, TotalMemCapacityMB: int32(s.TotalMemory >> 20),
		CpuDemandMhz: s.TotalCpu / 6, MemDemandMB: int32(s.TotalMemory >> 22), CpuEntitledMhz: s.TotalCpu / 5,
		MemEntitledMB: int32(s.TotalMemory >> 21), StatsGenNumber: 117}
	for _, vm := range inv.machinesOf(c) {
		usage.TotalVmCount++
		if vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOff {
			usage.PoweredOffVmCount++
		}
	}
	return usage
}
