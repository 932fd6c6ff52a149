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
	inv.dressHardware(h, n)
	dressCapability(h)
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
	c.LockdownMode = types.HostLockdownModeLockdownNormal
	c.AdminDisabled = types.NewBool(false)
	c.Certificate = inv.hostCertificate(h.Name, inv.ago(365*day), inv.ago(-4*365*day))
	inv.dressSetup(h, n)
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

func (inv *inventory) dressSummary(h *mo.HostSystem) {
	s := &h.Summary
	s.Host = &h.Self
	s.Hardware = &types.HostHardwareSummary{
		Vendor: h.Hardware.SystemInfo.Vendor, Model: h.Hardware.SystemInfo.Model, Uuid: h.Hardware.SystemInfo.Uuid,
		OtherIdentifyingInfo: h.Hardware.SystemInfo.OtherIdentifyingInfo, MemorySize: h.Hardware.MemorySize,
		CpuModel: hostCPU, CpuMhz: hostMHz, NumCpuPkgs: 2, NumCpuCores: hostCores,
		NumCpuThreads: 2 * hostCores, NumNics: int32(len(h.Config.Network.Pnic)), NumHBAs: int32(len(inv.hostHBAs(h.Name))),
	}
	product := h.Config.Product
	s.Config = types.HostConfigSummary{Name: h.Name, Port: 443, Product: &product, VmotionEnabled: true,
		FaultToleranceEnabled: types.NewBool(false), SslThumbprint: ""}
	s.MaxEVCModeKey = "intel-icelake"
	s.TpmAttestation = &types.HostTpmAttestationInfo{Time: *h.Runtime.BootTime, Status: types.HostTpmAttestationInfoAcceptanceStatusAccepted}
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
