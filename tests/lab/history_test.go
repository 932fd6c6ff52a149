package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

var (
	returnedHistory = regexp.MustCompile(`<returnval type="(?:Event|Task)HistoryCollector">([^<]*)`)
	eventKeys       = regexp.MustCompile(`<returnval xsi:type="[A-Za-z]*"><key>(\d+)</key>`)
	taskKeys        = regexp.MustCompile(`<returnval><key>(task-\d+)</key>`)
)

func (c *client) history(kind, filter string) string {
	c.t.Helper()
	id := serviceContent().TaskManager.Value
	if kind == "Event" {
		id = strings.TrimSuffix(serviceContent().EventManager.Value, hiddenManagerSuffix)
	}
	text := c.must(fmt.Sprintf(`<CreateCollectorFor%ss xmlns="urn:vim25"><_this type="%sManager">%s</_this><filter>%s</filter></CreateCollectorFor%ss>`, kind, kind, id, filter, kind))
	return returnedHistory.FindStringSubmatch(text)[1]
}

func read(kind, direction, collector string, most int) string {
	return fmt.Sprintf(`<Read%s%ss xmlns="urn:vim25"><_this type="%sHistoryCollector">%s</_this><maxCount>%d</maxCount></Read%s%ss>`, direction, kind, kind, collector, most, direction, kind)
}

func keys(pattern *regexp.Regexp, text string) (found []string) {
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

func wantKeys(t *testing.T, got []string, first, last string, n int) {
	t.Helper()
	if len(got) != n {
		t.Fatalf("%d keys: %v", len(got), got)
	}
	if n > 0 && (got[0] != first || got[n-1] != last) {
		t.Errorf("from %s to %s", got[0], got[n-1])
	}
}

func TestEventsAreReadFromTheOldestToTheNewestAndThenTheNewOnes(t *testing.T) {
	c := start(t, "--scenario", "sick").login()
	collector := c.history("Event", "")
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 150))), "10001", "10150", 150)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 150))), "10151", "10200", 50)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 150))), "", "", 0)
	c.post("/_lab/history", object{"post": 3})
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 150))), "10201", "10203", 3)
	c.must(`<RewindCollector xmlns="urn:vim25"><_this type="EventHistoryCollector">` + collector + `</_this></RewindCollector>`)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 1))), "10001", "10001", 1)
	c.must(`<ResetCollector xmlns="urn:vim25"><_this type="EventHistoryCollector">` + collector + `</_this></ResetCollector>`)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 50))), "10194", "10203", 10)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Previous", collector, 4))), "10203", "10200", 4)
}

func TestEventsOfTheSickDayHaveEveryKindThatChecksLookFor(t *testing.T) {
	c := start(t, "--scenario", "sick").login()
	text := c.must(read("Event", "Next", c.history("Event", ""), 1000))
	wantContains(t, text, `xsi:type="VmPoweredOnEvent"`, `xsi:type="VmRemovedEvent"`, `xsi:type="DrsVmMigratedEvent"`, "com.vmware.vc.ha.VmRestartedByHAEvent",
		"esx.problem.vmfs.heartbeat.timedout", `xsi:type="VmDasBeingResetEvent"`, `xsi:type="VmResettingEvent"`, `xsi:type="BadUsernameSessionEvent"`,
		`xsi:type="AlarmStatusChangedEvent"`, `xsi:type="TaskEvent"`, `<fault xsi:type="InsufficientCpuResourcesFault">`, `<value xsi:type="xsd:string">`)
	healthy := start(t).login()
	wantLacks(t, healthy.must(read("Event", "Next", healthy.history("Event", ""), 1000)), "heartbeat", "VmRestartedByHAEvent", "BadUsername")
}

func TestACollectorKeepsToItsTimesAndTypes(t *testing.T) {
	c := start(t, "--scenario", "sick").login()
	late := c.history("Event", `<time><beginTime>2026-11-22T12:00:00Z</beginTime></time>`)
	if n := len(keys(eventKeys, c.must(read("Event", "Next", late, 1000)))); n < 5 || n > 20 {
		t.Errorf("%d events in the last hours", n)
	}
	removed := c.history("Event", `<eventTypeId>VmRemovedEvent</eventTypeId>`)
	if n := len(keys(eventKeys, c.must(read("Event", "Next", removed, 1000)))); n != 2 {
		t.Errorf("%d machines removed", n)
	}
	wantKeys(t, keys(taskKeys, c.must(read("Task", "Next", c.history("Task", ""), 1000))), "task-5001", "task-5040", 40)
	running := c.history("Task", `<time><timeType>completedTime</timeType><beginTime>2026-11-20T12:00:00Z</beginTime></time>`)
	wantKeys(t, keys(taskKeys, c.must(read("Task", "Next", running, 1000))), "task-5001", "task-5039", 39)
}

func TestAPageOfHiddenEventsIsEmptyAndTheCollectorStaysBeforeIt(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/history", object{"post": 20, "hidden": true})
	c.post("/_lab/history", object{"post": 2})
	collector := c.history("Event", "")
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 210))), "10001", "10200", 200)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 20))), "", "", 0)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 20))), "", "", 0)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 22))), "10221", "10222", 2)
	wantContains(t, c.must(one("EventHistoryCollector", collector, "latestPage")), "<key>10222</key>", "<key>10221</key>")
}

func TestCollectorsAreCountedLimitedAndGoWithTheSession(t *testing.T) {
	c := start(t).login()
	first := c.history("Event", "")
	for i := 1; i < mostCollectors; i++ {
		c.history([]string{"Event", "Task"}[i%2], "")
	}
	if n := c.state().Histories; n != mostCollectors {
		t.Errorf("%d collectors", n)
	}
	status, text := c.call(`<CreateCollectorForTasks xmlns="urn:vim25"><_this type="TaskManager">TaskManager</_this><filter/></CreateCollectorForTasks>`)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "InvalidState")
	c.must(`<DestroyCollector xmlns="urn:vim25"><_this type="EventHistoryCollector">` + first + `</_this></DestroyCollector>`)
	c.history("Event", "")
	c.logout()
	if n := c.state().Histories; n != 0 {
		t.Errorf("%d collectors outlived their session", n)
	}
}

func TestAStandaloneHostHasCollectorsAndNoQuery(t *testing.T) {
	c := start(t, "--esx").login()
	if n := len(keys(eventKeys, c.must(read("Event", "Next", c.history("Event", ""), 1000)))); n != pastEvents {
		t.Errorf("%d events", n)
	}
	status, text := c.call(`<QueryEvents xmlns="urn:vim25"><_this type="EventManager">ha-eventmgr</_this><filter/></QueryEvents>`)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "NotImplemented")
}

func TestHistoryCanBeTrimmedAndChangedWhenACallArrives(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/history", object{"keep": 10})
	collector := c.history("Event", "")
	c.post("/_lab/history", object{"post": 1, "skip": 5, "method": "ReadNextEvents", "call": 2})
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 50))), "10191", "10200", 10)
	wantKeys(t, keys(eventKeys, c.must(read("Event", "Next", collector, 50))), "10206", "10206", 1)
	c.post("/_lab/history", object{"stream": "task", "finish": true})
	wantLacks(t, c.must(read("Task", "Next", c.history("Task", ""), 1000)), "<state>running</state>")
	_, text := c.get("/_lab/history")
	wantContains(t, text, `"first": 10191`, `"held": 11`)
}
