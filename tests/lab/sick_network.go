package main

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// Further ills of networks, which the golden test counts instead of naming: see tests/end_to_end/sick_others.txt.

// ailNetworks spoils standard switches, the distributed switch and its port groups.
func (inv *inventory) ailNetworks() {
	if inv.dvs == nil || len(inv.networks) < 2 {
		return
	}
	if h := inv.host(host(1)); h != nil {
		w := &h.Config.Network.Vswitch[0]
		w.NumPortsAvailable = 3
		w.Spec.Policy.Security.AllowPromiscuous = types.NewBool(true)
		w.Spec.Bridge.(*types.HostVirtualSwitchBondBridge).LinkDiscoveryProtocolConfig.Operation = "none"
	}
	if h := inv.host(host(3)); h != nil {
		h.Config.Network.Portgroup[1].ComputedPolicy.Security.ForgedTransmits = types.NewBool(true)
		h.Config.Network.ProxySwitch[0].Mtu = 9216
	}
	inv.networks[1].Summary.GetNetworkSummary().Accessible = false
	inv.ailSwitch()
	inv.ailPortgroups()
}

func (inv *inventory) ailSwitch() {
	inv.dvs.AlarmActionsEnabled = types.NewBool(false)
	inv.dvs.ConfigIssue = []types.BaseEvent{&types.DvsHostStatusUpdated{DvsEvent: types.DvsEvent{Event: types.Event{Key: 5301, ChainId: 5301,
		CreatedTime: inv.ago(day), FullFormattedMessage: "a host of " + inv.dvs.Name + " is out of step"}}}}
	c := inv.dvs.Config.(*types.VMwareDVSConfigInfo)
	c.NetworkResourceManagementEnabled, c.NetworkResourceControlVersion = types.NewBool(false), "version2"
	c.LinkDiscoveryProtocolConfig.Operation = "none"
	c.LacpApiVersion, c.LacpGroupConfig[0].Mode, c.LacpGroupConfig[0].UplinkNum = "singleLag", "passive", 1
	c.VspanSession[0].Enabled = true
}

func (inv *inventory) ailPortgroups() {
	setting := func(pg *mo.DistributedVirtualPortgroup) *types.VMwareDVSPortSetting {
		return pg.Config.DefaultPortConfig.(*types.VMwareDVSPortSetting)
	}
	yes, no := types.NewBool(true), types.NewBool(false)
	web, db, management := inv.portgroups[0], inv.portgroups[1], inv.portgroups[2]
	setting(web).Vlan = &types.VmwareDistributedVirtualSwitchVlanIdSpec{VlanId: 1}
	setting(db).SecurityPolicy.AllowPromiscuous = &types.BoolPolicy{Value: yes}
	setting(db).UplinkTeamingPolicy.FailureCriteria.CheckBeacon = &types.BoolPolicy{Value: yes}
	db.Config.Policy.(*types.VMwareDVSPortgroupPolicy).SecurityPolicyOverrideAllowed = true
	management.Config.Type = "ephemeral"
	setting(management).Vlan = &types.VmwareDistributedVirtualSwitchVlanIdSpec{}
	inv.isolated.Config.Type = "lateBinding"
	setting(inv.isolated).Blocked = &types.BoolPolicy{Value: yes}
	setting(inv.isolated).UplinkTeamingPolicy.NotifySwitches = &types.BoolPolicy{Value: no}
	setting(inv.isolated).UplinkTeamingPolicy.UplinkPortOrder.ActiveUplinkPort = nil
}

// ailMembers spoils what the distributed switch says of its hosts, once it says so.
func (inv *inventory) ailMembers() {
	if inv.dvs == nil {
		return
	}
	c := inv.dvs.Config.(*types.VMwareDVSConfigInfo)
	c.Host[0].Status = "outOfSync"
	last := c.Host[len(c.Host)-1].Config.Backing.(*types.DistributedVirtualSwitchHostMemberPnicBacking)
	last.PnicSpec = last.PnicSpec[:1]
	for _, result := range inv.dvs.Runtime.HostMemberRuntime[0].HealthCheckResult {
		switch r := result.(type) {
		case *types.VMwareDVSVlanHealthCheckResult:
			r.UntrunkedVlan = []types.NumericRange{{Start: 110, End: 110}}
		case *types.VMwareDVSMtuHealthCheckResult:
			r.MtuMismatch = true
		case *types.VMwareDVSTeamingHealthCheckResult:
			r.TeamingStatus = "teamingMismatch"
		}
	}
}

// ailPort spoils the ports of some machines.
func (inv *inventory) ailPort(p *types.DistributedVirtualPort, machine string) {
	if inv.options.Scenario != "sick" {
		return
	}
	switch machine {
	case "app-01":
		p.Conflict, p.State.RuntimeInfo.Blocked = true, true
	case "web-01":
		p.State.RuntimeInfo.LinkUp = false
	case "db-01":
		p.State.Stats.PacketsOutDropped = 10000 + p.State.Stats.PacketsOutUnicast/100
	}
}
