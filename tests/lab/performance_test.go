package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// perf is the request for counters of objects; between is XML that stands between entity and metrics.
func perf(interval int, format, between string, counters []int, refs ...types.ManagedObjectReference) string {
	body := `<QueryPerf xmlns="urn:vim25"><_this type="PerformanceManager">` + serviceContent().PerfManager.Value + `</_this>`
	for _, ref := range refs {
		body += `<querySpec><entity type="` + ref.Type + `">` + ref.Value + `</entity>` + between
		for _, counter := range counters {
			body += fmt.Sprintf("<metricId><counterId>%d</counterId><instance></instance></metricId>", counter)
		}
		body += fmt.Sprintf("<intervalId>%d</intervalId><format>%s</format></querySpec>", interval, format)
	}
	return body + "</QueryPerf>"
}

const (
	cpuUsage   = 2
	cpuReady   = 12
	diskUsed   = 281
	contention = 188
	readsTotal = 182
	swapUsed   = 49
)

func (c *client) datastores() []types.ManagedObjectReference {
	var refs []types.ManagedObjectReference
	for _, d := range c.lab.inventory.datastores {
		refs = append(refs, d.Self)
	}
	return refs
}

func TestSamplesOfTheLastHourComeOldestFirstInBothFormats(t *testing.T) {
	c := start(t).login()
	host := c.lab.inventory.hosts[0].Self
	csv := c.must(perf(20, "csv", "", []int{cpuUsage, cpuReady}, host))
	wantContains(t, csv, `xsi:type="PerfEntityMetricCSV"`, "<sampleInfoCSV>20,2026-11-22T12:38:20Z,20,2026-11-22T12:38:40Z,",
		",20,2026-11-22T13:38:00Z</sampleInfoCSV>")
	if n := strings.Count(csv, "2026-11-22T"); n != 180 {
		t.Errorf("%d samples", n)
	}
	if csv != c.must(perf(20, "csv", "", []int{cpuUsage, cpuReady}, host)) {
		t.Error("the same question has two answers")
	}
	normal := c.must(perf(20, "normal", "<maxSample>3</maxSample>", []int{cpuUsage}, host))
	wantContains(t, normal, `xsi:type="PerfEntityMetric"`, `xsi:type="PerfMetricIntSeries"`, "<timestamp>2026-11-22T13:37:20Z</timestamp>")
	if n := strings.Count(normal, "<sampleInfo>"); n != 3 {
		t.Errorf("%d samples", n)
	}
	zeroes := c.must(perf(20, "normal", "", []int{swapUsed}, host))
	if n := strings.Count(zeroes, "<value>0</value>"); n != 180 {
		t.Errorf("%d zeroes", n)
	}
	last := regexp.MustCompile(`<value>(\d+)</value></value></returnval>`).FindStringSubmatch(normal)
	if last == nil || !regexp.MustCompile(`<counterId>2</counterId><instance></instance></id><value>[\d,]*,`+last[1]+`</value>`).MatchString(csv) {
		t.Errorf("the formats differ: %v", last)
	}
}

func TestATimeRangeIsOpenAtItsStartAndClosedAtItsEnd(t *testing.T) {
	c := start(t).login()
	host := c.lab.inventory.hosts[0].Self
	text := c.must(perf(20, "csv", "<startTime>2026-11-22T13:00:00Z</startTime><endTime>2026-11-22T13:01:00Z</endTime>", []int{cpuUsage}, host))
	wantContains(t, text, "<sampleInfoCSV>20,2026-11-22T13:00:20Z,20,2026-11-22T13:00:40Z,20,2026-11-22T13:01:00Z</sampleInfoCSV>")
	wantContains(t, c.must(perf(20, "csv", "<endTime>2026-11-22T10:00:00Z</endTime>", []int{cpuUsage}, host)), "<sampleInfoCSV></sampleInfoCSV>")
}

func TestRollupsOfDatastoresAreOneDayOfFiveMinutes(t *testing.T) {
	c := start(t).login()
	text := c.must(perf(300, "csv", "", []int{diskUsed, contention, readsTotal}, c.datastores()[0]))
	if n := strings.Count(text, ",2026-11-2"); n != 288 {
		t.Errorf("%d samples", n)
	}
	store := c.lab.inventory.datastores[0].Summary
	wantContains(t, text, fmt.Sprintf("<value>%d,", (store.Capacity-store.FreeSpace)/1024), "<counterId>188</counterId>")
	wantLacks(t, text, "<counterId>182</counterId>") // no datastore was seen to have it
	status, text := c.call(perf(20, "csv", "", []int{diskUsed}, c.datastores()[0]))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "InvalidArgument", "querySpec.interval")
}

func TestNothingIsMeasuredOfAMachineThatIsOff(t *testing.T) {
	c := start(t).login()
	vm := c.lab.inventory.vms[0]
	c.post("/_lab/change", map[string]string{"action": "poweroff", "vm": vm.Name})
	text := c.must(perf(20, "csv", "", []int{cpuReady}, vm.Self))
	wantContains(t, text, vm.Self.Value)
	wantLacks(t, text, "<counterId>")
}

func TestMoreMetricsThanTheLimitAreRestricted(t *testing.T) {
	c := start(t).login()
	ask := perf(300, "csv", "", []int{diskUsed, contention}, c.datastores()...)
	c.must(ask)
	c.post("/_lab/set", map[string]int{"perf_max_metrics": 13})
	status, text := c.call(ask)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="RestrictedByAdministrator"`, "vpxd.stats.maxQueryMetrics")
	c.must(perf(300, "csv", "", []int{diskUsed, contention}, c.datastores()[:6]...))
	c.post("/_lab/set", map[string]int{"perf_max_metrics": -1})
	c.must(ask)
}

func TestTheMetricsOfAClusterCountForItsMachinesToo(t *testing.T) {
	c := start(t).login()
	cluster := c.lab.inventory.clusters[0].Self
	c.post("/_lab/set", map[string]int{"perf_max_metrics": 20})
	status, text := c.call(perf(300, "csv", "", []int{cpuUsage}, cluster))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "RestrictedByAdministrator")
}

func TestTheMetricLimitIsASettingOnlyWhenItWasSet(t *testing.T) {
	c := start(t).login()
	query := `<QueryOptions xmlns="urn:vim25"><_this type="OptionManager">` + serviceContent().Setting.Value + `</_this><name>` + metricLimitKey + `</name></QueryOptions>`
	_, text := c.call(query)
	wantContains(t, text, "InvalidName")
	c.post("/_lab/set", map[string]string{"perf_setting": "64"})
	wantContains(t, c.must(query), "<value xsi:type=\"xsd:string\">64</value>")
	c.post("/_lab/set", map[string]string{"perf_setting": ""})
	_, text = c.call(query)
	wantContains(t, text, "InvalidName")
}

func TestAnAnswerOfTooManyElementsIsAFault(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/set", map[string]int{"perf_max_elements": 1000})
	c.must(perf(20, "csv", "", []int{cpuUsage}, c.lab.inventory.hosts[0].Self))
	status, text := c.call(perf(20, "normal", "", []int{cpuUsage, cpuReady}, c.lab.inventory.hosts[0].Self, c.lab.inventory.hosts[1].Self))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "XML document element count exceeds configured maximum")
}

func TestOneBadObjectFailsTheWholeQuery(t *testing.T) {
	c := start(t).login()
	hosts := c.lab.inventory.hosts
	status, text := c.call(perf(20, "csv", "", []int{cpuUsage}, hosts[0].Self, types.ManagedObjectReference{Type: "HostSystem", Value: "host-none"}))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "ManagedObjectNotFound", "host-none")
	c.lab.world.Lock()
	hosts[1].Runtime.ConnectionState = types.HostSystemConnectionStateNotResponding
	c.lab.world.Unlock()
	_, text = c.call(perf(20, "csv", "", []int{cpuUsage}, hosts[0].Self, hosts[1].Self))
	wantContains(t, text, "HostNotConnected")
}

func TestSamplesCanComeLateNewestFirstAndWithHoles(t *testing.T) {
	c := start(t).login()
	host := c.lab.inventory.hosts[0].Self
	c.post("/_lab/set", map[string]interface{}{"perf_late_seconds": 900, "perf_newest_first": true, "perf_lost_one_in": 7})
	text := c.must(perf(20, "csv", "", []int{cpuUsage}, host))
	wantContains(t, text, "<sampleInfoCSV>20,2026-11-22T13:23:00Z,20,2026-11-22T13:22:40Z,", ",-1,")
	c.post("/_lab/set", map[string]interface{}{"perf_normal": true})
	wantContains(t, c.must(perf(20, "csv", "", []int{cpuUsage}, host)), "PerfMetricIntSeries")
}

func TestEveryCounterThatIsAskedForIsKnown(t *testing.T) {
	for _, flag := range []string{"--clusters=2", "--esx"} {
		c := start(t, flag).login()
		m := simulator.Map.Get(*serviceContent().PerfManager).(*performanceManager)
		text := c.must(one("PerformanceManager", m.Self.Value, "perfCounter"))
		wantContains(t, text, `<val xsi:type="ArrayOfPerfCounterInfo">`, "<rollupType>summation</rollupType>", "<key>costop</key>")
	}
}
