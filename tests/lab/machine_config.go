package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// dressMachineConfig is what people rarely look at.
func (inv *inventory) dressMachineConfig(vm *mo.VirtualMachine) {
	c := vm.Config
	no, yes := types.NewBool(false), types.NewBool(true)
	c.Tools = &types.ToolsConfigInfo{ToolsVersion: 12389, ToolsInstallType: "guestToolsTypeMSI", AfterPowerOn: yes, AfterResume: yes,
		BeforeGuestStandby: yes, BeforeGuestShutdown: yes, ToolsUpgradePolicy: "manual", SyncTimeWithHostAllowed: yes, SyncTimeWithHost: no}
	c.Flags = types.VirtualMachineFlagInfo{DisableAcceleration: no, EnableLogging: yes, UseToe: no, RunWithDebugInfo: no, MonitorType: "release",
		HtSharing: "any", SnapshotDisabled: no, SnapshotLocked: no, DiskUuidEnabled: yes, VirtualMmuUsage: "automatic", VirtualExecUsage: "hvAuto",
		SnapshotPowerOffBehavior: "powerOff", RecordReplayEnabled: no, FaultToleranceType: "unset", CbrcCacheEnabled: no, VvtdEnabled: no, VbsEnabled: no}
	c.BootOptions = &types.VirtualMachineBootOptions{EnterBIOSSetup: no, EfiSecureBootEnabled: yes, BootRetryEnabled: no, BootRetryDelay: 10000,
		NetworkBootProtocol: "ipv4"}
	c.LatencySensitivity = &types.LatencySensitivity{Level: types.LatencySensitivitySensitivityLevelNormal}
	c.ScheduledHardwareUpgradeInfo = &types.ScheduledHardwareUpgradeInfo{UpgradePolicy: "never", ScheduledHardwareUpgradeStatus: "none"}
	c.CpuHotRemoveEnabled, c.NestedHVEnabled, c.MemoryReservationLockedToMax = no, no, no
	c.SwapPlacement, c.MigrateEncryption = "inherit", "opportunistic"
	for _, pair := range [][2]string{
		{"nvram", vm.Name + ".nvram"}, {"disk.EnableUUID", "TRUE"}, {"log.keepOld", "10"}, {"log.rotateSize", "2048000"},
		{"isolation.tools.copy.disable", "TRUE"}, {"isolation.tools.paste.disable", "TRUE"}, {"isolation.tools.dnd.disable", "TRUE"},
		{"isolation.tools.setGUIOptions.enable", "FALSE"}, {"isolation.tools.diskShrink.disable", "TRUE"}, {"isolation.tools.diskWiper.disable", "TRUE"},
		{"isolation.device.connectable.disable", "TRUE"}, {"isolation.device.edit.disable", "TRUE"}, {"RemoteDisplay.maxConnections", "1"},
		{"RemoteDisplay.vnc.enabled", "FALSE"}, {"tools.guestlib.enableHostInfo", "FALSE"}, {"tools.setInfo.sizeLimit", "1048576"},
		{"tools.guest.desktop.autolock", "TRUE"}, {"mks.enable3d", "FALSE"}, {"sched.mem.pshare.salt", fmt.Sprintf("%x", inv.digest("salt", vm.Name))[:12]},
		{"numa.vcpu.preferHT", "FALSE"}, {"guestInfo.detailed.data", fmt.Sprintf("architecture='X86' bitness='64' prettyName='%s'", c.GuestFullName)},
	} {
		c.ExtraConfig = append(c.ExtraConfig, &types.OptionValue{Key: pair[0], Value: pair[1]})
	}
}

// dressRuntime is what a running machine has.
func dressRuntime(vm *mo.VirtualMachine) {
	r := &vm.Runtime
	r.MinRequiredEVCModeKey, r.MemoryOverhead = "intel-cascadelake", 62<<20
	for _, feature := range []string{"cpuid.AES", "cpuid.AVX", "cpuid.AVX2", "cpuid.IBPB", "cpuid.IBRS", "cpuid.Intel", "cpuid.NX", "cpuid.STIBP"} {
		r.FeatureRequirement = append(r.FeatureRequirement,
			types.VirtualMachineFeatureRequirement{Key: feature, FeatureName: feature, Value: "Bool:Min:1"})
	}
}

// dressOddities gives some machines what others lack, all of it sound.
func (inv *inventory) dressOddities() {
	for name, dress := range map[string]func(*mo.VirtualMachine){
		"app-01": addContainerBridge, "db-02": inv.encrypt, "dc-03": inv.makeFaultTolerant,
		"mon-02": func(vm *mo.VirtualMachine) {
			vm.Config.ManagedBy = &types.ManagedByInfo{ExtensionKey: "com.example.monitor", Type: "appliance"}
		},
		"build-04": func(vm *mo.VirtualMachine) {
			u := vm.Config.ScheduledHardwareUpgradeInfo
			u.UpgradePolicy, u.VersionKey, u.ScheduledHardwareUpgradeStatus = "onSoftPowerOff", "vmx-21", "pending"
		},
		"file-03": func(vm *mo.VirtualMachine) {
			vm.Runtime.SuspendTime, vm.Runtime.SuspendInterval = inv.agoPtr(40*day), 3600
		},
	} {
		if vm := inv.vm(name); vm != nil {
			dress(vm)
		}
	}
}

func (inv *inventory) encrypt(vm *mo.VirtualMachine) {
	key := &types.CryptoKeyId{KeyId: inv.uuid("key", vm.Name), ProviderId: &types.KeyProviderId{Id: "kms-frankfurt"}}
	vm.Config.KeyId, vm.Config.MigrateEncryption, vm.Runtime.CryptoState = key, "required", "unlocked"
	for _, d := range machineDisks(vm) {
		d.Backing.(*types.VirtualDiskFlatVer2BackingInfo).KeyId = key
		d.Iofilter = []string{"VMW_vmwarevmcrypt_1.0.0"}
	}
	vm.Config.Hardware.Device = append(vm.Config.Hardware.Device,
		&types.VirtualTPM{VirtualDevice: device(11000, "Virtual TPM", "Trusted Platform Module", 0, 0)})
}

func (inv *inventory) makeFaultTolerant(vm *mo.VirtualMachine) {
	vm.Config.FtInfo = &types.FaultToleranceConfigInfo{Role: 1, InstanceUuids: []string{vm.Config.InstanceUuid}, ConfigPaths: []string{vm.Config.Files.VmPathName}}
	vm.Runtime.FaultToleranceState = types.VirtualMachineFaultToleranceStateRunning
	q := &vm.Summary.QuickStats
	q.FtLogBandwidth, q.FtSecondaryLatency, q.FtLatencyStatus = 1200, 12, types.ManagedEntityStatusGreen
}

// protect tells of each running machine whether vSphere HA looks after it.
func (inv *inventory) protect() {
	for _, c := range inv.clusters {
		das := c.ConfigurationEx.(*types.ClusterConfigInfoEx).DasConfig
		for _, vm := range inv.vms {
			h := inv.hostOf(vm)
			if h == nil || *h.Parent != c.Self || !isSet(das.Enabled) || vm.Runtime.PowerState != types.VirtualMachinePowerStatePoweredOn {
				continue
			}
			vm.Runtime.DasVmProtection = &types.VirtualMachineRuntimeInfoDasProtectionState{DasProtected: true}
		}
	}
}

func (inv *inventory) hostOf(vm *mo.VirtualMachine) *mo.HostSystem {
	for _, h := range inv.hosts {
		if vm.Runtime.Host != nil && *vm.Runtime.Host == h.Self {
			return h
		}
	}
	return nil
}
