package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// Every host has four adapters: two on vSwitch0, two on the distributed switch, where there is one.
const hostNICs = 4

func (inv *inventory) hostAddress(n int) string {
	return fmt.Sprintf("10.%d.10.%d", inv.network(), 10+n)
}

func (inv *inventory) vmotionAddress(n int) string {
	return fmt.Sprintf("10.%d.20.%d", inv.network(), 10+n)
}

func (inv *inventory) dressNetwork(h *mo.HostSystem, n int) {
	net := h.Config.Network
	net.DnsConfig = &types.HostDnsConfig{HostName: fmt.Sprintf("esx-%02d", n), DomainName: domain, VirtualNicDevice: "vmk0",
		Address:      []string{fmt.Sprintf("10.%d.0.53", inv.network()), fmt.Sprintf("10.%d.0.54", inv.network())},
		SearchDomain: []string{domain}}
	net.Pnic = inv.hostAdapters(h.Name)
	net.Vswitch = []types.HostVirtualSwitch{hostSwitch()}
	net.Portgroup = inv.hostPortgroups(h.Name)
	net.ProxySwitch = inv.hostProxySwitches(n)
	net.Vnic = []types.HostVirtualNic{inv.managementNIC(h.Name, n), inv.vmotionNIC(h.Name, n)}
	inv.dressRoutes(net)
	h.Config.VirtualNicManagerInfo = vmknicServices(net.Vnic, inv.inVsan(n))
}

// hostAdapters are four of one kind.
func (inv *inventory) hostAdapters(host string) (nics []types.PhysicalNic) {
	for i := 0; i < hostNICs; i++ {
		device := fmt.Sprintf("vmnic%d", i)
		nics = append(nics, types.PhysicalNic{
			Key: "key-vim.host.PhysicalNic-" + device, Device: device, Pci: fmt.Sprintf("0000:%02x:00.%d", 0x31+i/2, i%2),
			Driver: "i40en", LinkSpeed: &types.PhysicalNicLinkInfo{SpeedMb: 25000, Duplex: true},
			ValidLinkSpecification: []types.PhysicalNicLinkInfo{{SpeedMb: 10000, Duplex: true}, {SpeedMb: 25000, Duplex: true}},
			Spec:                   types.PhysicalNicSpec{LinkSpeed: configuredSpeed(i)},
			WakeOnLanSupported:     i == 0, Mac: inv.hardwareMAC(host + device),
			VmDirectPathGen2Supported: types.NewBool(false), ResourcePoolSchedulerAllowed: types.NewBool(true),
			AutoNegotiateSupported: types.NewBool(true), RdmaDevice: rdmaDevice(i),
		})
	}
	return nics
}

// configuredSpeed: the last adapter's speed is set by hand, the others negotiate.
func configuredSpeed(i int) *types.PhysicalNicLinkInfo {
	if i != hostNICs-1 {
		return nil
	}
	return &types.PhysicalNicLinkInfo{SpeedMb: 25000, Duplex: true}
}

func rdmaDevice(i int) string {
	if i < 2 {
		return ""
	}
	return fmt.Sprintf("vmrdma%d", i-2)
}

func hostSwitch() types.HostVirtualSwitch {
	nics := []string{"vmnic0", "vmnic1"}
	return types.HostVirtualSwitch{
		Name: "vSwitch0", Key: "key-vim.host.VirtualSwitch-vSwitch0", NumPorts: 2560, NumPortsAvailable: 2540, Mtu: 1500,
		Portgroup: []string{"key-vim.host.PortGroup-VM Network", "key-vim.host.PortGroup-backup-net", "key-vim.host.PortGroup-Management Network"},
		Pnic:      []string{"key-vim.host.PhysicalNic-vmnic0", "key-vim.host.PhysicalNic-vmnic1"},
		Spec: types.HostVirtualSwitchSpec{
			NumPorts: 128, Mtu: 1500, Policy: networkPolicy(nics),
			Bridge: &types.HostVirtualSwitchBondBridge{NicDevice: nics, Beacon: &types.HostVirtualSwitchBeaconConfig{Interval: 1},
				LinkDiscoveryProtocolConfig: &types.LinkDiscoveryProtocolConfig{Protocol: "cdp", Operation: "listen"}},
		},
	}
}

// networkPolicy refuses what a network need not allow; the second adapter stands by.
func networkPolicy(nics []string) *types.HostNetworkPolicy {
	no, yes := types.NewBool(false), types.NewBool(true)
	return &types.HostNetworkPolicy{
		Security: &types.HostNetworkSecurityPolicy{AllowPromiscuous: no, MacChanges: no, ForgedTransmits: no},
		NicTeaming: &types.HostNicTeamingPolicy{Policy: "loadbalance_srcid", ReversePolicy: yes, NotifySwitches: yes, RollingOrder: no,
			FailureCriteria: &types.HostNicFailureCriteria{CheckSpeed: "minimum", Speed: 10, CheckDuplex: no, FullDuplex: no,
				CheckErrorPercent: no, CheckBeacon: no},
			NicOrder: &types.HostNicOrderPolicy{ActiveNic: nics[:1], StandbyNic: nics[1:]}},
		OffloadPolicy: &types.HostNetOffloadCapabilities{CsumOffload: yes, TcpSegmentation: yes, ZeroCopyXmit: yes},
		ShapingPolicy: &types.HostNetworkTrafficShapingPolicy{Enabled: no, AverageBandwidth: 100000000, PeakBandwidth: 100000000,
			BurstSize: 104857600},
	}
}

func (inv *inventory) hostPortgroups(host string) (groups []types.HostPortGroup) {
	for _, pg := range []struct {
		name string
		vlan int32
	}{{"VM Network", 0}, {"backup-net", 140}, {"Management Network", 10}} {
		group := types.HostPortGroup{
			Key: "key-vim.host.PortGroup-" + pg.name, Vswitch: "key-vim.host.VirtualSwitch-vSwitch0",
			ComputedPolicy: *networkPolicy([]string{"vmnic0", "vmnic1"}),
			Spec:           types.HostPortGroupSpec{Name: pg.name, VlanId: pg.vlan, VswitchName: "vSwitch0"},
		}
		if pg.name == "Management Network" {
			group.Port = []types.HostPortGroupPort{{Key: "key-vim.host.PortGroup.Port-33554436",
				Mac: []string{inv.hardwareMAC(host + "vmk0")}, Type: "host"}}
		}
		groups = append(groups, group)
	}
	return groups
}

// hostProxySwitches is the host's part of the distributed switch.
func (inv *inventory) hostProxySwitches(n int) []types.HostProxySwitch {
	if inv.dvs == nil {
		return nil
	}
	backing := &types.DistributedVirtualSwitchHostMemberPnicBacking{}
	proxy := types.HostProxySwitch{DvsUuid: inv.dvs.Uuid, DvsName: inv.dvs.Name, Key: "DvsPortset-0", NumPorts: 2560,
		ConfigNumPorts: 512, NumPortsAvailable: 2520, Mtu: 9000, NetworkReservationSupported: types.NewBool(true)}
	for i, device := range uplinkDevices {
		port := uplinkKey(n-1, i)
		proxy.Pnic = append(proxy.Pnic, "key-vim.host.PhysicalNic-"+device)
		proxy.UplinkPort = append(proxy.UplinkPort, types.KeyValue{Key: port, Value: fmt.Sprintf("Uplink %d", i+1)})
		backing.PnicSpec = append(backing.PnicSpec, types.DistributedVirtualSwitchHostMemberPnicSpec{
			PnicDevice: device, UplinkPortKey: port, UplinkPortgroupKey: inv.uplinks.Key})
	}
	proxy.Spec.Backing = backing
	return []types.HostProxySwitch{proxy}
}

func (inv *inventory) managementNIC(host string, n int) types.HostVirtualNic {
	return types.HostVirtualNic{Device: "vmk0", Key: "key-vim.host.VirtualNic-vmk0", Portgroup: "Management Network",
		Port: "key-vim.host.PortGroup.Port-33554436",
		Spec: types.HostVirtualNicSpec{
			Ip: &types.HostIpConfig{IpAddress: inv.hostAddress(n), SubnetMask: "255.255.255.0",
				IpV6Config: &types.HostIpConfigIpV6AddressConfiguration{
					AutoConfigurationEnabled: types.NewBool(false), DhcpV6Enabled: types.NewBool(false),
					IpV6Address: []types.HostIpConfigIpV6Address{{IpAddress: fmt.Sprintf("fd00:%x:10::%x", inv.network(), 10+n),
						PrefixLength: 64, Origin: "manual", DadState: "preferred"}}}},
			Mac: inv.hardwareMAC(host + "vmk0"), Portgroup: "Management Network", Mtu: 1500, TsoEnabled: types.NewBool(true),
			NetStackInstanceKey: "defaultTcpipStack",
		}}
}

// vmotionNIC lies on the distributed switch, and has a gateway of its own.
func (inv *inventory) vmotionNIC(host string, n int) types.HostVirtualNic {
	nic := types.HostVirtualNic{Device: "vmk1", Key: "key-vim.host.VirtualNic-vmk1",
		Spec: types.HostVirtualNicSpec{
			Ip:  &types.HostIpConfig{IpAddress: inv.vmotionAddress(n), SubnetMask: "255.255.255.0"},
			Mac: inv.hardwareMAC(host + "vmk1"), Mtu: 9000, TsoEnabled: types.NewBool(true), NetStackInstanceKey: "defaultTcpipStack",
			IpRouteSpec: &types.HostVirtualNicIpRouteSpec{IpRouteConfig: &types.HostIpRouteConfig{
				DefaultGateway:     fmt.Sprintf("10.%d.20.1", inv.network()),
				IpV6DefaultGateway: fmt.Sprintf("fd00:%x:20::1", inv.network())}},
		}}
	if inv.dvs == nil {
		nic.Portgroup, nic.Spec.Portgroup = "VM Network", "VM Network"
		return nic
	}
	nic.Spec.DistributedVirtualPort = &types.DistributedVirtualSwitchPortConnection{SwitchUuid: inv.dvs.Uuid,
		PortgroupKey: inv.vmotion.Key, PortKey: portKey(vmotionGroup, n)}
	return nic
}

func (inv *inventory) dressRoutes(net *types.HostNetworkInfo) {
	gateway, gateway6 := fmt.Sprintf("10.%d.10.1", inv.network()), fmt.Sprintf("fd00:%x:10::1", inv.network())
	routes := &types.HostIpRouteConfig{DefaultGateway: gateway, GatewayDevice: "vmk0", IpV6DefaultGateway: gateway6, IpV6GatewayDevice: "vmk0"}
	net.IpRouteConfig = routes
	net.RouteTableInfo = &types.HostIpRouteTableInfo{
		IpRoute: []types.HostIpRouteEntry{
			{Network: "0.0.0.0", PrefixLength: 0, Gateway: gateway, DeviceName: "vmk0"},
			{Network: fmt.Sprintf("10.%d.10.0", inv.network()), PrefixLength: 24, Gateway: "0.0.0.0", DeviceName: "vmk0"},
			{Network: fmt.Sprintf("10.%d.20.0", inv.network()), PrefixLength: 24, Gateway: "0.0.0.0", DeviceName: "vmk1"}},
		Ipv6Route: []types.HostIpRouteEntry{{Network: "::", PrefixLength: 0, Gateway: gateway6, DeviceName: "vmk0"}},
	}
	net.IpV6Enabled, net.AtBootIpV6Enabled = types.NewBool(true), types.NewBool(true)
	net.NetStackInstance = nil
	for _, key := range []string{"defaultTcpipStack", "vmotion", "vSphereProvisioning"} {
		stack := types.HostNetStackInstance{Key: key, Name: key, DnsConfig: &types.HostDnsConfig{}, IpRouteConfig: &types.HostIpRouteConfig{},
			RequestedMaxNumberOfConnections: 11000, CongestionControlAlgorithm: "newreno", IpV6Enabled: types.NewBool(true)}
		if key == "defaultTcpipStack" {
			stack.DnsConfig, stack.IpRouteConfig = net.DnsConfig, routes
		}
		net.NetStackInstance = append(net.NetStackInstance, stack)
	}
}

type vmknicService struct {
	types.VirtualNicManagerNetConfig
}

func (s *vmknicService) choose(nic types.HostVirtualNic) {
	nic.Key = s.NicType + "." + nic.Key
	s.CandidateVnic, s.SelectedVnic = []types.HostVirtualNic{nic}, []string{nic.Key}
}

// vmknicServices says which adapter carries what: management on the first, the rest on the second.
func vmknicServices(nics []types.HostVirtualNic, vsan bool) *types.HostVirtualNicManagerInfo {
	info := &types.HostVirtualNicManagerInfo{}
	for _, service := range []string{"faultToleranceLogging", "management", "vSphereProvisioning", "vSphereReplication", "vmotion", "vsan"} {
		c := vmknicService{types.VirtualNicManagerNetConfig{NicType: service, MultiSelectAllowed: service != "vSphereProvisioning"}}
		switch {
		case service == "management":
			c.choose(nics[0])
		case service == "vmotion", service == "vsan" && vsan:
			c.choose(nics[1])
		}
		info.NetConfig = append(info.NetConfig, c.VirtualNicManagerNetConfig)
	}
	return info
}
