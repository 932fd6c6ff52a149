package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// hostOptions are the advanced options that people set and checks look at; a real host has a thousand.
func (inv *inventory) hostOptions(h *mo.HostSystem) []types.BaseOptionValue {
	var options []types.BaseOptionValue
	for _, o := range []struct {
		key   string
		value types.AnyType
	}{
		{"Config.Etc.issue", ""},
		{"Config.HostAgent.log.level", "info"},
		{"Config.HostAgent.plugins.hostsvc.esxAdminsGroup", "ESX Admins"},
		{"Config.HostAgent.plugins.hostsvc.esxAdminsGroupAutoAdd", fmt.Sprint(inv.options.Scenario == "sick")},
		{"Config.HostAgent.plugins.solo.enableMob", false},
		{"DCUI.Access", "root"},
		{"Disk.AutoremoveOnPDL", int64(1)},
		{"Disk.MaxLUN", int64(1024)},
		{"Disk.QFullSampleSize", int64(0)},
		{"Disk.SchedNumReqOutstanding", int64(32)},
		{"Disk.UseDeviceReset", int64(0)},
		{"Mem.AllocGuestLargePage", int64(1)},
		{"Mem.MemZipEnable", int64(1)},
		{"Mem.ShareForceSalting", int64(2)},
		{"Misc.APDHandlingEnable", int64(1)},
		{"Misc.APDTimeout", int64(140)},
		{"Misc.BlueScreenTimeout", int64(0)},
		{"Misc.HostName", h.Name},
		{"NFS.HeartbeatDelta", int64(5)},
		{"NFS.HeartbeatFrequency", int64(12)},
		{"NFS.HeartbeatMaxFailures", int64(10)},
		{"NFS.HeartbeatTimeout", int64(5)},
		{"NFS.MaxQueueDepth", int64(4294967295)},
		{"NFS.MaxVolumes", int64(256)},
		{"NFS.ReceiveBufferSize", int64(256)},
		{"NFS.SendBufferSize", int64(264)},
		{"Net.BlockGuestBPDU", int64(1)},
		{"Net.TcpipHeapMax", int64(512)},
		{"Net.TcpipHeapSize", int64(32)},
		{"Net.TeamPolicyUpDelay", int64(100)},
		{"Power.CpuPolicy", "High Performance"},
		{"ScratchConfig.ConfiguredScratchLocation", "/vmfs/volumes/" + inv.volume("san-prod-01") + "/.locker-" + h.Name},
		{"ScratchConfig.CurrentScratchLocation", "/vmfs/volumes/" + inv.volume("san-prod-01") + "/.locker-" + h.Name},
		{"Security.AccountLockFailures", int64(5)},
		{"Security.AccountUnlockTime", int64(900)},
		{"Security.PasswordHistory", int64(5)},
		{"Security.PasswordMaxDays", int64(99999)},
		{"Security.PasswordQualityControl", "retry=3 min=disabled,disabled,disabled,7,7"},
		{"Syslog.global.certificate.checkSSLCerts", true},
		{"Syslog.global.defaultRotate", int64(8)},
		{"Syslog.global.defaultSize", int64(1024)},
		{"Syslog.global.logDir", "[] /scratch/log"},
		{"Syslog.global.logDirUnique", false},
		{"Syslog.global.logHost", "tcp://syslog." + domain + ":514"},
		{"Syslog.global.logLevel", "error"},
		{"UserVars.DcuiTimeOut", int64(600)},
		{"UserVars.ESXiShellInteractiveTimeOut", int64(900)},
		{"UserVars.ESXiShellTimeOut", int64(900)},
		{"UserVars.ESXiVPsDisabledProtocols", "sslv3,tlsv1,tlsv1.1"},
		{"UserVars.HostClientSessionTimeout", int64(900)},
		{"UserVars.SuppressHyperthreadWarning", int64(0)},
		{"UserVars.SuppressShellWarning", int64(0)},
		{"VMFS3.HardwareAcceleratedLocking", int64(1)},
		{"VMFS3.UseATSForHBOnVMFS5", int64(1)},
		{"VMkernel.Boot.execInstalledOnly", "TRUE"},
		{"VMkernel.Boot.hyperthreading", "TRUE"},
		{"VMkernel.Boot.hyperthreadingMitigation", "FALSE"},
		{"VMkernel.Boot.terminateVMOnPDL", "FALSE"},
		{"Vpx.Vpxa.config.log.level", "info"},
	} {
		options = append(options, &types.OptionValue{Key: o.key, Value: o.value})
	}
	return options
}
