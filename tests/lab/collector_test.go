package main

import (
	"encoding/pem"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestPagesAtTheLimitWithTokensThatWorkOnce(t *testing.T) {
	c := start(t, "--page-limit", "10").login()
	view := c.view("VirtualMachine")
	text := c.must(retrieve(view, "VirtualMachine", 0, "name"))
	if token(text) != "0" || strings.Count(text, "<objects>") != 10 {
		t.Fatalf("first page: token %q, %d objects", token(text), strings.Count(text, "<objects>"))
	}
	seen := strings.Count(text, "<objects>")
	for next := token(text); next != ""; {
		text = c.must(proceed(next))
		wantContains(t, text, "ContinueRetrievePropertiesExResponse")
		seen += strings.Count(text, "<objects>")
		status, again := c.call(proceed(next))
		if status != 500 {
			t.Fatal("a token worked twice")
		}
		wantContains(t, again, "<invalidProperty>token</invalidProperty>")
		next = token(text)
	}
	if seen != len(c.lab.inventory.vms) {
		t.Errorf("saw %d of %d", seen, len(c.lab.inventory.vms))
	}
	if s := c.state(); s.OpenTokens != 0 {
		t.Errorf("%d tokens left", s.OpenTokens)
	}
}

func TestMaxObjectsIsObeyedBelowTheLimitOnly(t *testing.T) {
	c := start(t, "--page-limit", "10").login()
	view := c.view("VirtualMachine")
	for _, asked := range []struct{ most, got int }{{3, 3}, {500, 10}} {
		if n := strings.Count(c.must(retrieve(view, "VirtualMachine", asked.most, "name")), "<objects>"); n != asked.got {
			t.Errorf("asked %d, got %d", asked.most, n)
		}
	}
	if status, _ := c.call(retrieve(view, "VirtualMachine", -1, "name")); status != 500 {
		t.Error("maxObjects -1 was taken")
	}
}

func TestCancelFreesTheToken(t *testing.T) {
	c := start(t, "--page-limit", "10").login()
	next := token(c.must(retrieve(c.view("VirtualMachine"), "VirtualMachine", 0, "name")))
	c.must(`<CancelRetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><token>` + next + `</token></CancelRetrievePropertiesEx>`)
	if s := c.state(); s.OpenTokens != 0 {
		t.Errorf("%d tokens left", s.OpenTokens)
	}
}

func TestContinueCanBeDenied(t *testing.T) {
	c := start(t, "--page-limit", "10").login()
	c.post("/_lab/set", object{"contdenied": true})
	next := token(c.must(retrieve(c.view("VirtualMachine"), "VirtualMachine", 0, "name")))
	status, text := c.call(proceed(next))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="NoPermission"`, `<object type="Folder">group-d1</object>`)
}

func TestNothingSelectedGivesNoReturnval(t *testing.T) {
	c := start(t, "--esx").login()
	text := c.must(retrieve(c.view("VirtualApp"), "VirtualApp", 0, "name"))
	wantLacks(t, text, "returnval")
	wantContains(t, text, "<RetrievePropertiesExResponse")
}

func TestUnknownAndSubtypePathsFailTheCall(t *testing.T) {
	c := start(t).login()
	for kind, path := range map[string]string{"HostSystem": "config.bogus", "Datastore": "info.vmfs",
		"ClusterComputeResource": "configurationEx.dasConfig", "VirtualMachine": "Config", "ResourcePool": "summary.none"} {
		status, text := c.call(retrieve(c.view(kind), kind, 0, "name", path))
		if status != 500 {
			t.Errorf("%s %s was taken", kind, path)
		}
		wantContains(t, text, `xsi:type="InvalidProperty"><name>`+path+`</name>`)
	}
	c.post("/_lab/set", object{"strict": false})
	wantContains(t, c.must(retrieve(c.view("HostSystem"), "HostSystem", 1, "name", "config.bogus")),
		"<missingSet><path>config.bogus</path>", `xsi:type="InvalidProperty"`)
}

func TestEveryColumnOfACollectorIsAValidPath(t *testing.T) {
	paths := map[string]string{
		"VirtualMachine": "name parent runtime.host runtime.connectionState runtime.powerState runtime.bootTime runtime.question runtime.consolidationNeeded " +
			"config.uuid config.instanceUuid config.version config.guestId config.guestFullName config.template config.annotation config.files.vmPathName " +
			"config.hardware config.hardware.numCPU config.hardware.device config.cpuAllocation config.memoryAllocation config.cpuHotAddEnabled " +
			"config.memoryHotAddEnabled config.changeTrackingEnabled config.firmware config.createDate config.modified guest.toolsStatus guest.toolsRunningStatus " +
			"guest.toolsVersionStatus2 guest.toolsVersion guest.hostName guest.ipAddress guest.guestState guest.guestFullName guest.net summary.quickStats.balloonedMemory " +
			"summary.storage.committed snapshot resourcePool overallStatus alarmActionsEnabled triggeredAlarmState",
		"HostSystem": "name parent overallStatus alarmActionsEnabled summary.hardware.memorySize summary.quickStats.uptime summary.rebootRequired summary.maxEVCModeKey " +
			"summary.currentEVCModeKey summary.managementServerIp runtime.connectionState runtime.powerState runtime.inMaintenanceMode runtime.bootTime " +
			"runtime.healthSystemRuntime.systemHealthInfo.numericSensorInfo hardware.systemInfo.serialNumber hardware.biosInfo.biosVersion hardware.cpuInfo hardware.memorySize " +
			"config.product.build config.service.service config.network.pnic config.network.dnsConfig config.dateTimeInfo.ntpConfig.server config.lockdownMode " +
			"config.certificate config.powerSystemInfo config.option config.hyperThread",
		"Datastore":                   "name parent overallStatus summary.url summary.maintenanceMode info host",
		"ClusterComputeResource":      "name parent overallStatus summary configurationEx",
		"ResourcePool":                "name config runtime owner parent",
		"DistributedVirtualPortgroup": "name key summary host vm config",
		"Network":                     "name summary host vm",
		"Folder":                      "name parent overallStatus childEntity",
	}
	for kind, list := range paths {
		for _, path := range strings.Fields(list) {
			if !validPath(kind, path) {
				t.Errorf("%s %s", kind, path)
			}
		}
	}
}

// Values that vCenter leaves unset in good health.
var rightlyUnset = map[string]bool{"runtime.question": true, "snapshot": true, "config.annotation": true}

func TestHealthyMachinesAndHostsHaveEveryValue(t *testing.T) {
	c := start(t).login()
	for kind, list := range map[string]string{
		"VirtualMachine": "name parent runtime.host runtime.bootTime config.uuid config.instanceUuid config.version config.guestId config.template config.files.vmPathName " +
			"config.hardware.device config.cpuAllocation.limit config.changeTrackingEnabled config.createDate guest.hostName guest.ipAddress guest.toolsVersionStatus2 " +
			"summary.quickStats.hostMemoryUsage summary.storage.committed resourcePool overallStatus alarmActionsEnabled",
		"HostSystem": "name parent summary.hardware.cpuModel summary.maxEVCModeKey summary.currentEVCModeKey summary.managementServerIp runtime.bootTime hardware.systemInfo.serialNumber " +
			"hardware.biosInfo.releaseDate config.product.build config.service.service config.network.pnic config.network.dnsConfig config.dateTimeInfo.ntpConfig.server " +
			"config.lockdownMode config.certificate config.option overallStatus",
	} {
		text := c.must(retrieve(c.view(kind), kind, 1, strings.Fields(list)...))
		for _, path := range strings.Fields(list) {
			if !rightlyUnset[path] {
				wantContains(t, text, "<propSet><name>"+path+"</name><val ")
			}
		}
		wantLacks(t, text, "missingSet", "0001-01-01", "XMLSchema-instance:type")
	}
}

var certificateByte = regexp.MustCompile(`<byte>(-?\d+)</byte>`)

func TestHostCertificateIsOneSignedBytePerElement(t *testing.T) {
	c := start(t).login()
	h := c.lab.inventory.hosts[1]
	var raw []byte
	for _, m := range certificateByte.FindAllStringSubmatch(c.must(one("HostSystem", h.Self.Value, "config.certificate")), -1) {
		n, err := strconv.ParseInt(m[1], 10, 8)
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, byte(int8(n)))
	}
	if block, _ := pem.Decode(raw); block == nil || string(raw) != string(h.Config.Certificate) {
		t.Errorf("no certificate in %.80q", raw)
	}
}

func TestZeroesAreWrittenWhereVCenterWritesThem(t *testing.T) {
	c := start(t).login()
	text := c.must(retrieve(c.view("VirtualMachine"), "VirtualMachine", 1, "summary.quickStats", "summary.quickStats.swappedMemory"))
	wantContains(t, text, "<balloonedMemory>0</balloonedMemory>", `<name>summary.quickStats.swappedMemory</name><val xsi:type="xsd:int">0</val>`)
}

func TestAMissingObjectFailsTheCallUnlessAskedToReport(t *testing.T) {
	c := start(t).login()
	status, text := c.call(one("VirtualMachine", "vm-99999", "name"))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="ManagedObjectNotFound"`, `<obj type="VirtualMachine">vm-99999</obj>`)
	c.must(strings.Replace(one("VirtualMachine", "vm-99999", "name"), "</specSet>", "<reportMissingObjectsInResults>true</reportMissingObjectsInResults></specSet>", 1))
}

func TestTraversalReachesAHostsManagers(t *testing.T) {
	c := start(t).login()
	text := c.must(`<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><specSet>` +
		`<propSet><type>HostServiceSystem</type><pathSet>serviceInfo.service</pathSet></propSet><propSet><type>HostDateTimeSystem</type><pathSet>dateTimeInfo</pathSet></propSet>` +
		`<objectSet><obj type="HostSystem">` + c.lab.inventory.hosts[0].Self.Value + `</obj><skip>true</skip>` +
		`<selectSet xsi:type="TraversalSpec"><type>HostSystem</type><path>configManager.serviceSystem</path></selectSet>` +
		`<selectSet xsi:type="TraversalSpec"><type>HostSystem</type><path>configManager.dateTimeSystem</path></selectSet></objectSet></specSet><options/></RetrievePropertiesEx>`)
	wantContains(t, text, `<val xsi:type="ArrayOfHostService"><HostService><key>DCUI</key>`, "<server>ntp1.lab.example</server>")
}

func TestDenials(t *testing.T) {
	c := start(t).login()
	hosts := c.lab.inventory.hosts
	c.post("/_lab/deny", denial{Type: "HostSystem", Path: "config.certificate", Object: hosts[1].Name, Privilege: "Host.Config.Settings"})
	c.post("/_lab/deny", denial{Type: "Datastore", Path: "info"})
	c.post("/_lab/deny", denial{Type: "ManagedEntity", Path: "triggeredAlarmState", Privilege: "System.Read"})
	first := c.must(one("HostSystem", hosts[0].Self.Value, "name", "config.certificate", "config"))
	wantLacks(t, first, "missingSet")
	second := c.must(one("HostSystem", hosts[1].Self.Value, "name", "config.certificate", "config", "triggeredAlarmState"))
	wantContains(t, second, "<name>name</name>", "<propSet><name>config</name>", "<missingSet><path>config.certificate</path>",
		"<privilegeId>Host.Config.Settings</privilegeId>", "<missingSet><path>triggeredAlarmState</path>",
		fmt.Sprintf(`<fault xsi:type="NoPermission"><object type="HostSystem">%s</object>`, hosts[1].Self.Value))
	ds := c.must(retrieve(c.view("Datastore"), "Datastore", 1, "info.url", "info", "summary.url"))
	wantContains(t, ds, "<missingSet><path>info.url</path>", "<missingSet><path>info</path>", "<propSet><name>summary.url</name>")
	c.post("/_lab/clear", object{})
	wantLacks(t, c.must(one("HostSystem", hosts[1].Self.Value, "config.certificate")), "missingSet")
}

func TestPrivilegeChecksAgreeWithWhatIsEnforced(t *testing.T) {
	c := start(t).login()
	check := func(id string) string {
		return c.must(`<HasPrivilegeOnEntities xmlns="urn:vim25"><_this type="AuthorizationManager">AuthorizationManager</_this><entity type="Folder">group-d1</entity>` +
			`<sessionId>x</sessionId><privId>` + id + `</privId></HasPrivilegeOnEntities>`)
	}
	query := `<QueryDescriptions xmlns="urn:vim25"><_this type="DiagnosticManager">DiagMgr</_this></QueryDescriptions>`
	wantContains(t, check("Global.Diagnostics"), "<isGranted>true</isGranted>")
	wantContains(t, check("Sessions.TerminateSession"), "<isGranted>false</isGranted>")
	wantContains(t, c.must(one("SessionManager", "SessionManager", "sessionList", "currentSession")), "<path>sessionList</path>", "<name>currentSession</name>")
	c.must(query)
	c.post("/_lab/deny", denial{Privilege: "Global.Diagnostics"})
	wantContains(t, check("Global.Diagnostics"), "<isGranted>false</isGranted>")
	status, text := c.call(query)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="NoPermission"`, "Global.Diagnostics")
	c.post("/_lab/deny", denial{Type: "HostSystem", Path: "config", Privilege: "Host.Config.Settings"})
	wantContains(t, check("Host.Config.Settings"), "<isGranted>false</isGranted>")
}

func TestOneCallReadsSingletonsAndADeniedOneDoesNotFailTheOthers(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/deny", denial{Privilege: "Global.Licenses"})
	spec := func(kind, id, path string) string {
		return `<specSet><propSet><type>` + kind + `</type><pathSet>` + path + `</pathSet></propSet><objectSet><obj type="` + kind + `">` + id + `</obj></objectSet></specSet>`
	}
	text := c.must(`<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this>` +
		spec("LicenseManager", "LicenseManager", "licenses") + spec("OptionManager", "VpxSettings", "setting") +
		spec("Alarm", "alarm-1", "info") + `<options/></RetrievePropertiesEx>`)
	wantContains(t, text, "<missingSet><path>licenses</path>", "<name>setting</name>", "Host connection and power state")
}

func TestAViewCanBeListedWithoutPages(t *testing.T) {
	c := start(t, "--page-limit", "10").login()
	text := c.must(one("ContainerView", c.view("VirtualMachine"), "view"))
	if n := strings.Count(text, "<ManagedObjectReference "); n != len(c.lab.inventory.vms) {
		t.Errorf("%d of %d in %.300s", n, len(c.lab.inventory.vms), text)
	}
	wantContains(t, text, `<val xsi:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="VirtualMachine">vm-`)
}
