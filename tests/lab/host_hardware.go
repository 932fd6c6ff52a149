package main

import (
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	hostCPU  = "Intel(R) Xeon(R) Gold 6346 CPU @ 3.10GHz"
	hostGPU  = "0000:ca:00.0"
	cpuNodes = 2
)

func (inv *inventory) dressHardware(h *mo.HostSystem, n int) {
	serial := inv.serial(h.Name)
	s := &h.Hardware.SystemInfo
	s.Vendor, s.Model = "Dell Inc.", "PowerEdge R650"
	s.Uuid, s.SerialNumber = inv.uuid("host", h.Name), serial
	s.OtherIdentifyingInfo = []types.HostSystemIdentificationInfo{
		identification("AssetTag", "Asset Tag", "unknown"),
		identification("ServiceTag", "Service tag", serial),
		identification("OemSpecificString", "OEM specific string", "Dell System"),
		identification("OemSpecificString", "OEM specific string", "5[0000]"),
	}
	released := time.Date(2024, 3, 11, 0, 0, 0, 0, time.UTC)
	h.Hardware.BiosInfo = &types.HostBIOSInfo{BiosVersion: "1.13.2", ReleaseDate: &released, Vendor: "Dell Inc."}
	h.Hardware.CpuInfo = types.HostCpuInfo{NumCpuPackages: cpuNodes, NumCpuCores: hostCores, NumCpuThreads: 2 * hostCores, Hz: hostMHz * 1000000}
	h.Hardware.MemorySize = hostBytes
	h.Hardware.CpuPowerManagementInfo = &types.HostCpuPowerManagementInfo{CurrentPolicy: "High Performance", HardwareSupport: "ACPI P-states, C-states"}
	h.Hardware.ReliableMemoryInfo = &types.HostReliableMemoryInfo{MemorySize: 0}
	if n == 1 {
		h.Hardware.PersistentMemoryInfo = &types.HostPersistentMemoryInfo{CapacityInMB: 128 << 10, VolumeUUID: inv.uuid("pmem", h.Name)}
	}
	dressNodes(h.Hardware)
	inv.dressGraphics(h, n)
}

func identification(key, label, value string) types.HostSystemIdentificationInfo {
	return types.HostSystemIdentificationInfo{IdentifierValue: value,
		IdentifierType: &types.ElementDescription{Description: types.Description{Label: label, Summary: label}, Key: key}}
}

// dressNodes splits processors and memory evenly over two nodes.
func dressNodes(hardware *types.HostHardwareInfo) {
	hardware.CpuPkg = nil
	hardware.NumaInfo = &types.HostNumaInfo{Type: "NUMA", NumNodes: cpuNodes}
	threads := int16(2 * hostCores / cpuNodes)
	for i := int16(0); i < cpuNodes; i++ {
		var ids []int16
		for t := int16(0); t < threads; t++ {
			ids = append(ids, i*threads+t)
		}
		hardware.CpuPkg = append(hardware.CpuPkg, types.HostCpuPackage{Index: i, Vendor: "intel", Hz: hostMHz * 1000000, BusHz: 100000000,
			Description: hostCPU, ThreadId: ids})
		hardware.NumaInfo.NumaNode = append(hardware.NumaInfo.NumaNode, types.HostNumaNode{TypeId: byte(i), CpuID: ids,
			MemoryRangeBegin: int64(i) * hostBytes / cpuNodes, MemoryRangeLength: hostBytes / cpuNodes,
			PciId: []string{"0000:31:00.0", "0000:31:00.1"}})
	}
}

// dressGraphics puts a graphics device into the first host, ready to be passed to a machine.
func (inv *inventory) dressGraphics(h *mo.HostSystem, n int) {
	c := h.Config
	c.GraphicsConfig = &types.HostGraphicsConfig{HostDefaultGraphicsType: "shared", SharedPassthruAssignmentPolicy: "performance"}
	c.GraphicsInfo, c.PciPassthruInfo = nil, nil
	if n != 1 {
		return
	}
	c.GraphicsInfo = []types.HostGraphicsInfo{{DeviceName: "NVIDIA A2", VendorName: "NVIDIA Corporation", PciId: hostGPU,
		GraphicsType: "direct", MemorySizeInKB: 16 << 20}}
	for i, id := range []string{hostGPU, "0000:31:00.0"} {
		c.PciPassthruInfo = append(c.PciPassthruInfo, &types.HostPciPassthruInfo{Id: id, DependentDevice: id, PassthruCapable: true,
			PassthruEnabled: i == 0, PassthruActive: i == 0})
	}
}

// dressCapability is what a current host can do, as far as anything asks.
func dressCapability(h *mo.HostSystem) {
	yes := types.NewBool(true)
	h.Capability = &types.HostCapability{
		RecursiveResourcePoolsSupported: true, CpuMemoryResourceConfigurationSupported: true, RebootSupported: true, ShutdownSupported: true,
		VmotionSupported: true, StandbySupported: true, IpmiSupported: yes, MaxSupportedVMs: 1024, MaxSupportedVcpus: 768,
		SanSupported: true, NfsSupported: true, IscsiSupported: true, VlanTaggingSupported: true, NicTeamingSupported: true,
		HighGuestMemSupported: true, MaintenanceModeSupported: true, SuspendedRelocateSupported: true, PerVmSwapFiles: true,
		LocalSwapDatastoreSupported: true, UnsharedSwapVMotionSupported: true, ScreenshotSupported: true,
		StorageVMotionSupported: yes, VmotionWithStorageVMotionSupported: yes, VmotionAcrossNetworkSupported: yes, FtSupported: yes,
		TpmSupported: yes, TpmVersion: "2.0", TxtEnabled: yes, StorageIORMSupported: yes, SupportedVmfsMajorVersion: []int32{5, 6},
		VStorageCapable: yes, MaxHostRunningVms: 1024, MaxHostSupportedVcpus: 4096, NestedHVSupported: yes, FeatureCapabilitiesSupported: yes,
		VsanSupported: yes, CryptoSupported: yes, GatewayOnNicSupported: yes, EncryptedVMotionSupported: yes, QuickBootSupported: yes,
		PrecisionTimeProtocolSupported: yes,
	}
}

// hostFeatures are some of what processors and platform offer to machines, the mitigations among them.
func hostFeatures() (features []types.HostFeatureCapability) {
	for _, key := range []string{"cpuid.AES", "cpuid.AVX", "cpuid.AVX2", "cpuid.AVX512F", "cpuid.FCMD", "cpuid.IBPB", "cpuid.IBRS",
		"cpuid.Intel", "cpuid.MDCLEAR", "cpuid.PCID", "cpuid.RDCL_NO", "cpuid.SSBD", "cpuid.STIBP", "hv.capable", "vt.realmode"} {
		features = append(features, types.HostFeatureCapability{Key: key, FeatureName: key, Value: "1"})
	}
	return append(features, types.HostFeatureCapability{Key: "cpuid.NUM_EXT_LEVELS", FeatureName: "cpuid.NUM_EXT_LEVELS", Value: "0x80000008"})
}
