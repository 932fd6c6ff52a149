package main

import (
	"strings"
	"testing"
)

func TestChangesAreSeenByTheNextCall(t *testing.T) {
	c := start(t).login()
	vm := c.lab.inventory.vm("web-01").Self.Value
	c.post("/_lab/change", object{"action": "poweroff", "vm": "web-01"})
	wantContains(t, c.must(one("VirtualMachine", vm, "runtime.powerState", "summary.runtime.powerState")), ">poweredOff<")
	c.post("/_lab/change", object{"action": "rename", "vm": "web-01", "name": "web-99"})
	wantContains(t, c.must(one("VirtualMachine", vm, "name", "config.files.vmPathName")), ">web-99<", "web-01/web-01.vmx")
	c.post("/_lab/change", object{"action": "suspend", "vm": "web-02"})
	c.post("/_lab/change", object{"action": "remove", "vm": "web-99"})
	if status, _ := c.call(one("VirtualMachine", vm, "name")); status != 500 {
		t.Error("a removed machine answers")
	}
	wantLacks(t, c.must(retrieve(c.view("VirtualMachine"), "VirtualMachine", 0, "name")), ">web-99<", ">web-01<")
}

func TestAMachineCanGoBetweenTwoPages(t *testing.T) {
	c := start(t, "--page-limit", "20").login()
	view := c.view("VirtualMachine")
	last := vappMachines[len(vappMachines)-1] // a view lists what is in the vApp after what is in folders
	c.post("/_lab/change", object{"action": "remove", "vm": last, "method": "ContinueRetrievePropertiesEx", "call": 2})
	text := c.must(retrieve(view, "VirtualMachine", 0, "name"))
	seen := strings.Count(text, "<objects>")
	for token(text) != "" {
		text = c.must(proceed(token(text)))
		seen += strings.Count(text, "<objects>")
	}
	if seen != 40 {
		t.Errorf("saw %d", seen)
	}
}

func TestCountsFollowTheRegistry(t *testing.T) {
	c := start(t)
	before := c.lab.counts()
	if before["VirtualMachine"] != 41 || before["HostSystem"] != 8 || before["host_nic"] != 32 || before["datastore_mount"] != 56 || before["vm_snapshot"] != 0 {
		t.Errorf("%v", before)
	}
	c.post("/_lab/change", object{"action": "remove", "vm": "web-01"})
	if after := c.lab.counts(); after["VirtualMachine"] != 40 || after["vm_disk"] != before["vm_disk"]-1 {
		t.Errorf("%v", after)
	}
}

func TestSameSeedGivesTheSameAnswers(t *testing.T) {
	read := func(args ...string) string {
		c := start(t, args...).login()
		var all strings.Builder
		for _, q := range []struct{ kind, paths string }{{"VirtualMachine", "name config guest summary runtime layoutEx storage"},
			{"HostSystem", "name config hardware summary runtime"}, {"Datastore", "name summary info host"},
			{"ClusterComputeResource", "name configurationEx summary"}, {"Folder", "name childEntity"}, {"Network", "name summary"}} {
			all.WriteString(c.must(retrieve(c.view(q.kind), q.kind, 0, strings.Fields(q.paths)...)))
		}
		return all.String()
	}
	first := read("--seed", "5", "--scenario", "sick")
	if second := read("--seed", "5", "--scenario", "sick"); first != second {
		t.Error("two runs differ")
	}
	if other := read("--seed", "6", "--scenario", "sick"); first == other {
		t.Error("another seed gives the same")
	}
	if healthy := read("--seed", "5"); first == healthy {
		t.Error("healthy and sick are the same")
	}
}
