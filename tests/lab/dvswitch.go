package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// A distributedSwitch tells of its ports; the simulator's own knows none that are connected.
type distributedSwitch struct {
	mo.VmwareDistributedVirtualSwitch
}

var uplinkNames = []string{"Uplink 1", "Uplink 2"}

func switchProduct() types.DistributedVirtualSwitchProductSpec {
	return types.DistributedVirtualSwitchProductSpec{Name: "DVS", Vendor: "VMware, Inc.", Version: "8.0.3", ForwardingClass: "etherswitch"}
}

func (inv *inventory) makeSwitch(folder types.ManagedObjectReference) {
	s := &distributedSwitch{}
	s.ManagedEntity = managedEntity(inv.ref("VmwareDistributedVirtualSwitch", "dvs"), "dvs-prod-01")
	s.Uuid = inv.uuid("switch", s.Name)
	product := switchProduct()
	s.Summary = types.DVSSummary{Name: s.Name, Uuid: s.Uuid, NumPorts: 256, ProductInfo: &product}
	s.Config = inv.switchConfiguration(&s.VmwareDistributedVirtualSwitch)
	inv.put(s, folder)
	inv.addTo(folder, s.Self)
	inv.dvs = &s.VmwareDistributedVirtualSwitch
}

func (inv *inventory) switchConfiguration(s *mo.VmwareDistributedVirtualSwitch) *types.VMwareDVSConfigInfo {
	health := types.VMwareDVSHealthCheckConfig{DVSHealthCheckConfig: types.DVSHealthCheckConfig{Enable: types.NewBool(true), Interval: 1}}
	return &types.VMwareDVSConfigInfo{
		DVSConfigInfo: types.DVSConfigInfo{
			Uuid: s.Uuid, Name: s.Name, NumPorts: 256, MaxPorts: 2147483647, ProductInfo: switchProduct(), ConfigVersion: "7",
			UplinkPortPolicy:  &types.DVSNameArrayUplinkPortPolicy{UplinkPortName: uplinkNames},
			DefaultPortConfig: portSetting(&types.VmwareDistributedVirtualSwitchVlanIdSpec{}), CreateTime: inv.ago(400 * day),
			Description: "production networks of Frankfurt", Contact: types.DVSContactInfo{Name: "jdoe", Contact: "john.doe@" + domain},
			SwitchIpAddress: fmt.Sprintf("10.%d.10.3", inv.network()), NetworkResourceManagementEnabled: types.NewBool(true),
			NetworkResourceControlVersion: "version3",
			HealthCheckConfig: []types.BaseDVSHealthCheckConfig{
				&types.VMwareDVSVlanMtuHealthCheckConfig{VMwareDVSHealthCheckConfig: health},
				&types.VMwareDVSTeamingHealthCheckConfig{VMwareDVSHealthCheckConfig: health}},
			InfrastructureTrafficResourceConfig: traffic(),
		},
		MaxMtu: 9000, LacpApiVersion: "multipleLag", MulticastFilteringMode: "snooping",
		LinkDiscoveryProtocolConfig: &types.LinkDiscoveryProtocolConfig{Protocol: "lldp", Operation: "both"},
		IpfixConfig: &types.VMwareIpfixConfig{CollectorIpAddress: fmt.Sprintf("10.%d.10.4", inv.network()), CollectorPort: 4739,
			ObservationDomainId: 7, ActiveFlowTimeout: 60, IdleFlowTimeout: 15, SamplingRate: 4096},
		LacpGroupConfig: []types.VMwareDvsLacpGroupConfig{{Key: "lag-1", Name: "lag-leaf", Mode: "active", UplinkNum: 2,
			LoadbalanceAlgorithm: "srcDestIpTcpUdpPortVlan", UplinkName: []string{"lag-leaf-0", "lag-leaf-1"},
			Ipfix: &types.VMwareDvsLagIpfixConfig{IpfixEnabled: types.NewBool(false)}}},
		PvlanConfig: []types.VMwareDVSPvlanMapEntry{{PrimaryVlanId: 200, SecondaryVlanId: 200, PvlanType: "promiscuous"},
			{PrimaryVlanId: 200, SecondaryVlanId: 201, PvlanType: "isolated"}},
		VspanSession: []types.VMwareVspanSession{{Key: "1", Name: "probe of the leaf", SessionType: "dvPortMirror",
			NormalTrafficAllowed: true, SamplingRate: 1}},
	}
}

func traffic() (list []types.DvsHostInfrastructureTrafficResource) {
	for _, kind := range []string{"management", "faultTolerance", "vmotion", "virtualMachine", "iSCSI", "nfs", "hbr", "vsan", "vdp"} {
		shares := types.SharesInfo{Shares: 50, Level: types.SharesLevelNormal}
		if kind == "virtualMachine" {
			shares = types.SharesInfo{Shares: 100, Level: types.SharesLevelHigh}
		}
		list = append(list, types.DvsHostInfrastructureTrafficResource{Key: kind, AllocationInfo: types.DvsHostInfrastructureTrafficResourceAllocation{
			Limit: types.NewInt64(-1), Shares: &shares, Reservation: types.NewInt64(0)}})
	}
	return list
}

// settleSwitch fills what the switch says of its hosts and machines.
func (inv *inventory) settleSwitch() {
	if inv.dvs == nil {
		return
	}
	config := inv.dvs.Config.(*types.VMwareDVSConfigInfo)
	runtime := &types.DVSRuntimeInfo{}
	for i, h := range inv.hosts {
		member := inv.switchMember(i, h)
		config.Host = append(config.Host, member)
		runtime.HostMemberRuntime = append(runtime.HostMemberRuntime, types.HostMemberRuntimeInfo{Host: h.Self, Status: member.Status,
			StatusDetail: member.StatusDetail, HealthCheckResult: healthResults(member)})
	}
	inv.dvs.Runtime = runtime
	for _, vm := range inv.vms {
		if _, ok := switchPort(vm); ok {
			inv.dvs.Summary.Vm = append(inv.dvs.Summary.Vm, vm.Self)
		}
	}
}

// The physical adapters that each host gives to the switch.
var uplinkDevices = []string{"vmnic2", "vmnic3"}

func uplinkKey(host, nic int) string { return fmt.Sprint(100000 + host*len(uplinkDevices) + nic) }

func (inv *inventory) switchMember(i int, h *mo.HostSystem) types.DistributedVirtualSwitchHostMember {
	backing := &types.DistributedVirtualSwitchHostMemberPnicBacking{}
	product := switchProduct()
	member := types.DistributedVirtualSwitchHostMember{ProductInfo: &product, Status: "up",
		RuntimeState: &types.DistributedVirtualSwitchHostMemberRuntimeState{CurrentMaxProxySwitchPorts: 2520}}
	for n, device := range uplinkDevices {
		backing.PnicSpec = append(backing.PnicSpec, types.DistributedVirtualSwitchHostMemberPnicSpec{PnicDevice: device,
			UplinkPortKey: uplinkKey(i, n), UplinkPortgroupKey: inv.uplinks.Key, ConnectionCookie: int32(7000 + i)})
		member.UplinkPortKey = append(member.UplinkPortKey, uplinkKey(i, n))
	}
	member.Config = types.DistributedVirtualSwitchHostMemberConfigInfo{Host: &h.Self, MaxProxySwitchPorts: 2520, Backing: backing}
	if h.Runtime.ConnectionState != types.HostSystemConnectionStateConnected {
		member.Status, member.StatusDetail = "disconnected", "host "+h.Name+" is not connected"
	}
	return member
}

func healthResults(member types.DistributedVirtualSwitchHostMember) (results []types.BaseHostMemberHealthCheckResult) {
	if member.Status != "up" {
		return nil
	}
	results = append(results, &types.VMwareDVSTeamingHealthCheckResult{TeamingStatus: "teamingMatch"})
	carried := []types.NumericRange{{Start: 110, End: 130}}
	for _, key := range member.UplinkPortKey {
		uplink := types.HostMemberUplinkHealthCheckResult{UplinkPortKey: key}
		results = append(results,
			&types.VMwareDVSVlanHealthCheckResult{HostMemberUplinkHealthCheckResult: uplink, TrunkedVlan: carried},
			&types.VMwareDVSMtuHealthCheckResult{HostMemberUplinkHealthCheckResult: uplink, VlanSupportSwitchMtu: carried})
	}
	return results
}
