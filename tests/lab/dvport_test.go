package main

import (
	"strings"
	"testing"
)

func fetchPorts(c *client, criteria string) string {
	c.t.Helper()
	return c.must(`<FetchDVPorts xmlns="urn:vim25"><_this type="VmwareDistributedVirtualSwitch">` + c.lab.inventory.dvs.Self.Value +
		`</_this>` + criteria + `</FetchDVPorts>`)
}

func TestPortsAreThoseThatTheCriteriaLetThrough(t *testing.T) {
	c := start(t).login()
	machines, uplinks := len(c.lab.inventory.vms)-1, 2*len(c.lab.inventory.hosts) // a template holds no port
	for _, want := range []struct {
		criteria string
		ports    int
	}{
		{"<criteria><connected>true</connected></criteria>", machines + uplinks},
		{"<criteria><connected>true</connected><uplinkPort>true</uplinkPort></criteria>", uplinks},
		{"<criteria><connected>true</connected><uplinkPort>false</uplinkPort></criteria>", machines},
		{"<criteria><portgroupKey>" + c.lab.inventory.isolated.Key + "</portgroupKey><inside>true</inside></criteria>", portsOfGroup},
		{"<criteria><portKey>0</portKey></criteria>", 1},
	} {
		if n := strings.Count(fetchPorts(c, want.criteria), "<returnval>"); n != want.ports {
			t.Errorf("%s: %d ports, want %d", want.criteria, n, want.ports)
		}
	}
}

func TestAPortKeyIsUsedOnceInTheSwitch(t *testing.T) {
	c := start(t).login()
	seen := map[string]bool{}
	for _, part := range strings.Split(fetchPorts(c, ""), "<returnval><key>")[1:] {
		key := part[:strings.Index(part, "<")]
		if seen[key] {
			t.Errorf("port %s comes twice", key)
		}
		seen[key] = true
	}
}
