package main

import (
	"fmt"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func (inv *inventory) dressSetup(h *mo.HostSystem, n int) {
	c := h.Config
	c.DateTimeInfo = &types.HostDateTimeInfo{
		TimeZone:            types.HostDateTimeSystemTimeZone{Key: "UTC", Name: "UTC", Description: "Coordinated Universal Time"},
		SystemClockProtocol: "ntp",
		NtpConfig: &types.HostNtpConfig{
			Server:     []string{"ntp1." + domain, "ntp2." + domain},
			ConfigFile: []string{"restrict default nomodify notrap nopeer noquery", "server ntp1." + domain, "server ntp2." + domain},
		},
	}
	c.PowerSystemCapability = &types.PowerSystemCapability{AvailablePolicy: []types.HostPowerPolicy{
		powerPolicy(1, "static"), powerPolicy(2, "dynamic"), powerPolicy(3, "low"), powerPolicy(4, "custom")}}
	c.PowerSystemInfo = &types.PowerSystemInfo{CurrentPolicy: powerPolicy(1, "static")}
	c.AuthenticationManagerInfo = &types.HostAuthenticationManagerInfo{AuthConfig: []types.BaseHostAuthenticationStoreInfo{
		&types.HostLocalAuthenticationInfo{HostAuthenticationStoreInfo: types.HostAuthenticationStoreInfo{Enabled: true}},
		&types.HostActiveDirectoryInfo{HostDirectoryStoreInfo: types.HostDirectoryStoreInfo{
			HostAuthenticationStoreInfo: types.HostAuthenticationStoreInfo{Enabled: true}}, JoinedDomain: "corp." + domain,
			TrustedDomain: []string{domain}, DomainMembershipStatus: "ok", SmartCardAuthenticationEnabled: types.NewBool(false)}}}
	c.Firewall.DefaultPolicy = types.HostFirewallDefaultPolicy{IncomingBlocked: types.NewBool(true), OutgoingBlocked: types.NewBool(true)}
	c.DomainList = []string{"corp." + domain, domain}
	c.Ipmi = &types.HostIpmiInfo{BmcIpAddress: fmt.Sprintf("10.%d.9.%d", inv.network(), 10+n), BmcMacAddress: inv.hardwareMAC(h.Name + "bmc")}
	c.WakeOnLanCapable = types.NewBool(true)
	c.AutoStart = &types.HostAutoStartManagerConfig{Defaults: &types.AutoStartDefaults{Enabled: types.NewBool(n == 1), StartDelay: 120,
		StopDelay: 120, WaitForHeartbeat: types.NewBool(false), StopAction: "guestShutdown"}}
	c.FeatureCapability = hostFeatures()
	h.ConfigStatus = types.ManagedEntityStatusGreen
}

func powerPolicy(key int32, name string) types.HostPowerPolicy {
	return types.HostPowerPolicy{Key: key, Name: "PowerPolicy." + name + ".name", ShortName: name, Description: "PowerPolicy." + name + ".description"}
}

// settleHost fills in what follows from datastores and machines, which are made after the hosts. A host
// without a configuration is one that vCenter has lost.
func (inv *inventory) settleHost(h *mo.HostSystem, n int) {
	if h.Config == nil {
		return
	}
	inv.dressStorage(h, n)
	inv.dressVolumes(h)
	inv.dressVsan(h, n)
	inv.dressIssues(h)
	if n == 1 {
		inv.dressFirst(h)
	}
}

// dressFirst gives the first host what few hosts have: a swap datastore, and a machine that starts with it.
func (inv *inventory) dressFirst(h *mo.HostSystem) {
	if len(inv.datastores) > 0 {
		h.Config.LocalSwapDatastore = &inv.datastores[0].Self
	}
	for _, vm := range inv.vms {
		if vm.Runtime.Host != nil && *vm.Runtime.Host == h.Self {
			h.Config.AutoStart.PowerInfo = []types.AutoStartPowerInfo{{Key: vm.Self, StartOrder: 1, StartDelay: 60, StopDelay: 60,
				WaitForHeartbeat: types.AutoStartWaitHeartbeatSettingSystemDefault, StartAction: "powerOn", StopAction: "guestShutdown"}}
			return
		}
	}
}

// dressIssues: an open shell is an issue of the host, as on a real one.
func (inv *inventory) dressIssues(h *mo.HostSystem) {
	for _, s := range h.Config.Service.Service {
		if !s.Running || s.Key != "TSM" && s.Key != "TSM-SSH" {
			continue
		}
		text := fmt.Sprintf("%s is enabled on host %s", s.Label, h.Name)
		h.ConfigIssue = append(h.ConfigIssue, &types.EventEx{
			Event: types.Event{Key: int32(1000 + len(h.ConfigIssue)), CreatedTime: inv.ago(2 * day), FullFormattedMessage: text,
				Host: &types.HostEventArgument{EntityEventArgument: types.EntityEventArgument{Name: h.Name}, Host: h.Self}},
			EventTypeId: map[string]string{"TSM": "esx.audit.shell.enabled", "TSM-SSH": "esx.audit.ssh.enabled"}[s.Key],
			Severity:    "warning", ObjectId: h.Self.Value, ObjectType: "HostSystem", ObjectName: h.Name})
		h.ConfigStatus = types.ManagedEntityStatusYellow
	}
}

// makeHostProfile makes one profile, taken from the first host and attached to every cluster.
func (inv *inventory) makeHostProfile() {
	ref := serviceContent().HostProfileManager
	if ref == nil || inv.options.ESX {
		return
	}
	profile := &mo.HostProfile{ReferenceHost: &inv.hosts[0].Self, ValidationState: newString("Ready"), ValidationStateUpdateTime: inv.agoPtr(100 * day)}
	profile.Self = inv.ref("HostProfile", "hostprofile")
	profile.Name = "ESXi 8 production"
	profile.Config = &types.HostProfileConfigInfo{ProfileConfigInfo: types.ProfileConfigInfo{Name: profile.Name,
		Annotation: "Base of every production host", Enabled: true}}
	profile.CreatedTime, profile.ModifiedTime = inv.ago(300*day), inv.ago(100*day)
	profile.ComplianceStatus = "compliant"
	for _, c := range inv.clusters {
		profile.Entity = append(profile.Entity, c.Self)
	}
	manager := &mo.HostProfileManager{}
	manager.Self, manager.Profile = *ref, []types.ManagedObjectReference{profile.Self}
	simulator.Map.Put(profile)
	simulator.Map.Put(manager)
	for _, h := range inv.hosts {
		at := inv.ago(12 * 3600e9)
		h.ComplianceCheckResult = &types.ComplianceResult{Profile: &profile.Self, Entity: &h.Self, ComplianceStatus: "compliant", CheckTime: &at}
		h.ComplianceCheckState = &types.HostSystemComplianceCheckState{State: "compliant", CheckTime: at}
	}
}

func newString(s string) *string { return &s }
