package main

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// countBases counts an object under the types it extends too: a view of folders holds datastore clusters.
func countBases(n map[string]int, kind string) {
	for _, base := range []string{"Folder", "ComputeResource", "ResourcePool", "DistributedVirtualSwitch"} {
		if kind != base && isKind(kind, base) {
			n[base]++
		}
	}
}

// countParts counts what the tables of clusters, pools, datastores and switches make rows of.
func countParts(n map[string]int, object interface{}) {
	switch o := object.(type) {
	case *mo.ClusterComputeResource:
		countCluster(n, o)
	case *mo.VirtualApp:
		n["vapp_entity"] += len(o.VAppConfig.EntityConfig)
	case *mo.StoragePod:
		config := o.PodStorageDrsEntry.StorageDrsConfig
		countRules(n, "datastore_cluster_rule", config.PodConfig.Rule)
		n["datastore_cluster_override"] += len(config.VmConfig)
		n["datastore_cluster_option"] += len(config.PodConfig.Option)
	case *mo.Datastore:
		if info, ok := o.Info.(*types.VmfsDatastoreInfo); ok {
			n["datastore_extent"] += len(info.Vmfs.Extent)
		}
	case *mo.VmwareDistributedVirtualSwitch:
		countSwitch(n, o)
	case *mo.DistributedVirtualPortgroup:
		if trunk, ok := o.Config.DefaultPortConfig.(*types.VMwareDVSPortSetting).Vlan.(*types.VmwareDistributedVirtualSwitchTrunkVlanSpec); ok {
			n["dvportgroup_vlan_range"] += len(trunk.VlanId)
		}
	}
}

func countCluster(n map[string]int, c *mo.ClusterComputeResource) {
	ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	countRules(n, "cluster_rule", ex.Rule)
	for _, group := range ex.Group {
		n["cluster_group"]++
		switch g := group.(type) {
		case *types.ClusterVmGroup:
			n["cluster_group_vm"] += len(g.Vm)
		case *types.ClusterHostGroup:
			n["cluster_group_host"] += len(g.Host)
		}
	}
	n["cluster_ha_override"] += len(ex.DasVmConfig)
	n["cluster_drs_override"] += len(ex.DrsVmConfig)
	n["cluster_readiness_override"] += len(ex.VmOrchestration)
	n["cluster_dpm_override"] += len(ex.DpmHostConfig)
	n["cluster_ha_option"] += len(ex.DasConfig.Option)
	n["cluster_drs_option"] += len(ex.DrsConfig.Option)
	n["cluster_ha_datastore"] += len(ex.DasConfig.HeartbeatDatastore)
	n["cluster_recommendation"] += len(c.Recommendation)
	n["cluster_issue"] += len(c.ConfigIssue)
	n["vsan_cluster"]++
	if isSet(ex.DasConfig.Enabled) {
		n["cluster_ha_runtime"]++
	}
	for _, faults := range c.DrsFault {
		for _, by := range faults.FaultsByVm {
			n["cluster_fault"] += len(by.GetClusterDrsFaultsFaultsByVm().Fault)
		}
	}
}

func countRules(n map[string]int, table string, rules []types.BaseClusterRuleInfo) {
	for _, rule := range rules {
		n[table]++
		switch r := rule.(type) {
		case *types.ClusterAffinityRuleSpec:
			n[table+"_vm"] += len(r.Vm)
		case *types.ClusterAntiAffinityRuleSpec:
			n[table+"_vm"] += len(r.Vm)
		}
	}
}

func countSwitch(n map[string]int, s *mo.VmwareDistributedVirtualSwitch) {
	config := s.Config.(*types.VMwareDVSConfigInfo)
	n["dvswitch_host"] += len(config.Host)
	for _, member := range config.Host {
		n["dvswitch_host_nic"] += len(member.Config.Backing.(*types.DistributedVirtualSwitchHostMemberPnicBacking).PnicSpec)
	}
	n["dvswitch_host_runtime"] += len(s.Runtime.HostMemberRuntime)
	for _, host := range s.Runtime.HostMemberRuntime {
		n["dvswitch_host_health"] += len(host.HealthCheckResult)
	}
	n["dvswitch_health_check"] += len(config.HealthCheckConfig)
	n["dvswitch_lacp"] += len(config.LacpGroupConfig)
	n["dvswitch_pvlan"] += len(config.PvlanConfig)
	n["dvswitch_mirror"] += len(config.VspanSession)
	n["dvswitch_traffic"] += len(config.InfrastructureTrafficResourceConfig)
	n["dvport"] += len(theLab.inventory.machinePorts()) + len(theLab.inventory.uplinkPorts())
}
