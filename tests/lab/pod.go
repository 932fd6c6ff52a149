package main

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const podName = "pod-prod-01"

var podStores = []string{"san-prod-03", "san-prod-04"}

// makePod gathers two of the datastores into a datastore cluster with storage DRS on.
func (inv *inventory) makePod() {
	if inv.options.ESX || inv.datastore(podStores[0]) == nil {
		return
	}
	pod := &mo.StoragePod{}
	pod.ManagedEntity = managedEntity(types.ManagedObjectReference{Type: "StoragePod", Value: "group-p2002"}, podName)
	pod.ChildType = []string{"Datastore"}
	inv.put(pod, inv.datacenter.DatastoreFolder)
	inv.addTo(inv.datacenter.DatastoreFolder, pod.Self)
	folder := inv.folder(inv.datacenter.DatastoreFolder)
	for _, name := range podStores {
		if ds := inv.datastore(name); ds != nil {
			folder.ChildEntity = without(folder.ChildEntity, ds.Self)
			pod.ChildEntity = append(pod.ChildEntity, ds.Self)
			ds.Parent = &pod.Self
		}
	}
	pod.PodStorageDrsEntry = &types.PodStorageDrsEntry{StorageDrsConfig: types.StorageDrsConfigInfo{PodConfig: inv.podConfiguration()}}
	inv.pod = pod
}

func (inv *inventory) podConfiguration() types.StorageDrsPodConfigInfo {
	c := types.StorageDrsPodConfigInfo{
		Enabled: true, IoLoadBalanceEnabled: true, DefaultVmBehavior: "automated", LoadBalanceInterval: 480,
		DefaultIntraVmAffinity: types.NewBool(true),
		SpaceLoadBalanceConfig: &types.StorageDrsSpaceLoadBalanceConfig{SpaceThresholdMode: "utilization",
			SpaceUtilizationThreshold: 80, FreeSpaceThresholdGB: 50, MinSpaceUtilizationDifference: 5},
		IoLoadBalanceConfig: &types.StorageDrsIoLoadBalanceConfig{ReservableThresholdMode: "automated", IoLatencyThreshold: 15,
			IoLoadImbalanceThreshold: 5},
		AutomationOverrides: &types.StorageDrsAutomationConfig{SpaceLoadBalanceAutomationMode: "automated",
			IoLoadBalanceAutomationMode: "automated", RuleEnforcementAutomationMode: "automated",
			PolicyEnforcementAutomationMode: "automated", VmEvacuationAutomationMode: "automated"},
		Option: []types.BaseOptionValue{&types.OptionValue{Key: "IgnoreAffinityRulesForMaintenance", Value: "0"}},
	}
	if a, b := inv.vm("dc-03"), inv.vm("dc-04"); a != nil && b != nil {
		c.Rule = []types.BaseClusterRuleInfo{&types.ClusterAntiAffinityRuleSpec{
			ClusterRuleInfo: kept(1, "controllers on datastores of their own", inv.uuid("rule", podName)),
			Vm:              []types.ManagedObjectReference{a.Self, b.Self}}}
	}
	return c
}

// overridePod lets one machine differ from its datastore cluster.
func (inv *inventory) overridePod() {
	vm := inv.vm("dc-04")
	if inv.pod == nil || vm == nil {
		return
	}
	c := &inv.pod.PodStorageDrsEntry.StorageDrsConfig
	c.VmConfig = append(c.VmConfig, types.StorageDrsVmConfigInfo{Vm: &vm.Self, Enabled: types.NewBool(true), Behavior: "manual",
		IntraVmAffinity: types.NewBool(true)})
}

func (inv *inventory) settlePod() {
	if inv.pod == nil {
		return
	}
	s := &types.StoragePodSummary{Name: inv.pod.Name}
	for _, ds := range inv.datastores {
		if *ds.Parent == inv.pod.Self {
			s.Capacity += ds.Summary.Capacity
			s.FreeSpace += ds.Summary.FreeSpace
		}
	}
	inv.pod.Summary = s
}
