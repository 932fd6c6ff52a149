package main

import (
	"fmt"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
)

// facts are the names, addresses and secrets that a host's logs speak of.
type facts struct {
	id         identity
	fqdn       string
	short      string
	address    string
	macs       []string
	uuid       string
	machines   []machineFacts
	datastores []string
	volumes    []string
	networks   []string
	peers      []string // the other hosts
	canary     string
}

type machineFacts struct {
	name, path, uuid, mac, address, guest, datastore string
}

// The people and secrets of the logs.
const (
	logUser      = `LAB\jdoe`
	logService   = "svc-backup@" + domain
	logMail      = "john.doe@" + domain
	logAdmin     = "administrator@vsphere.local"
	logOperators = "esx-operators@corp.example.com"
)

func (id identity) secret(name string) string {
	return fmt.Sprintf("S3cr3t-%x", id.digest("secret", name))[:24]
}

func (id identity) token(name string) string {
	return fmt.Sprintf("eyJhbGciOiJIUzI1NiJ9.%x.%x", id.digest("token", name), id.digest("signature", name))
}

// factsOf gathers what the logs of a host, or of the vCenter itself (""), are made of.
func (l *lab) factsOf(name string) *facts {
	l.world.RLock()
	defer l.world.RUnlock()
	inv := l.inventory
	f := &facts{id: inv.identity, fqdn: name, canary: l.options.Canary, uuid: inv.uuid("host", name)}
	if name == "" {
		f.fqdn, f.address = "vcenter."+domain, fmt.Sprintf("10.%d.10.2", inv.network())
	}
	f.short = strings.SplitN(f.fqdn, ".", 2)[0]
	for i, h := range inv.hosts {
		if h.Name != name {
			f.peers = append(f.peers, h.Name)
			continue
		}
		f.address = inv.hostAddress(i + 1)
		if h.Config != nil {
			for _, nic := range h.Config.Network.Pnic {
				f.macs = append(f.macs, nic.Mac)
			}
		}
	}
	if len(f.macs) == 0 {
		f.macs = []string{inv.hardwareMAC(f.fqdn)}
	}
	for _, ds := range inv.datastores {
		f.datastores = append(f.datastores, ds.Name)
		f.volumes = append(f.volumes, strings.Trim(strings.TrimPrefix(ds.Summary.Url, "ds://"), "/"))
	}
	for _, ref := range inv.networkRefs() {
		f.networks = append(f.networks, entityName(ref))
	}
	for _, vm := range inv.vms {
		if m, ok := factsOfMachine(vm, name); ok {
			f.machines = append(f.machines, m)
		}
	}
	return f
}

func factsOfMachine(vm *mo.VirtualMachine, host string) (machineFacts, bool) {
	if vm.Config == nil || vm.Guest == nil {
		return machineFacts{}, false
	}
	if h, ok := simulator.Map.Get(*vm.Runtime.Host).(*mo.HostSystem); host != "" && (!ok || h.Name != host) {
		return machineFacts{}, false
	}
	m := machineFacts{name: vm.Name, path: vm.Config.Files.VmPathName, uuid: vm.Config.Uuid, guest: vm.Guest.HostName, address: vm.Guest.IpAddress}
	if nics := machineNICs(vm); len(nics) > 0 {
		m.mac = nics[0].GetVirtualEthernetCard().MacAddress
	}
	if end := strings.Index(m.path, "]"); end > 1 {
		m.datastore = m.path[1:end]
	}
	return m, true
}

// canaryList is what must never be found in anything that left the site.
type canaryList struct {
	Word    string   `json:"word,omitempty"`
	Secrets []string `json:"secrets"`
	People  []string `json:"people"`
	Names   []string `json:"names"`
}

// canaries lists every identifying string that the lab's inventory and logs carry.
func (l *lab) canaries() canaryList {
	c := canaryList{Word: l.options.Canary, People: []string{logUser, logService, logMail, logAdmin, logOperators}}
	for _, name := range secretNames {
		c.Secrets = append(c.Secrets, l.inventory.secret(name))
	}
	for _, name := range tokenNames {
		c.Secrets = append(c.Secrets, l.inventory.token(name))
	}
	for _, h := range l.inventory.hosts {
		f := l.factsOf(h.Name)
		c.Names = append(append(c.Names, f.fqdn, f.address), f.macs...)
	}
	all := l.factsOf("")
	for _, m := range all.machines {
		c.Names = append(c.Names, m.name, m.uuid, m.mac)
		if m.address != "" {
			c.Names = append(c.Names, m.guest, m.address)
		}
	}
	c.Names = append(append(c.Names, all.datastores...), all.networks...)
	return c
}

var (
	secretNames = []string{"ldap", "cifs", "snmp", "vpxuser", "shell"}
	tokenNames  = []string{"api", "backup"}
)
