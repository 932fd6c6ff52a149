package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	returnedCollector = regexp.MustCompile(`<returnval type="PropertyCollector">([^<]*)`)
	returnedFilter    = regexp.MustCompile(`<returnval type="PropertyFilter">([^<]*)`)
	returnedVersion   = regexp.MustCompile(`<version>([^<]*)`)
)

func (c *client) collector() string {
	c.t.Helper()
	return returnedCollector.FindStringSubmatch(c.must(`<CreatePropertyCollector xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this></CreatePropertyCollector>`))[1]
}

func (c *client) filter(collector, view, kind string, paths ...string) string {
	c.t.Helper()
	body := `<CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">` + collector + `</_this><spec><propSet><type>` + kind + `</type>`
	for _, path := range paths {
		body += "<pathSet>" + path + "</pathSet>"
	}
	return returnedFilter.FindStringSubmatch(c.must(body + `</propSet><objectSet><obj type="ContainerView">` + view +
		`</obj><skip>true</skip><selectSet xsi:type="TraversalSpec"><name>v</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>` +
		`</spec><partialUpdates>false</partialUpdates></CreateFilter>`))[1]
}

func wait(collector, version string, most, seconds int) string {
	return fmt.Sprintf(`<WaitForUpdatesEx xmlns="urn:vim25"><_this type="PropertyCollector">%s</_this><version>%s</version>`+
		`<options><maxWaitSeconds>%d</maxWaitSeconds><maxObjectUpdates>%d</maxObjectUpdates></options></WaitForUpdatesEx>`, collector, version, seconds, most)
}

func version(text string) string { return returnedVersion.FindStringSubmatch(text)[1] }

func TestUpdatesComeInPagesUntilNoneIsTruncated(t *testing.T) {
	c := start(t, "--vms", "25").login() // 4 pools and a template: 101 machines
	machines := len(c.lab.inventory.vms)
	if machines != 101 {
		t.Fatalf("%d machines", machines)
	}
	for _, limit := range []int{1, 99, 100, 101} {
		c.post("/_lab/set", object{"page_limit": limit})
		own := c.collector()
		c.filter(own, c.view("VirtualMachine"), "VirtualMachine", "name")
		seen, pages, at := 0, 0, ""
		for {
			text := c.must(wait(own, at, 100000, 0))
			n := strings.Count(text, "<kind>enter</kind>")
			seen, pages, at = seen+n, pages+1, version(text)
			if n > limit {
				t.Fatalf("%d updates with a limit of %d", n, limit)
			}
			if !strings.Contains(text, "<truncated>true</truncated>") {
				break
			}
		}
		if want := (machines + limit - 1) / limit; seen != machines || pages != want {
			t.Errorf("limit %d: saw %d in %d pages, not %d in %d", limit, seen, pages, machines, want)
		}
		wantLacks(t, c.must(wait(own, at, 0, 0)), "returnval")
	}
}

func TestOnlyWhatChangedIsTold(t *testing.T) {
	c := start(t).login()
	own := c.collector()
	c.filter(own, c.view("VirtualMachine"), "VirtualMachine", "name", "runtime.powerState", "runtime.bootTime", "config.hardware.device", "config.uuid", "snapshot")
	at := version(c.must(wait(own, "", 0, 0)))
	wantLacks(t, c.must(wait(own, at, 0, 0)), "returnval")

	c.post("/_lab/change", object{"action": "poweroff", "vm": "web-01"})
	text := c.must(wait(own, at, 0, 0))
	wantContains(t, text, "<kind>modify</kind>", "<name>runtime.powerState</name><op>assign</op><val", ">poweredOff<",
		"<name>runtime.bootTime</name><op>indirectRemove</op></changeSet>")
	wantLacks(t, text, "<kind>enter</kind>", "config.uuid", "<name>name</name>")

	c.post("/_lab/change", object{"action": "snapshot", "vm": "app-01"})
	c.post("/_lab/change", object{"action": "clone", "vm": "app-01", "name": "app-77"})
	c.post("/_lab/change", object{"action": "remove", "vm": "db-01"})
	text = c.must(wait(own, version(text), 0, 0))
	wantContains(t, text, "<name>snapshot</name><op>assign</op><val", "<kind>enter</kind>", ">app-77<", "<kind>leave</kind>")
	if n := strings.Count(text, "<objectSet>"); n != 3 {
		t.Errorf("%d updates", n)
	}
	c.post("/_lab/deny", object{"type": "VirtualMachine", "path": "config.hardware.device", "object": "web-02"})
	wantContains(t, c.must(wait(own, version(text), 0, 0)), "<missingSet><path>config.hardware.device</path>", `xsi:type="NoPermission"`)
}

func TestAVersionThatIsNotTheLastIsRefused(t *testing.T) {
	c := start(t, "--page-limit", "10").login()
	own := c.collector()
	c.filter(own, c.view("VirtualMachine"), "VirtualMachine", "name")
	first := version(c.must(wait(own, "", 0, 0)))
	c.must(wait(own, first, 0, 0))
	for _, old := range []string{first, "0", "77"} {
		status, text := c.call(wait(own, old, 0, 0))
		if status != 500 {
			t.Errorf("version %s was taken", old)
		}
		wantContains(t, text, `xsi:type="InvalidCollectorVersion"`)
	}
	if n := strings.Count(c.must(wait(own, "", 0, 0)), "<kind>enter</kind>"); n != 10 {
		t.Errorf("no version: %d", n)
	}
}

func TestAFilterThatIsAddedLaterTellsItsObjectsNext(t *testing.T) {
	c := start(t).login()
	own := c.collector()
	c.filter(own, c.view("HostSystem"), "HostSystem", "name")
	at := version(c.must(wait(own, "", 0, 0)))
	filter := c.filter(own, c.view("Datastore"), "Datastore", "name")
	text := c.must(wait(own, at, 0, 0))
	wantContains(t, text, `type="Datastore"`, filter)
	wantLacks(t, text, `type="HostSystem"`)
	c.must(`<DestroyPropertyFilter xmlns="urn:vim25"><_this type="PropertyFilter">` + filter + `</_this></DestroyPropertyFilter>`)
	if s := c.state(); s.Filters != 1 || s.Collectors != 1 {
		t.Errorf("%+v", s)
	}
}

func TestAWaitLastsItsTimeAndASecondOneEndsIt(t *testing.T) {
	c := start(t).login()
	own := c.collector()
	c.filter(own, c.view("HostSystem"), "HostSystem", "name")
	at := version(c.must(wait(own, "", 0, 0)))
	begin := time.Now()
	wantLacks(t, c.must(wait(own, at, 0, 1)), "returnval")
	if took := time.Since(begin); took < time.Second {
		t.Errorf("waited %v", took)
	}
	ended := make(chan string)
	go func() {
		_, text, _ := c.try(wait(own, at, 0, 60))
		ended <- text
	}()
	other := newClient(t, c.lab)
	other.cookie = c.cookie
	for waiting := false; !waiting; {
		u := c.lab.updates(sessionOf(c), collectorRef(own))
		u.mu.Lock()
		waiting = u.waiting != nil
		u.mu.Unlock()
	}
	other.must(wait(own, at, 0, 0))
	wantContains(t, <-ended, `xsi:type="RequestCanceled"`)
}

func TestAWaitSeesAChange(t *testing.T) {
	c := start(t).login()
	own := c.collector()
	c.filter(own, c.view("VirtualMachine"), "VirtualMachine", "name")
	at := version(c.must(wait(own, "", 0, 0)))
	seen := make(chan string)
	go func() {
		_, text, _ := c.try(wait(own, at, 0, 60))
		seen <- text
	}()
	newClient(t, c.lab).post("/_lab/change", object{"action": "rename", "vm": "web-01", "name": "web-99"})
	wantContains(t, <-seen, ">web-99<")
}

func TestCollectorsAndFiltersGoWithTheSession(t *testing.T) {
	c := start(t).login()
	own := c.collector()
	c.filter(own, c.view("HostSystem"), "HostSystem", "name")
	c.post("/_lab/expire", object{})
	if s := c.state(); s.Filters != 0 || s.Collectors != 0 || s.Views != 0 {
		t.Errorf("%+v", s)
	}
	status, text := c.call(wait(own, "", 0, 0))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="NotAuthenticated"`)
	c.cookie = ""
	c.login()
	status, text = c.call(wait(own, "", 0, 0))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="ManagedObjectNotFound"`)
}
