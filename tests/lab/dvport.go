package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// FetchDVPorts gives the ports that the criteria let through: those of machines, of uplinks, and the free ones.
func (s *distributedSwitch) FetchDVPorts(req *types.FetchDVPorts) soap.HasFault {
	inv := theLab.inventory
	ports := append(inv.machinePorts(), inv.uplinkPorts()...)
	ports = append(ports, inv.freePorts(ports)...)
	res := &types.FetchDVPortsResponse{}
	for _, p := range ports {
		if fits(&p, req.Criteria, inv.uplinks.Key) {
			res.Returnval = append(res.Returnval, p)
		}
	}
	return &methods.FetchDVPortsBody{Res: res}
}

func fits(p *types.DistributedVirtualPort, c *types.DistributedVirtualSwitchPortCriteria, uplinks string) bool {
	if c == nil {
		return true
	}
	switch {
	case c.Connected != nil && *c.Connected != (p.Connectee != nil),
		c.Active != nil && *c.Active != (p.State != nil),
		c.UplinkPort != nil && *c.UplinkPort != (p.PortgroupKey == uplinks),
		len(c.PortKey) > 0 && !contains(c.PortKey, p.Key):
		return false
	}
	inside := c.Inside == nil || *c.Inside
	return len(c.PortgroupKey) == 0 || contains(c.PortgroupKey, p.PortgroupKey) == inside
}

// switchPort is the port of the switch that a machine is connected to. Templates give theirs back.
func switchPort(vm *mo.VirtualMachine) (*types.VirtualEthernetCard, bool) {
	if vm.Config == nil || vm.Config.Template {
		return nil, false
	}
	for _, nic := range machineNICs(vm) {
		card := nic.GetVirtualEthernetCard()
		if _, ok := card.Backing.(*types.VirtualEthernetCardDistributedVirtualPortBackingInfo); ok {
			return card, true
		}
	}
	return nil, false
}

func (inv *inventory) port(key, group string) types.DistributedVirtualPort {
	return types.DistributedVirtualPort{Key: key, DvsUuid: inv.dvs.Uuid, PortgroupKey: group,
		Config: types.DVPortConfigInfo{ConfigVersion: "0"}, LastStatusChange: inv.ago(9 * day)}
}

func (inv *inventory) machinePorts() (ports []types.DistributedVirtualPort) {
	for _, vm := range inv.vms {
		card, ok := switchPort(vm)
		if !ok {
			continue
		}
		at := card.Backing.(*types.VirtualEthernetCardDistributedVirtualPortBackingInfo).Port
		p := inv.port(at.PortKey, at.PortgroupKey)
		p.Connectee = &types.DistributedVirtualSwitchPortConnectee{ConnectedEntity: &vm.Self, NicKey: fmt.Sprint(card.Key), Type: "vmVnic"}
		p.ProxyHost, p.ConnectionCookie = vm.Runtime.Host, at.ConnectionCookie
		p.State = &types.DVPortState{Stats: inv.traffic(vm.Name), RuntimeInfo: &types.DVPortStatus{
			LinkUp: vm.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn, VlanIds: inv.vlanOf(at.PortgroupKey),
			TrunkingMode: types.NewBool(false), Mtu: 1500, LinkPeer: vm.Name + " ethernet0", MacAddress: card.MacAddress}}
		inv.ailPort(&p, vm.Name)
		ports = append(ports, p)
	}
	return ports
}

func (inv *inventory) uplinkPorts() (ports []types.DistributedVirtualPort) {
	for i, h := range inv.hosts {
		for n, device := range uplinkDevices {
			p := inv.port(uplinkKey(i, n), inv.uplinks.Key)
			p.Connectee = &types.DistributedVirtualSwitchPortConnectee{ConnectedEntity: &h.Self, NicKey: device, Type: "pnic"}
			p.ProxyHost = &h.Self
			up := h.Runtime.ConnectionState == types.HostSystemConnectionStateConnected
			p.State = &types.DVPortState{Stats: inv.traffic(h.Name + device), RuntimeInfo: &types.DVPortStatus{LinkUp: up,
				VlanIds: []types.NumericRange{{Start: 0, End: 4094}}, TrunkingMode: types.NewBool(true), Mtu: 9000,
				LinkPeer: device, MacAddress: inv.hardwareMAC(h.Name + device)}}
			ports = append(ports, p)
		}
	}
	return ports
}

// freePorts are those of the port groups that nothing is connected to.
func (inv *inventory) freePorts(taken []types.DistributedVirtualPort) (ports []types.DistributedVirtualPort) {
	used := map[string]bool{}
	for _, p := range taken {
		used[p.Key] = true
	}
	for _, pg := range inv.switchGroups() {
		for _, key := range pg.PortKeys {
			if !used[key] {
				ports = append(ports, inv.port(key, pg.Key))
			}
		}
	}
	return ports
}

func (inv *inventory) vlanOf(group string) []types.NumericRange {
	for _, pg := range inv.portgroups {
		setting := pg.Config.DefaultPortConfig.(*types.VMwareDVSPortSetting)
		if vlan, ok := setting.Vlan.(*types.VmwareDistributedVirtualSwitchVlanIdSpec); ok && pg.Key == group {
			return []types.NumericRange{{Start: vlan.VlanId, End: vlan.VlanId}}
		}
	}
	return nil
}

func (inv *inventory) traffic(name string) types.DistributedVirtualSwitchPortStatistics {
	in, out := inv.number("port in", name, 1000, 9000000), inv.number("port out", name, 1000, 9000000)
	return types.DistributedVirtualSwitchPortStatistics{PacketsInUnicast: in, BytesInUnicast: in * 700,
		PacketsOutUnicast: out, BytesOutUnicast: out * 700, PacketsInBroadcast: in / 1000, PacketsOutBroadcast: out / 100}
}
