package main

import "testing"

func TestNewerPropertiesAreUnknownToOlderVersions(t *testing.T) {
	c := start(t, "--api-version", "7.0.3.0").login()
	vm := c.lab.inventory.vms[0].Self.Value
	wantContains(t, c.must(one("VirtualMachine", vm, "runtime.suspendedToMemory", "guest.customizationInfo")),
		`<name>runtime.suspendedToMemory</name><val xsi:type="xsd:boolean">false</val>`,
		`<val xsi:type="GuestInfoCustomizationInfo"><customizationStatus>`)
	status, text := c.call(one("VirtualMachine", vm, "name", "config.numaInfo"))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="InvalidProperty"><name>config.numaInfo</name>`)
	c.post("/_lab/set", object{"api_version": "8.0.3.0"})
	wantContains(t, c.must(one("VirtualMachine", vm, "config.numaInfo")), `<val xsi:type="VirtualMachineVirtualNumaInfo"><coresPerNumaNode>`)
}
