package main

import (
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// kept is what is common to rules that are in force and kept.
func kept(key int32, name, uuid string) types.ClusterRuleInfo {
	return types.ClusterRuleInfo{Key: key, Name: name, Status: types.ManagedEntityStatusGreen, Enabled: types.NewBool(true),
		Mandatory: types.NewBool(false), UserCreated: types.NewBool(true), InCompliance: types.NewBool(true), RuleUuid: uuid}
}

// makeRules gives each cluster a rule of every kind, all of them kept.
func (inv *inventory) makeRules() {
	for _, c := range inv.clusters {
		inv.makeRulesOf(c)
	}
}

func (inv *inventory) makeRulesOf(c *mo.ClusterComputeResource) {
	together, apart := inv.pairs(c)
	if together == nil || apart == nil {
		return
	}
	ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	rule := func(key int32, name string) types.ClusterRuleInfo {
		return kept(key, name, inv.uuid("rule "+name, c.Name))
	}
	group := func(name string) types.ClusterGroupInfo {
		return types.ClusterGroupInfo{Name: name, UserCreated: types.NewBool(true), UniqueID: inv.uuid("group "+name, c.Name)}
	}
	ex.Group = []types.BaseClusterGroupInfo{
		&types.ClusterVmGroup{ClusterGroupInfo: group("licensed machines"), Vm: together},
		&types.ClusterVmGroup{ClusterGroupInfo: group("front ends"), Vm: apart},
		&types.ClusterHostGroup{ClusterGroupInfo: group("licensed hosts"), Host: c.Host},
	}
	ex.Rule = []types.BaseClusterRuleInfo{
		&types.ClusterAffinityRuleSpec{ClusterRuleInfo: rule(1, "keep with its cache"), Vm: together},
		&types.ClusterAntiAffinityRuleSpec{ClusterRuleInfo: rule(2, "one on each host"), Vm: apart},
		&types.ClusterVmHostRuleInfo{ClusterRuleInfo: rule(3, "licensed hosts only"), VmGroupName: "licensed machines",
			AffineHostGroupName: "licensed hosts"},
		&types.ClusterDependencyRuleInfo{ClusterRuleInfo: rule(4, "back ends first"), VmGroup: "front ends",
			DependsOnVmGroup: "licensed machines"},
	}
}

// pairs are two machines of a cluster that share a host, and two that do not.
func (inv *inventory) pairs(c *mo.ClusterComputeResource) (together, apart []types.ManagedObjectReference) {
	machines := inv.machinesOf(c)
	if len(machines) == 0 {
		return nil, nil
	}
	first := machines[0]
	for _, vm := range machines[1:] {
		same := *vm.Runtime.Host == *first.Runtime.Host
		if same && together == nil && !vm.Config.Template {
			together = []types.ManagedObjectReference{first.Self, vm.Self}
		}
		if !same && apart == nil {
			apart = []types.ManagedObjectReference{first.Self, vm.Self}
		}
	}
	return together, apart
}

// exempt makes single machines and hosts of the first cluster differ from it, and lets DRS and vCenter
// complain of it.
func (inv *inventory) exempt() {
	if len(inv.clusters) == 0 {
		return
	}
	c := inv.clusters[0]
	ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	vm, host := inv.machinesOf(c)[0], c.Host[0]
	own := dasDefaults()
	own.RestartPriority = "highest"
	own.VmToolsMonitoringSettings.ClusterSettings = types.NewBool(false)
	ex.DasVmConfig = []types.ClusterDasVmConfigInfo{{Key: vm.Self, DasSettings: own}}
	ex.DrsVmConfig = []types.ClusterDrsVmConfigInfo{{Key: vm.Self, Enabled: types.NewBool(true), Behavior: "partiallyAutomated"}}
	ex.VmOrchestration = []types.ClusterVmOrchestrationInfo{{Vm: vm.Self,
		VmReadiness: types.ClusterVmReadiness{ReadyCondition: "guestHbStatusGreen", PostReadyDelay: 30}}}
	ex.DpmHostConfig = []types.ClusterDpmHostConfigInfo{{Key: host, Enabled: types.NewBool(false), Behavior: "manual"}}
	for i, ds := range inv.machineDatastores() {
		if i < 2 {
			ex.DasConfig.HeartbeatDatastore = append(ex.DasConfig.HeartbeatDatastore, ds.Self)
		}
	}
	inv.complain(c, vm)
}

func (inv *inventory) complain(c *mo.ClusterComputeResource, vm *mo.VirtualMachine) {
	c.DrsFault = []types.ClusterDrsFaults{{Reason: "fairnessCpuAvg", FaultsByVm: []types.BaseClusterDrsFaultsFaultsByVm{
		&types.ClusterDrsFaultsFaultsByVm{Vm: &vm.Self, Fault: []types.LocalizedMethodFault{{
			Fault: &types.VmotionInterfaceNotEnabled{}, LocalizedMessage: "The vMotion interface is not configured."}}}}}}
	to := c.Host[len(c.Host)-1]
	c.Recommendation = []types.ClusterRecommendation{{Key: "17", Type: "V1", Time: inv.ago(10 * time.Minute), Rating: 2,
		Reason: "fairnessCpuAvg", ReasonText: "Balance average CPU loads", Target: &c.Self,
		Action: []types.BaseClusterAction{&types.ClusterMigrationAction{ClusterAction: types.ClusterAction{Type: "MigrationV1", Target: &vm.Self},
			DrsMigration: &types.ClusterDrsMigration{Key: "17", Time: inv.ago(10 * time.Minute), Vm: vm.Self,
				Source: *vm.Runtime.Host, Destination: to}}}}}
	host := types.HostEventArgument{Host: c.Host[1%len(c.Host)]}
	host.Name = entityName(host.Host)
	machine := types.VmEventArgument{Vm: vm.Self}
	machine.Name = vm.Name
	c.ConfigIssue = []types.BaseEvent{&types.EventEx{EventTypeId: "com.vmware.vc.HA.HostNotConnected", Severity: "warning",
		Event: types.Event{Key: 5101, ChainId: 5101, CreatedTime: inv.ago(3 * time.Hour), UserName: `LAB\jdoe`, Host: &host, Vm: &machine,
			FullFormattedMessage: "vSphere HA agent on " + host.Name + " cannot be reached"}}}
	c.ConfigStatus = types.ManagedEntityStatusYellow
}
