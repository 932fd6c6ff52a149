package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// portsOfGroup is how many ports a port group has at first.
const portsOfGroup = 64

// makePortgroups makes the groups that machines are connected to, and those that they are not: one for the
// uplinks, one with a private VLAN, one for vMotion.
func (inv *inventory) makePortgroups(folder types.ManagedObjectReference) {
	for i, pg := range []struct {
		name string
		vlan int32
	}{{"dv-web-110", 110}, {"dv-db-120", 120}, {"dv-mgmt-130", 130}} {
		ref := inv.ref("DistributedVirtualPortgroup", "dvportgroup")
		made := inv.makePortgroup(ref, pg.name, i, &types.VmwareDistributedVirtualSwitchVlanIdSpec{VlanId: pg.vlan}, folder)
		inv.portgroups = append(inv.portgroups, made)
	}
	all := []types.NumericRange{{Start: 0, End: 4094}}
	inv.uplinks = inv.makePortgroup(portgroupRef(2003), inv.dvs.Name+"-DVUplinks", 3, &types.VmwareDistributedVirtualSwitchTrunkVlanSpec{VlanId: all}, folder)
	inv.uplinks.Config.Uplink, inv.uplinks.Config.AutoExpand = types.NewBool(true), types.NewBool(false)
	config := inv.dvs.Config.(*types.VMwareDVSConfigInfo)
	config.UplinkPortgroup = []types.ManagedObjectReference{inv.uplinks.Self}
	inv.isolated = inv.makePortgroup(portgroupRef(2004), "dv-dmz-201", 4, &types.VmwareDistributedVirtualSwitchPvlanSpec{PvlanId: 201}, folder)
	inv.vmotion = inv.makePortgroup(portgroupRef(2005), "dv-vmotion-20", vmotionGroup, &types.VmwareDistributedVirtualSwitchVlanIdSpec{VlanId: 20}, folder)
}

func portgroupRef(n int) types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "DistributedVirtualPortgroup", Value: fmt.Sprintf("dvportgroup-%d", n)}
}

// switchGroups are all port groups of the switch.
func (inv *inventory) switchGroups() []*mo.DistributedVirtualPortgroup {
	if inv.dvs == nil {
		return nil
	}
	return append(append([]*mo.DistributedVirtualPortgroup{}, inv.portgroups...), inv.uplinks, inv.isolated, inv.vmotion)
}

func (inv *inventory) makePortgroup(ref types.ManagedObjectReference, name string, n int,
	vlan types.BaseVmwareDistributedVirtualSwitchVlanSpec, folder types.ManagedObjectReference) *mo.DistributedVirtualPortgroup {
	pg := &mo.DistributedVirtualPortgroup{}
	pg.ManagedEntity = managedEntity(ref, name)
	pg.Name, pg.Key = name, pg.Self.Value
	pg.Network.Name = name
	pg.Summary = &types.NetworkSummary{Network: &pg.Self, Name: name, Accessible: true}
	pg.Config = types.DVPortgroupConfigInfo{
		Key: pg.Key, Name: name, NumPorts: portsOfGroup, DistributedVirtualSwitch: &inv.dvs.Self, DefaultPortConfig: portSetting(vlan),
		Description: "see the plan of " + name, Type: "earlyBinding", BackingType: "standard", Policy: portgroupPolicy(),
		ConfigVersion: "1", AutoExpand: types.NewBool(true), Uplink: types.NewBool(false),
	}
	pg.PortKeys = portKeys(n)
	inv.put(pg, folder)
	inv.addTo(folder, pg.Self)
	inv.dvs.Portgroup = append(inv.dvs.Portgroup, pg.Self)
	inv.dvs.Summary.PortgroupName = append(inv.dvs.Summary.PortgroupName, name)
	return pg
}

// The first port groups take turns, as machines do among them: port k is of group k modulo their number.
const turns = 3

// vmotionGroup is the number of the port group for vMotion.
const vmotionGroup = 5

// portKey is the key of a port of a group that takes no turns.
func portKey(group, i int) string { return fmt.Sprint(50000 + group*1000 + i) }

func portKeys(group int) (keys []string) {
	for i := 0; i < portsOfGroup; i++ {
		if group < turns {
			keys = append(keys, fmt.Sprint(i*turns+group))
		} else {
			keys = append(keys, portKey(group, i))
		}
	}
	return keys
}

func inherited(yes bool) types.InheritablePolicy { return types.InheritablePolicy{Inherited: yes} }

func boolPolicy(v bool) *types.BoolPolicy { return &types.BoolPolicy{Value: types.NewBool(v)} }

// portSetting is all that a port can be set to, in the way nobody would object to.
func portSetting(vlan types.BaseVmwareDistributedVirtualSwitchVlanSpec) *types.VMwareDVSPortSetting {
	shaping := func() *types.DVSTrafficShapingPolicy {
		return &types.DVSTrafficShapingPolicy{Enabled: boolPolicy(false), AverageBandwidth: &types.LongPolicy{Value: 100000000},
			PeakBandwidth: &types.LongPolicy{Value: 100000000}, BurstSize: &types.LongPolicy{Value: 104857600}}
	}
	return &types.VMwareDVSPortSetting{
		DVPortSetting: types.DVPortSetting{Blocked: boolPolicy(false), VmDirectPathGen2Allowed: boolPolicy(false),
			InShapingPolicy: shaping(), OutShapingPolicy: shaping(), NetworkResourcePoolKey: &types.StringPolicy{Value: "-1"}},
		Vlan: vlan, QosTag: &types.IntPolicy{Value: -1},
		UplinkTeamingPolicy: &types.VmwareUplinkPortTeamingPolicy{
			Policy: &types.StringPolicy{Value: "loadbalance_loadbased"}, ReversePolicy: boolPolicy(true), NotifySwitches: boolPolicy(true),
			RollingOrder: boolPolicy(false), FailureCriteria: &types.DVSFailureCriteria{
				CheckSpeed: &types.StringPolicy{Value: "minimum"}, Speed: &types.IntPolicy{Value: 10}, CheckDuplex: boolPolicy(false),
				FullDuplex: boolPolicy(false), CheckErrorPercent: boolPolicy(false), Percentage: &types.IntPolicy{}, CheckBeacon: boolPolicy(false)},
			UplinkPortOrder: &types.VMwareUplinkPortOrderPolicy{ActiveUplinkPort: uplinkNames[:1], StandbyUplinkPort: uplinkNames[1:]}},
		SecurityPolicy: &types.DVSSecurityPolicy{AllowPromiscuous: boolPolicy(false), MacChanges: boolPolicy(false), ForgedTransmits: boolPolicy(false)},
		IpfixEnabled:   boolPolicy(false), TxUplink: boolPolicy(false),
		LacpPolicy: &types.VMwareUplinkLacpPolicy{Enable: boolPolicy(false), Mode: &types.StringPolicy{Value: "passive"}},
		MacManagementPolicy: &types.DVSMacManagementPolicy{InheritablePolicy: inherited(false), AllowPromiscuous: types.NewBool(false),
			MacChanges: types.NewBool(false), ForgedTransmits: types.NewBool(false),
			MacLearningPolicy: &types.DVSMacLearningPolicy{AllowUnicastFlooding: types.NewBool(true), Limit: types.NewInt32(4096), LimitPolicy: "DROP"}},
	}
}

func portgroupPolicy() *types.VMwareDVSPortgroupPolicy {
	no := types.NewBool(false)
	return &types.VMwareDVSPortgroupPolicy{
		DVPortgroupPolicy: types.DVPortgroupPolicy{BlockOverrideAllowed: true, PortConfigResetAtDisconnect: true,
			NetworkResourcePoolOverrideAllowed: no, TrafficFilterOverrideAllowed: no},
		IpfixOverrideAllowed: no, MacManagementOverrideAllowed: no,
	}
}
