package main

import (
	"fmt"
	"reflect"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/simulator/esx"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	hostBuild = "24022510"
	hostCores = 32
	hostMHz   = 2600
	hostBytes = int64(256)<<30 - 65536
)

func hostName(n int) string { return fmt.Sprintf("esx-%02d.%s", n, domain) }

// makeHost makes the n-th host, healthy and complete, out of the simulator's captured template.
func (inv *inventory) makeHost(n int, parent types.ManagedObjectReference) *mo.HostSystem {
	h := clone(reflect.ValueOf(esx.HostSystem)).Addr().Interface().(*mo.HostSystem)
	name := hostName(n)
	h.ManagedEntity = managedEntity(inv.ref("HostSystem", "host"), name)
	if inv.options.ESX {
		h.Self.Value = "ha-host"
	}
	hardware := clone(reflect.ValueOf(*esx.HostHardwareInfo)).Interface().(types.HostHardwareInfo)
	config := clone(reflect.ValueOf(esx.HostConfigInfo)).Interface().(types.HostConfigInfo)
	h.Hardware, h.Config = &hardware, &config
	inv.dressHardware(h)
	inv.dressRuntime(h)
	inv.dressConfig(h, n)
	inv.dressSummary(h)
	h.Network = inv.networkRefs()
	inv.put(h, parent)
	inv.joinHost(h.Self)
	inv.hosts = append(inv.hosts, h)
	inv.makeHostManagers(h)
	return h
}

func (inv *inventory) dressHardware(h *mo.HostSystem) {
	serial := inv.serial(h.Name)
	s := &h.Hardware.SystemInfo
	s.Vendor, s.Model = "Dell Inc.", "PowerEdge R650"
	s.Uuid, s.SerialNumber = inv.uuid("host", h.Name), serial
	s.OtherIdentifyingInfo = []types.HostSystemIdentificationInfo{
		identification("AssetTag", "Asset Tag", "unknown"),
		identification("ServiceTag", "Service tag", serial),
	}
	released := time.Date(2024, 3, 11, 0, 0, 0, 0, time.UTC)
	h.Hardware.BiosInfo = &types.HostBIOSInfo{BiosVersion: "1.13.2", ReleaseDate: &released, Vendor: "Dell Inc."}
	h.Hardware.CpuInfo = types.HostCpuInfo{NumCpuPackages: 2, NumCpuCores: hostCores, NumCpuThreads: 2 * hostCores, Hz: hostMHz * 1000000}
	h.Hardware.MemorySize = hostBytes
}

func identification(key, label, value string) types.HostSystemIdentificationInfo {
	return types.HostSystemIdentificationInfo{IdentifierValue: value,
		IdentifierType: &types.ElementDescription{Description: types.Description{Label: label, Summary: label}, Key: key}}
}

func (inv *inventory) dressRuntime(h *mo.HostSystem) {
	up := time.Duration(inv.number("uptime", h.Name, 20, 90)) * day
	h.Runtime.ConnectionState = types.HostSystemConnectionStateConnected
	h.Runtime.PowerState = types.HostSystemPowerStatePoweredOn
	h.Runtime.BootTime = inv.agoPtr(up)
	h.Runtime.InQuarantineMode = types.NewBool(false)
	h.Runtime.StandbyMode = "none"
	h.Runtime.CryptoState = "incapable"
	h.Runtime.HealthSystemRuntime = healthOf(inv, h)
	if !inv.options.ESX {
		h.Runtime.DasHostState = &types.ClusterDasFdmHostState{State: "connectedToMaster"}
	}
	h.Summary.QuickStats = types.HostListSummaryQuickStats{
		OverallCpuUsage:    int32(inv.number("cpu", h.Name, 4000, 20000)),
		OverallMemoryUsage: int32(inv.number("memory", h.Name, 40000, 150000)),
		Uptime:             int32(up / time.Second),
	}
}

func (inv *inventory) dressConfig(h *mo.HostSystem, n int) {
	c := h.Config
	c.Host = h.Self
	c.Product = hostProduct(hostBuild)
	c.HyperThread = &types.HostHyperThreadScheduleInfo{Available: true, Active: true, Config: true}
	c.PowerSystemInfo = &types.PowerSystemInfo{CurrentPolicy: types.HostPowerPolicy{
		Key: 1, Name: "PowerPolicy.static.name", ShortName: "static", Description: "PowerPolicy.static.description"}}
	c.LockdownMode = types.HostLockdownModeLockdownNormal
	c.AdminDisabled = types.NewBool(false)
	c.Certificate = inv.hostCertificate(h.Name, inv.ago(365*day), inv.ago(-4*365*day))
	c.DateTimeInfo = &types.HostDateTimeInfo{
		TimeZone:            types.HostDateTimeSystemTimeZone{Key: "UTC", Name: "UTC", Description: "UTC"},
		SystemClockProtocol: "ntp",
		NtpConfig: &types.HostNtpConfig{
			Server:     []string{"ntp1." + domain, "ntp2." + domain},
			ConfigFile: []string{"restrict default nomodify notrap nopeer noquery", "server ntp1." + domain, "server ntp2." + domain},
		},
	}
	c.Option = inv.hostOptions(h)
	dressServices(c)
	inv.dressNetwork(h, n)
}

func hostProduct(build string) types.AboutInfo {
	p := esx.HostConfigInfo.Product
	p.Version, p.Build, p.ApiVersion, p.LicenseProductVersion = "8.0.3", build, "8.0.3.0", "8.0"
	p.FullName = "VMware ESXi 8.0.3 build-" + build
	return p
}

func dressServices(c *types.HostConfigInfo) {
	ntp := types.HostService{Key: "ptpd", Label: "PTP Daemon", Policy: "off", Ruleset: []string{"ptpd"},
		SourcePackage: c.Service.Service[0].SourcePackage}
	c.Service.Service = append(c.Service.Service, ntp)
	setService(c, "ntpd", true)
	setService(c, "vpxa", true)
	setService(c, "TSM", false)
	setService(c, "TSM-SSH", false)
}

func setService(c *types.HostConfigInfo, key string, running bool) {
	for i := range c.Service.Service {
		if s := &c.Service.Service[i]; s.Key == key {
			s.Running = running
			s.Policy = map[bool]string{true: "on", false: "off"}[running]
		}
	}
}

func (inv *inventory) hostOptions(h *mo.HostSystem) []types.BaseOptionValue {
	var options []types.BaseOptionValue
	for _, o := range []struct {
		key   string
		value types.AnyType
	}{
		{"Config.HostAgent.log.level", "info"},
		{"Config.HostAgent.plugins.hostsvc.esxAdminsGroup", "ESX Admins"},
		{"Mem.ShareForceSalting", int64(2)},
		{"Misc.HostName", h.Name},
		{"Net.BlockGuestBPDU", int64(1)},
		{"Security.AccountLockFailures", int64(5)},
		{"Security.AccountUnlockTime", int64(900)},
		{"Syslog.global.defaultRotate", int64(8)},
		{"Syslog.global.logDir", "[] /scratch/log"},
		{"Syslog.global.logHost", "tcp://syslog." + domain + ":514"},
		{"UserVars.DcuiTimeOut", int64(600)},
		{"UserVars.ESXiShellInteractiveTimeOut", int64(900)},
		{"UserVars.SuppressShellWarning", int64(0)},
	} {
		options = append(options, &types.OptionValue{Key: o.key, Value: o.value})
	}
	return options
}

func (inv *inventory) hostAddress(n int) string {
	return fmt.Sprintf("10.%d.10.%d", inv.network(), 10+n)
}

func (inv *inventory) dressNetwork(h *mo.HostSystem, n int) {
	net := h.Config.Network
	short := fmt.Sprintf("esx-%02d", n)
	net.DnsConfig = &types.HostDnsConfig{HostName: short, DomainName: domain,
		Address:      []string{fmt.Sprintf("10.%d.0.53", inv.network()), fmt.Sprintf("10.%d.0.54", inv.network())},
		SearchDomain: []string{domain}}
	for i := range net.Vnic {
		inv.dressVnic(&net.Vnic[i], h, n)
	}
	for i := range h.Config.VirtualNicManagerInfo.NetConfig {
		candidates := h.Config.VirtualNicManagerInfo.NetConfig[i].CandidateVnic
		for j := range candidates {
			inv.dressVnic(&candidates[j], h, n)
		}
	}
	template := net.Pnic[0]
	template.FcoeConfiguration = nil
	net.Pnic = nil
	for i := 0; i < 4; i++ {
		nic := clone(reflect.ValueOf(template)).Interface().(types.PhysicalNic)
		nic.Device = fmt.Sprintf("vmnic%d", i)
		nic.Key = "key-vim.host.PhysicalNic-" + nic.Device
		nic.Pci = fmt.Sprintf("0000:%02x:00.%d", 0x31+i/2, i%2)
		nic.Driver = "i40en"
		nic.Mac = inv.hardwareMAC(h.Name + nic.Device)
		nic.LinkSpeed = &types.PhysicalNicLinkInfo{SpeedMb: 25000, Duplex: true}
		net.Pnic = append(net.Pnic, nic)
	}
}

func (inv *inventory) dressVnic(v *types.HostVirtualNic, h *mo.HostSystem, n int) {
	v.Spec.Mac = inv.hardwareMAC(h.Name + v.Device)
	if v.Spec.Ip != nil {
		v.Spec.Ip.Dhcp = false
		v.Spec.Ip.IpAddress = inv.hostAddress(n)
		v.Spec.Ip.SubnetMask = "255.255.255.0"
		v.Spec.Ip.IpV6Config = nil
	}
}

func (inv *inventory) dressSummary(h *mo.HostSystem) {
	s := &h.Summary
	s.Host = &h.Self
	s.Hardware = &types.HostHardwareSummary{
		Vendor: h.Hardware.SystemInfo.Vendor, Model: h.Hardware.SystemInfo.Model, Uuid: h.Hardware.SystemInfo.Uuid,
		OtherIdentifyingInfo: h.Hardware.SystemInfo.OtherIdentifyingInfo, MemorySize: h.Hardware.MemorySize,
		CpuModel: "Intel(R) Xeon(R) Gold 6346 CPU @ 3.10GHz", CpuMhz: hostMHz, NumCpuPkgs: 2, NumCpuCores: hostCores,
		NumCpuThreads: 2 * hostCores, NumNics: int32(len(h.Config.Network.Pnic)), NumHBAs: 3,
	}
	product := h.Config.Product
	s.Config = types.HostConfigSummary{Name: h.Name, Port: 443, Product: &product, VmotionEnabled: true,
		FaultToleranceEnabled: types.NewBool(false), SslThumbprint: ""}
	s.MaxEVCModeKey = "intel-icelake"
	if !inv.options.ESX {
		s.CurrentEVCModeKey = "intel-cascadelake"
		s.ManagementServerIp = fmt.Sprintf("10.%d.10.2", inv.network())
	}
}

// makeHostManagers registers the objects that configManager points to and the simulator leaves out.
func (inv *inventory) makeHostManagers(h *mo.HostSystem) {
	service := &mo.HostServiceSystem{ServiceInfo: *h.Config.Service}
	service.Self = inv.manager(h, "serviceSystem", "HostServiceSystem", &h.ConfigManager.ServiceSystem)
	clock := &mo.HostDateTimeSystem{DateTimeInfo: *h.Config.DateTimeInfo}
	clock.Self = inv.manager(h, "dateTimeSystem", "HostDateTimeSystem", &h.ConfigManager.DateTimeSystem)
	health := &mo.HostHealthStatusSystem{Runtime: *h.Runtime.HealthSystemRuntime}
	health.Self = inv.manager(h, "healthStatusSystem", "HostHealthStatusSystem", &h.ConfigManager.HealthStatusSystem)
	until := inv.ago(-4 * 365 * day)
	certificate := &mo.HostCertificateManager{CertificateInfo: types.HostCertificateManagerCertificateInfo{
		Issuer: "O=vcenter." + domain, Subject: "CN=" + h.Name, NotBefore: inv.agoPtr(365 * day), NotAfter: &until, Status: "good"}}
	certificate.Self = inv.manager(h, "certificateManager", "HostCertificateManager", &h.ConfigManager.CertificateManager)
	network := &mo.HostNetworkSystem{NetworkInfo: h.Config.Network, DnsConfig: h.Config.Network.DnsConfig}
	network.Self = inv.manager(h, "networkSystem", "HostNetworkSystem", &h.ConfigManager.NetworkSystem)
	storage := &mo.HostStorageSystem{StorageDeviceInfo: h.Config.StorageDevice}
	storage.Self = inv.manager(h, "storageSystem", "HostStorageSystem", &h.ConfigManager.StorageSystem)
	firewall := &mo.HostFirewallSystem{FirewallInfo: h.Config.Firewall}
	firewall.Self = inv.manager(h, "firewallSystem", "HostFirewallSystem", &h.ConfigManager.FirewallSystem)
	options := &mo.OptionManager{Setting: h.Config.Option}
	options.Self = inv.manager(h, "advancedOption", "OptionManager", &h.ConfigManager.AdvancedOption)
	for _, m := range []mo.Reference{service, clock, health, certificate, network, storage, firewall, options} {
		simulator.Map.Put(m)
	}
}

func (inv *inventory) manager(h *mo.HostSystem, name, kind string, field **types.ManagedObjectReference) types.ManagedObjectReference {
	ref := types.ManagedObjectReference{Type: kind, Value: name + "-" + h.Self.Value}
	*field = &ref
	return ref
}

// makeStandalone is the tree of an ESXi host without a vCenter.
func (inv *inventory) makeStandalone() {
	cr := &mo.ComputeResource{}
	cr.ManagedEntity = managedEntity(types.ManagedObjectReference{Type: "ComputeResource", Value: "ha-compute-res"}, hostName(1))
	inv.put(cr, inv.datacenter.HostFolder)
	inv.addTo(inv.datacenter.HostFolder, cr.Self)
	inv.compute = cr
	root := inv.makePool("Resources", cr.Self, cr.Self)
	cr.ResourcePool = &root.Self
	host := inv.makeHost(1, cr.Self)
	cr.Host = []types.ManagedObjectReference{host.Self}
	cr.ConfigurationEx = &types.ComputeResourceConfigInfo{VmSwapPlacement: "vmDirectory"}
	cr.Summary = &types.ComputeResourceSummary{NumHosts: 1, NumEffectiveHosts: 1, TotalCpu: hostCores * hostMHz,
		TotalMemory: hostBytes, NumCpuCores: hostCores, NumCpuThreads: 2 * hostCores, EffectiveCpu: hostCores * hostMHz,
		EffectiveMemory: hostBytes >> 20, OverallStatus: types.ManagedEntityStatusGreen}
	cr.Network = inv.networkRefs()
}
