package main

import (
	"strings"
	"testing"
)

func runtimeOf(c *client, cluster int) string {
	c.t.Helper()
	return c.must(`<RetrieveDasAdvancedRuntimeInfo xmlns="urn:vim25"><_this type="ClusterComputeResource">` +
		c.lab.inventory.clusters[cluster].Self.Value + `</_this></RetrieveDasAdvancedRuntimeInfo>`)
}

func TestHATellsOfSlotsWhereItCountsThem(t *testing.T) {
	c := start(t).login()
	wantContains(t, runtimeOf(c, 0), `xsi:type="ClusterDasFailoverLevelAdvancedRuntimeInfo"`, "<totalSlots>664</totalSlots>", "<hostSlots>")
	second := runtimeOf(c, 1)
	wantContains(t, second, `xsi:type="ClusterDasAdvancedRuntimeInfo"`, "<heartbeatDatastoreInfo>")
	wantLacks(t, second, "totalSlots")
}

func TestAClusterWithoutHAHasNothingToTell(t *testing.T) {
	c := start(t, "--scenario", "sick").login()
	wantLacks(t, runtimeOf(c, 1), "returnval")
}

func TestMachinesOfAVAppAndStoresOfAPodAreInViewsOnce(t *testing.T) {
	c := start(t).login()
	for _, want := range []struct {
		kind  string
		count int
	}{{"VirtualMachine", len(c.lab.inventory.vms)}, {"Datastore", len(c.lab.inventory.datastores)}, {"StoragePod", 1}, {"VirtualApp", 1},
		{"ResourcePool", len(c.lab.inventory.pools) + 1}} {
		if n := strings.Count(c.must(retrieve(c.view(want.kind), want.kind, 0, "name")), "<objects>"); n != want.count {
			t.Errorf("%d of %s, want %d", n, want.kind, want.count)
		}
	}
	wantContains(t, c.must(one("VirtualMachine", c.lab.inventory.vapp.Vm[0].Value, "parentVApp")), c.lab.inventory.vapp.Self.Value)
}
