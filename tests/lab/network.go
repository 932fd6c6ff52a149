package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func (inv *inventory) makeNetworks() {
	folder := inv.datacenter.NetworkFolder
	inv.makeNetwork("VM Network", folder)
	inv.makeNetwork("backup-net", folder)
	if inv.options.ESX {
		return
	}
	inv.makeSwitch(folder)
	for _, pg := range []struct {
		name string
		vlan int32
	}{{"dv-web-110", 110}, {"dv-db-120", 120}, {"dv-mgmt-130", 130}} {
		inv.makePortgroup(pg.name, pg.vlan, folder)
	}
	n := &mo.OpaqueNetwork{}
	n.ManagedEntity = managedEntity(inv.ref("OpaqueNetwork", "network-o"), "nsx-segment-web")
	n.Name = "nsx-segment-web"
	n.Summary = &types.OpaqueNetworkSummary{
		NetworkSummary:  types.NetworkSummary{Network: &n.Self, Name: n.Name, Accessible: true},
		OpaqueNetworkId: inv.uuid("segment", n.Name), OpaqueNetworkType: "nsx.LogicalSwitch",
	}
	inv.put(n, folder)
	inv.addTo(folder, n.Self)
	inv.opaque = append(inv.opaque, n)
	inv.datacenter.Network = inv.networkRefs()
}

func (inv *inventory) makeNetwork(name string, folder types.ManagedObjectReference) {
	n := &mo.Network{ManagedEntity: managedEntity(inv.ref("Network", "network"), name), Name: name}
	n.Summary = &types.NetworkSummary{Network: &n.Self, Name: name, Accessible: true}
	inv.put(n, folder)
	inv.addTo(folder, n.Self)
	inv.networks = append(inv.networks, n)
}

func (inv *inventory) makeSwitch(folder types.ManagedObjectReference) {
	s := &mo.VmwareDistributedVirtualSwitch{}
	s.ManagedEntity = managedEntity(inv.ref("VmwareDistributedVirtualSwitch", "dvs"), "dvs-prod-01")
	s.Uuid = inv.uuid("switch", s.Name)
	product := types.DistributedVirtualSwitchProductSpec{
		Name: "DVS", Vendor: "VMware, Inc.", Version: "8.0.3", Build: "24022510", ForwardingClass: "etherswitch"}
	s.Summary = types.DVSSummary{Name: s.Name, Uuid: s.Uuid, NumPorts: 256, ProductInfo: &product}
	s.Config = &types.VMwareDVSConfigInfo{
		DVSConfigInfo: types.DVSConfigInfo{
			Uuid: s.Uuid, Name: s.Name, NumPorts: 256, MaxPorts: 2147483647, ProductInfo: product, ConfigVersion: "7",
			UplinkPortPolicy:  &types.DVSNameArrayUplinkPortPolicy{UplinkPortName: []string{"Uplink 1", "Uplink 2"}},
			DefaultPortConfig: &types.VMwareDVSPortSetting{}, CreateTime: inv.ago(400 * day),
			NetworkResourceManagementEnabled: types.NewBool(true),
		},
		MaxMtu: 9000,
	}
	inv.put(s, folder)
	inv.addTo(folder, s.Self)
	inv.dvs = s
}

func (inv *inventory) makePortgroup(name string, vlan int32, folder types.ManagedObjectReference) {
	pg := &mo.DistributedVirtualPortgroup{}
	pg.ManagedEntity = managedEntity(inv.ref("DistributedVirtualPortgroup", "dvportgroup"), name)
	pg.Name, pg.Key = name, pg.Self.Value
	pg.Network.Name = name
	pg.Summary = &types.NetworkSummary{Network: &pg.Self, Name: name, Accessible: true}
	pg.Config = types.DVPortgroupConfigInfo{
		Key: pg.Key, Name: name, NumPorts: 64, DistributedVirtualSwitch: &inv.dvs.Self,
		DefaultPortConfig: &types.VMwareDVSPortSetting{
			Vlan: &types.VmwareDistributedVirtualSwitchVlanIdSpec{VlanId: vlan}},
		Type: "earlyBinding", BackingType: "standard", Policy: &types.VMwareDVSPortgroupPolicy{},
		ConfigVersion: "1", AutoExpand: types.NewBool(true), Uplink: types.NewBool(false),
	}
	for i := 0; i < 64; i++ {
		pg.PortKeys = append(pg.PortKeys, fmt.Sprint(i))
	}
	inv.put(pg, folder)
	inv.addTo(folder, pg.Self)
	inv.portgroups = append(inv.portgroups, pg)
	inv.dvs.Portgroup = append(inv.dvs.Portgroup, pg.Self)
	inv.dvs.Summary.PortgroupName = append(inv.dvs.Summary.PortgroupName, name)
}

func (inv *inventory) networkRefs() (refs []types.ManagedObjectReference) {
	for _, n := range inv.networks {
		refs = append(refs, n.Self)
	}
	for _, pg := range inv.portgroups {
		refs = append(refs, pg.Self)
	}
	for _, n := range inv.opaque {
		refs = append(refs, n.Self)
	}
	return refs
}

// joinHost makes a host known to every network and the switch.
func (inv *inventory) joinHost(host types.ManagedObjectReference) {
	for _, n := range inv.networks {
		n.Host = append(n.Host, host)
	}
	for _, pg := range inv.portgroups {
		pg.Network.Host = append(pg.Network.Host, host)
	}
	for _, n := range inv.opaque {
		n.Network.Host = append(n.Network.Host, host)
	}
	if inv.dvs != nil {
		inv.dvs.Summary.HostMember = append(inv.dvs.Summary.HostMember, host)
		inv.dvs.Summary.NumHosts++
	}
}
