package main

import (
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
	inv.makePortgroups(folder)
	n := &mo.OpaqueNetwork{}
	n.ManagedEntity = managedEntity(inv.ref("OpaqueNetwork", "network-o"), "nsx-segment-web")
	n.Name = "nsx-segment-web"
	n.Summary = &types.OpaqueNetworkSummary{
		NetworkSummary:  types.NetworkSummary{Network: &n.Self, Name: n.Name, Accessible: true},
		OpaqueNetworkId: inv.uuid("segment", n.Name), OpaqueNetworkType: "nsx.LogicalSwitch",
	}
	n.Capability = &types.OpaqueNetworkCapability{NetworkReservationSupported: true}
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

func (inv *inventory) networkRefs() (refs []types.ManagedObjectReference) {
	for _, n := range inv.networks {
		refs = append(refs, n.Self)
	}
	for _, pg := range inv.switchGroups() {
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
	for _, pg := range inv.switchGroups() {
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
