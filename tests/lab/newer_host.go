package main

import (
	"reflect"
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// newerMembers writes what structures of hosts gained after the simulator's types were written, behind
// their own members.
var newerMembers = map[reflect.Type]func(e *encoder, v reflect.Value){
	reflect.TypeOf(types.HostDateTimeInfo{}): func(e *encoder, v reflect.Value) {
		servers := v.Interface().(types.HostDateTimeInfo).NtpConfig.Server
		e.WriteString(`<ptpConfig><domain>1</domain><port><index>0</index><deviceType>none</deviceType></port></ptpConfig>` +
			`<enabled>true</enabled><disableEvents>false</disableEvents><disableFallback>false</disableFallback>` +
			`<inFallbackState>false</inFallbackState><serviceSync>true</serviceSync><lastSyncTime>`)
		e.WriteString(theLab.inventory.ago(5 * time.Minute).UTC().Format(time.RFC3339))
		e.WriteString(`</lastSyncTime>`)
		if len(servers) > 0 {
			e.WriteString(`<remoteNtpServer>` + servers[0] + `</remoteNtpServer>`)
		}
		e.WriteString(`<ntpRunTime>1728000</ntpRunTime>`)
	},
	reflect.TypeOf(types.HostCapability{}): func(e *encoder, v reflect.Value) {
		e.WriteString(`<timeConfigSupported>true</timeConfigSupported><uefiSecureBoot>true</uefiSecureBoot>`)
	},
	reflect.TypeOf(types.HostBIOSInfo{}): func(e *encoder, v reflect.Value) {
		e.WriteString(`<firmwareType>uefi</firmwareType>`)
	},
	reflect.TypeOf(types.HostCpuPackage{}): func(e *encoder, v reflect.Value) {
		e.WriteString(`<family>6</family><model>106</model><stepping>6</stepping>`)
	},
}

// HostRuntimeInfoStateEncryptionInfo says how a host protects its own configuration.
type HostRuntimeInfoStateEncryptionInfo struct {
	ProtectionMode       string `xml:"protectionMode"`
	RequireSecureBoot    bool   `xml:"requireSecureBoot"`
	RequireExecInstalled bool   `xml:"requireExecInstalledOnly"`
}

func init() {
	newerProperties["HostSystem hardware.memoryTieringType"] = newerProperty{"7.0.3.0", ofHost(func(h *mo.HostSystem) interface{} { return "noTiering" })}
	newerProperties["HostSystem runtime.stateEncryption"] = newerProperty{"7.0.3.0", ofHost(func(h *mo.HostSystem) interface{} {
		return HostRuntimeInfoStateEncryptionInfo{ProtectionMode: "tpm", RequireSecureBoot: true}
	})}
}

// ofHost is for what every host has that vCenter can read.
func ofHost(f func(*mo.HostSystem) interface{}) func(interface{}) interface{} {
	return func(object interface{}) interface{} {
		if h, ok := object.(*mo.HostSystem); ok && h.Config != nil && h.Hardware != nil {
			return f(h)
		}
		return nil
	}
}
