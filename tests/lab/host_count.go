package main

import (
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// countHostParts counts the arrays of a host that are tables of their own.
func countHostParts(n map[string]int, h *mo.HostSystem) {
	n["host_issue"] += len(h.ConfigIssue)
	if h.Config == nil || h.Hardware == nil {
		return
	}
	c := h.Config
	n["host_option"] += len(c.Option)
	n["host_feature_capability"] += len(c.FeatureCapability)
	n["host_graphics"] += len(c.GraphicsInfo)
	n["host_io_filter"] += len(c.IoFilterInfo)
	n["host_domain"] += len(c.DomainList)
	n["host_firewall_ruleset"] += len(c.Firewall.Ruleset)
	n["host_authentication"] += len(c.AuthenticationManagerInfo.AuthConfig)
	n["host_autostart"] += len(c.AutoStart.PowerInfo)
	n["host_ntp_server"] += len(c.DateTimeInfo.NtpConfig.Server)
	n["host_mount"] += len(c.FileSystemVolume.MountInfo)
	n["vsan_disk_group"] += len(c.VsanHostConfig.StorageInfo.DiskMapping)
	for _, group := range c.VsanHostConfig.StorageInfo.DiskMapping {
		n["vsan_disk"] += len(group.NonSsd)
	}
	n["host_cpu_package"] += len(h.Hardware.CpuPkg)
	n["host_numa_node"] += len(h.Hardware.NumaInfo.NumaNode)
	n["host_pci_device"] += len(h.Hardware.PciDevice)
	countStorage(n, c.StorageDevice)
	countNetwork(n, c)
}

func countStorage(n map[string]int, s *types.HostStorageDeviceInfo) {
	n["host_hba"] += len(s.HostBusAdapter)
	n["host_lun"] += len(s.ScsiLun)
	n["host_multipath"] += len(s.MultipathInfo.Lun)
	for _, unit := range s.MultipathInfo.Lun {
		n["host_path"] += len(unit.Path)
	}
}

func countNetwork(n map[string]int, c *types.HostConfigInfo) {
	n["host_vswitch"] += len(c.Network.Vswitch)
	n["host_portgroup"] += len(c.Network.Portgroup)
	n["host_proxy_switch"] += len(c.Network.ProxySwitch)
	n["host_vmknic"] += len(c.Network.Vnic)
	n["host_netstack"] += len(c.Network.NetStackInstance)
	n["host_route"] += len(c.Network.RouteTableInfo.IpRoute) + len(c.Network.RouteTableInfo.Ipv6Route)
	for _, service := range c.VirtualNicManagerInfo.NetConfig {
		n["host_vmknic_service"] += len(service.SelectedVnic)
	}
}
