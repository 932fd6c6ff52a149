package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func (inv *inventory) makeCluster(i int) {
	name := fmt.Sprintf("prod-cl%02d", i+1)
	c := &mo.ClusterComputeResource{}
	c.ManagedEntity = managedEntity(inv.ref("ClusterComputeResource", "domain-c"), name)
	inv.put(c, inv.datacenter.HostFolder)
	inv.addTo(inv.datacenter.HostFolder, c.Self)
	inv.clusters = append(inv.clusters, c)
	c.ConfigurationEx = clusterConfiguration()
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

func clusterConfiguration() *types.ClusterConfigInfoEx {
	yes := types.NewBool(true)
	return &types.ClusterConfigInfoEx{
		ComputeResourceConfigInfo: types.ComputeResourceConfigInfo{VmSwapPlacement: "vmDirectory", SpbmEnabled: yes},
		DasConfig: types.ClusterDasConfigInfo{
			Enabled: yes, VmMonitoring: "vmMonitoringDisabled", HostMonitoring: "enabled",
			VmComponentProtecting: "enabled", FailoverLevel: 1, AdmissionControlEnabled: types.NewBool(true),
			AdmissionControlPolicy: &types.ClusterFailoverResourcesAdmissionControlPolicy{
				CpuFailoverResourcesPercent: 25, MemoryFailoverResourcesPercent: 25},
			DefaultVmSettings:          &types.ClusterDasVmSettings{RestartPriority: "medium", IsolationResponse: "none"},
			HBDatastoreCandidatePolicy: "allFeasibleDsWithUserPreference",
		},
		DrsConfig: types.ClusterDrsConfigInfo{
			Enabled: types.NewBool(true), EnableVmBehaviorOverrides: types.NewBool(true),
			DefaultVmBehavior: "fullyAutomated", VmotionRate: 3,
		},
		DpmConfigInfo: &types.ClusterDpmConfigInfo{Enabled: types.NewBool(false), DefaultDpmBehavior: "manual", HostPowerActionRate: 3},
	}
}

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

func (inv *inventory) settlePool(p *mo.ResourcePool) {
	usage := func(max int64) types.ResourcePoolResourceUsage {
		return types.ResourcePoolResourceUsage{UnreservedForPool: max, UnreservedForVm: max, OverallUsage: max / 5, MaxUsage: max}
	}
	p.Runtime = types.ResourcePoolRuntimeInfo{
		Memory: usage(512 << 30), Cpu: usage(180000), OverallStatus: types.ManagedEntityStatusGreen}
	p.Summary = &types.ResourcePoolSummary{Name: p.Name, Config: p.Config, Runtime: p.Runtime, ConfiguredMemoryMB: 65536}
	for _, child := range inv.pools {
		if *child.Parent == p.Self {
			p.ChildConfiguration = append(p.ChildConfiguration, child.Config)
		}
	}
}

func (inv *inventory) settleCluster(c *mo.ClusterComputeResource) {
	s := &types.ClusterComputeResourceSummary{CurrentFailoverLevel: 1, TargetBalance: -1000, CurrentBalance: -1000}
	s.OverallStatus = c.OverallStatus
	for _, h := range inv.hosts {
		if *h.Parent != c.Self || h.Summary.Hardware == nil {
			continue
		}
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
	s.UsageSummary = &types.ClusterUsageSummary{TotalCpuCapacityMhz: s.TotalCpu,
		TotalMemCapacityMB: int32(s.TotalMemory >> 20), CpuDemandMhz: s.TotalCpu / 6, MemDemandMB: int32(s.TotalMemory >> 22)}
	c.Summary = s
	ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	c.Configuration = types.ClusterConfigInfo{DasConfig: ex.DasConfig, DrsConfig: ex.DrsConfig}
}
