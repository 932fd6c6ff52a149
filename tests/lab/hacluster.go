package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// An haCluster tells what HA says of itself at run time; the simulator's cluster cannot.
type haCluster struct {
	mo.ClusterComputeResource
}

// clusterConfiguration is what the i-th cluster is set to. The first counts slots for HA, the others percent.
func (inv *inventory) clusterConfiguration(i int) *types.ClusterConfigInfoEx {
	yes, no := types.NewBool(true), types.NewBool(false)
	return &types.ClusterConfigInfoEx{
		ComputeResourceConfigInfo: types.ComputeResourceConfigInfo{VmSwapPlacement: "vmDirectory", SpbmEnabled: yes},
		DasConfig:                 inv.dasConfiguration(i),
		DrsConfig: types.ClusterDrsConfigInfo{
			Enabled: types.NewBool(true), EnableVmBehaviorOverrides: types.NewBool(true), ScaleDescendantsShares: "disabled",
			DefaultVmBehavior: "fullyAutomated", VmotionRate: 3,
			Option: []types.BaseOptionValue{
				&types.OptionValue{Key: "TryBalanceVmsPerHost", Value: "1"}, &types.OptionValue{Key: "MaxVcpusPerCore", Value: "8"}},
		},
		DpmConfigInfo: &types.ClusterDpmConfigInfo{Enabled: no, DefaultDpmBehavior: "manual", HostPowerActionRate: 3},
		Orchestration: &types.ClusterOrchestrationInfo{DefaultVmReadiness: &types.ClusterVmReadiness{ReadyCondition: "none"}},
		VsanConfigInfo: &types.VsanClusterConfigInfo{Enabled: no, DefaultConfig: &types.VsanClusterConfigInfoHostDefaultInfo{
			Uuid: inv.uuid("vsan cluster", clusterName(i)), AutoClaimStorage: no, ChecksumEnabled: yes}},
		InfraUpdateHaConfig: &types.ClusterInfraUpdateHaConfigInfo{Enabled: no, Behavior: "Manual",
			ModerateRemediation: "QuarantineMode", SevereRemediation: "MaintenanceMode", Providers: []string{"com.dell.vcenter.health"}},
		ProactiveDrsConfig: &types.ClusterProactiveDrsConfigInfo{Enabled: no},
		CryptoConfig:       &types.ClusterCryptoConfigInfo{CryptoMode: "onDemand"},
	}
}

func (inv *inventory) dasConfiguration(i int) types.ClusterDasConfigInfo {
	das := types.ClusterDasConfigInfo{
		Enabled: types.NewBool(true), VmMonitoring: "vmMonitoringDisabled", HostMonitoring: "enabled",
		VmComponentProtecting: "enabled", FailoverLevel: 1, AdmissionControlEnabled: types.NewBool(true),
		AdmissionControlPolicy: &types.ClusterFailoverResourcesAdmissionControlPolicy{
			ClusterDasAdmissionControlPolicy: toleratesAll(), CpuFailoverResourcesPercent: 25,
			MemoryFailoverResourcesPercent: 25, FailoverLevel: 1, AutoComputePercentages: types.NewBool(true)},
		DefaultVmSettings:          dasDefaults(),
		HBDatastoreCandidatePolicy: "allFeasibleDsWithUserPreference",
		Option: []types.BaseOptionValue{
			&types.OptionValue{Key: "das.heartbeatDsPerHost", Value: "2"},
			&types.OptionValue{Key: "das.ignoreInsufficientHbDatastore", Value: "false"},
			&types.OptionValue{Key: "das.isolationaddress0", Value: "gateway." + domain}},
	}
	if i == 0 {
		das.AdmissionControlPolicy = &types.ClusterFailoverLevelAdmissionControlPolicy{
			ClusterDasAdmissionControlPolicy: toleratesAll(), FailoverLevel: 1,
			SlotPolicy: &types.ClusterFixedSizeSlotPolicy{Cpu: slotMHz, Memory: slotMB}}
	}
	if i == inv.options.Clusters-1 { // it has vSAN, so an isolated host has no storage
		das.DefaultVmSettings.IsolationResponse = "powerOff"
	}
	return das
}

func toleratesAll() types.ClusterDasAdmissionControlPolicy {
	return types.ClusterDasAdmissionControlPolicy{ResourceReductionToToleratePercent: types.NewInt32(100)}
}

func dasDefaults() *types.ClusterDasVmSettings {
	return &types.ClusterDasVmSettings{RestartPriority: "medium", RestartPriorityTimeout: 600, IsolationResponse: "none",
		VmToolsMonitoringSettings: &types.ClusterVmToolsMonitoringSettings{Enabled: types.NewBool(false), VmMonitoring: "vmMonitoringDisabled",
			ClusterSettings: types.NewBool(true), FailureInterval: 30, MinUpTime: 120, MaxFailures: 3, MaxFailureWindow: 3600},
		VmComponentProtectionSettings: &types.ClusterVmComponentProtectionSettings{VmStorageProtectionForAPD: "restartConservative",
			EnableAPDTimeoutForHosts: types.NewBool(true), VmTerminateDelayForAPDSec: 180, VmReactionOnAPDCleared: "none",
			VmStorageProtectionForPDL: "restartAggressive"}}
}

// A slot of the first cluster, and how much memory of a machine one slot covers by its overhead.
const (
	slotMHz    = 500
	slotMB     = 128
	machineMB  = 8192
	slotOnHost = hostCores * hostMHz / slotMHz
)

// RetrieveDasAdvancedRuntimeInfo answers for clusters that have HA on; the others have nothing to tell.
func (c *haCluster) RetrieveDasAdvancedRuntimeInfo(req *types.RetrieveDasAdvancedRuntimeInfo) soap.HasFault {
	res := &types.RetrieveDasAdvancedRuntimeInfoResponse{}
	das := c.ConfigurationEx.(*types.ClusterConfigInfoEx).DasConfig
	if isSet(das.Enabled) {
		good := goodHosts(&c.ClusterComputeResource)
		info := types.ClusterDasAdvancedRuntimeInfo{HeartbeatDatastoreInfo: heartbeats(good),
			VmcpSupported: &types.ClusterDasAdvancedRuntimeInfoVmcpCapabilityInfo{StorageAPDSupported: true, StoragePDLSupported: true}}
		res.Returnval = &info
		if policy, ok := das.AdmissionControlPolicy.(*types.ClusterFailoverLevelAdmissionControlPolicy); ok {
			res.Returnval = slots(&c.ClusterComputeResource, info, policy.FailoverLevel, good)
		}
	}
	return &methods.RetrieveDasAdvancedRuntimeInfoBody{Res: res}
}

// goodHosts are the hosts of a cluster that can start machines.
func goodHosts(c *mo.ClusterComputeResource) (good []*mo.HostSystem) {
	for _, h := range theLab.inventory.hosts {
		if *h.Parent == c.Self && h.Runtime.ConnectionState == types.HostSystemConnectionStateConnected && !h.Runtime.InMaintenanceMode {
			good = append(good, h)
		}
	}
	return good
}

func heartbeats(hosts []*mo.HostSystem) (list []types.DasHeartbeatDatastoreInfo) {
	for i, ds := range theLab.inventory.machineDatastores() {
		if i == 2 {
			break
		}
		info := types.DasHeartbeatDatastoreInfo{Datastore: ds.Self}
		for _, h := range hosts {
			info.Hosts = append(info.Hosts, h.Self)
		}
		list = append(list, info)
	}
	return list
}

func slots(c *mo.ClusterComputeResource, info types.ClusterDasAdvancedRuntimeInfo, level int32, good []*mo.HostSystem) *types.ClusterDasFailoverLevelAdvancedRuntimeInfo {
	out := &types.ClusterDasFailoverLevelAdvancedRuntimeInfo{ClusterDasAdvancedRuntimeInfo: info,
		SlotInfo:   types.ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo{NumVcpus: 1, CpuMHz: slotMHz, MemoryMB: slotMB},
		TotalSlots: slotOnHost * int32(len(good)), TotalHosts: int32(len(c.Host)), TotalGoodHosts: int32(len(good))}
	for _, h := range good {
		out.HostSlots = append(out.HostSlots, types.ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots{Host: h.Self, Slots: slotOnHost})
	}
	for _, vm := range theLab.inventory.machinesOf(c) {
		if vm.Config == nil || vm.Runtime.PowerState != types.VirtualMachinePowerStatePoweredOn {
			continue
		}
		need := 1 + vm.Config.Hardware.MemoryMB/machineMB
		out.TotalVms++
		out.UsedSlots += need
		if need > 1 {
			out.VmsRequiringMultipleSlots = append(out.VmsRequiringMultipleSlots,
				types.ClusterDasFailoverLevelAdvancedRuntimeInfoVmSlots{Vm: vm.Self, Slots: need})
		}
	}
	if left := out.TotalSlots - out.UsedSlots - level*slotOnHost; left > 0 {
		out.UnreservedSlots = left
	}
	return out
}

// machinesOf are the machines that run on hosts of a cluster.
func (inv *inventory) machinesOf(c *mo.ClusterComputeResource) (machines []*mo.VirtualMachine) {
	for _, vm := range inv.vms {
		if h, ok := simulator.Map.Get(*vm.Runtime.Host).(*mo.HostSystem); ok && *h.Parent == c.Self {
			machines = append(machines, vm)
		}
	}
	return machines
}
