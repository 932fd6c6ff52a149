package main

import (
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// Further ills of hosts, which the golden test counts instead of naming: see tests/end_to_end/sick_others.txt.

// weakOptions are advanced options that somebody should not have set so.
var weakOptions = map[string]types.AnyType{
	"Config.HostAgent.log.level":              "verbose",
	"Config.HostAgent.plugins.solo.enableMob": true,
	"Disk.AutoremoveOnPDL":                    int64(0),
	"Mem.ShareForceSalting":                   int64(0),
	"Misc.APDHandlingEnable":                  int64(0),
	"Misc.APDTimeout":                         int64(20),
	"Misc.BlueScreenTimeout":                  int64(60),
	"NFS.MaxVolumes":                          int64(2),
	"Net.BlockGuestBPDU":                      int64(0),
	"ScratchConfig.CurrentScratchLocation":    "/tmp/scratch",
	"Security.AccountLockFailures":            int64(0),
	"Security.AccountUnlockTime":              int64(60),
	"Security.PasswordHistory":                int64(0),
	"Syslog.global.logHost":                   "",
	"UserVars.DcuiTimeOut":                    int64(0),
	"UserVars.ESXiShellInteractiveTimeOut":    int64(0),
	"UserVars.ESXiShellTimeOut":               int64(0),
	"UserVars.ESXiVPsDisabledProtocols":       "sslv3",
	"UserVars.HostClientSessionTimeout":       int64(0),
	"UserVars.SuppressHyperthreadWarning":     int64(1),
	"UserVars.SuppressShellWarning":           int64(1),
	"VMFS3.HardwareAcceleratedLocking":        int64(0),
	"VMFS3.UseATSForHBOnVMFS5":                int64(0),
	"VMkernel.Boot.execInstalledOnly":         "FALSE",
}

// ailHosts spoils hosts that are connected. They must be settled.
func (inv *inventory) ailHosts() {
	if inv.options.ESX {
		return
	}
	inv.ailHost(1, weaken)
	inv.ailHost(3, inv.misconfigure)
	inv.ailHost(5, wearOut)
	inv.ailHost(7, func(h *mo.HostSystem) {
		inv.bootedAgo(h, 5*time.Hour)
		w := &h.Config.Network.Vswitch[0]
		w.Pnic = w.Pnic[:1]
		bridge := w.Spec.Bridge.(*types.HostVirtualSwitchBondBridge)
		bridge.NicDevice = bridge.NicDevice[:1]
	})
	inv.ailHost(8, inv.neglect)
}

func (inv *inventory) ailHost(n int, f func(*mo.HostSystem)) {
	if h := inv.host(host(n)); h != nil && h.Config != nil && h.Config.Network != nil {
		f(h)
	}
}

func (inv *inventory) bootedAgo(h *mo.HostSystem, d time.Duration) {
	h.Runtime.BootTime = inv.agoPtr(d)
	h.Summary.QuickStats.Uptime = int32(d / time.Second)
}

// weaken leaves a host open to whoever comes by.
func weaken(h *mo.HostSystem) {
	for _, option := range h.Config.Option {
		o := option.GetOptionValue()
		if value, ok := weakOptions[o.Key]; ok {
			o.Value = value
		}
	}
	h.Runtime.InQuarantineMode = types.NewBool(true)
	h.Config.Network.Vswitch[0].Spec.Policy.NicTeaming.FailureCriteria.CheckBeacon = types.NewBool(true)
}

// misconfigure sets a host otherwise than its neighbours.
func (inv *inventory) misconfigure(h *mo.HostSystem) {
	c := h.Config
	c.HyperThread.Active = false
	c.PowerSystemInfo.CurrentPolicy = powerPolicy(3, "low")
	c.Firewall.DefaultPolicy.IncomingBlocked = types.NewBool(false)
	c.DateTimeInfo.NtpConfig.Server = []string{"ntp9." + domain}
	c.Network.DnsConfig.GetHostDnsConfig().Address = c.Network.DnsConfig.GetHostDnsConfig().Address[:1]
	c.Network.Vswitch[0].Mtu = 9000
	c.Network.Portgroup[1].Spec.VlanId = 141
	for _, service := range []string{"ptpd", "sfcbd-watchdog", "snmpd"} {
		setService(c, service, true)
	}
	if h.ComplianceCheckResult != nil {
		h.ComplianceCheckResult.ComplianceStatus = "nonCompliant"
	}
	h.Summary.TpmAttestation.Status = types.HostTpmAttestationInfoAcceptanceStatusNotAccepted
	inv.ailPaths(c.StorageDevice)
}

// ailPaths lets one device lose a path, one be reached otherwise than by others, one by a single adapter.
func (inv *inventory) ailPaths(s *types.HostStorageDeviceInfo) {
	shared := 0
	for i := range s.MultipathInfo.Lun {
		unit := &s.MultipathInfo.Lun[i]
		if len(unit.Path) < 4 {
			continue
		}
		switch shared++; shared {
		case 1:
			unit.Path[0].State, unit.Path[0].PathState, unit.Path[0].IsWorkingPath = "dead", "dead", types.NewBool(false)
		case 2:
			unit.Policy = &types.HostMultipathInfoLogicalUnitPolicy{Policy: "VMW_PSP_MRU"}
			unit.Path[1].State, unit.Path[1].PathState = "disabled", "disabled"
		case 3:
			unit.Path = unit.Path[:2]
		case 4:
			unit.Path = unit.Path[:1]
		}
	}
}

// wearOut gives a host parts that fail.
func wearOut(h *mo.HostSystem) {
	h.Config.Network.Pnic[1].Driver = "i40e"
	h.Config.Network.Vnic[1].Spec.Mtu = 1500
	h.Hardware.NumaInfo.NumaNode[0].MemoryRangeLength /= 2
	h.Runtime.CryptoState = "pendingIncapable"
	for _, store := range h.Config.AuthenticationManagerInfo.AuthConfig {
		if directory, ok := store.(*types.HostActiveDirectoryInfo); ok {
			directory.DomainMembershipStatus = "clientTrustBroken"
		}
	}
	for _, adapter := range h.Config.StorageDevice.HostBusAdapter {
		if adapter.GetHostHostBusAdapter().Device == "vmhba3" {
			adapter.GetHostHostBusAdapter().Status = "offline"
		}
	}
}

// neglect leaves a host as it was bought, years ago.
func (inv *inventory) neglect(h *mo.HostSystem) {
	inv.bootedAgo(h, 400*day)
	h.Hardware.BiosInfo.BiosVersion = "1.2.4"
	h.Capability.TpmSupported = types.NewBool(false)
	h.Config.Network.Pnic[2].LinkSpeed = &types.PhysicalNicLinkInfo{SpeedMb: 100, Duplex: false}
	h.Config.Network.Vnic[0].Spec.Mtu = 9000
	for i := range h.Config.FeatureCapability {
		switch feature := &h.Config.FeatureCapability[i]; feature.Key {
		case "cpuid.IBRS", "cpuid.IBPB", "cpuid.STIBP":
			feature.Value = "0"
		}
	}
	for _, adapter := range h.Config.StorageDevice.HostBusAdapter {
		if fc, ok := adapter.(*types.HostFibreChannelHba); ok && fc.Device == "vmhba3" {
			fc.Speed /= 2
		}
	}
}
