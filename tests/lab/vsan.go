package main

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// The vSAN health service of a vCenter, beside its SDK, with one cluster that uses vSAN: the last.

const vsanPath = "/vsanHealth"

// vsanSwitches can be thrown while the lab serves.
type vsanSwitches struct {
	// kept (the default), empty until the tests are run, or never: running them gives nothing either.
	VsanCache string `json:"vsan_cache"`
	// The clusters that use vSAN: the last one, or all.
	VsanEverywhere bool `json:"vsan_everywhere"`
}

// enableVsan makes clusters use vSAN.
func (l *lab) enableVsan(everywhere bool) {
	for i, c := range l.inventory.clusters {
		ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
		if ex.VsanConfigInfo == nil {
			ex.VsanConfigInfo = &types.VsanClusterConfigInfo{}
		}
		ex.VsanConfigInfo.Enabled = types.NewBool(everywhere || i == len(l.inventory.clusters)-1)
	}
}

var (
	vsanCluster = regexp.MustCompile(`<cluster type="ClusterComputeResource">([^<]+)</cluster>`)
	vsanCached  = regexp.MustCompile(`<fetchFromCache>(true|1)</fetchFromCache>`)
)

// vsan answers VsanQueryVcClusterHealthSummary, the one method of the service that the lab has.
func (f *front) vsan(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostRequestBytes))
	if err != nil {
		http.Error(w, "request too large or cut", http.StatusBadRequest)
		return
	}
	call := readCall(body)
	f.lab.count(call.method)
	hit := f.lab.match(call.method, r.URL.Path, body)
	if hit != nil && !hit.After && f.obstruct(w, r, hit) {
		return
	}
	out := &answer{header: http.Header{}, status: http.StatusOK}
	f.lab.serveVsan(out, r, call, body)
	if hit != nil && hit.After && f.obstruct(w, r, hit) {
		return
	}
	f.send(w, r, out, hit)
}

func (l *lab) serveVsan(out *answer, r *http.Request, call call, body []byte) {
	l.world.RLock()
	defer l.world.RUnlock()
	switch {
	case l.options.ESX:
		http.NotFound(out, r)
	case !authenticated(r):
		writeFault(out, "ServerFaultCode", "", &types.NotAuthenticated{NoPermission: types.NoPermission{PrivilegeId: "System.View"}})
	case call.method != "VsanQueryVcClusterHealthSummary":
		writeFault(out, "ServerFaultCode", "", &types.MethodNotFound{Receiver: call.this, Method: call.method})
	default:
		l.vsanSummary(out, body)
	}
}

func (l *lab) vsanSummary(out *answer, body []byte) {
	match := vsanCluster.FindSubmatch(body)
	if match == nil || !l.usesVsan(string(match[1])) {
		writeFault(out, "ServerFaultCode", "", &types.InvalidArgument{InvalidProperty: "cluster"})
		return
	}
	inner := l.vsanGroups(l.now().Add(-11 * time.Minute))
	cached := vsanCached.Match(body)
	if cache := l.settings().VsanCache; cache == "never" || cache == "empty" && cached {
		inner = ""
	}
	out.header.Set("Content-Type", `text/xml; charset="utf-8"`)
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" `+
		`xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>`+
		`<VsanQueryVcClusterHealthSummaryResponse xmlns="urn:vsan"><returnval>%s</returnval></VsanQueryVcClusterHealthSummaryResponse>`+
		`</soapenv:Body></soapenv:Envelope>`, inner)
}

func (l *lab) usesVsan(cluster string) bool {
	for _, c := range l.inventory.clusters {
		ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
		if c.Self.Value == cluster {
			return ex.VsanConfigInfo != nil && ex.VsanConfigInfo.Enabled != nil && *ex.VsanConfigInfo.Enabled
		}
	}
	return false
}

var vsanTests = []struct {
	group, label string
	tests        [][2]string
}{
	{"network", "Network", [][2]string{{"hostdisconnected", "Hosts disconnected from VC"}, {"vsanvmknic", "All hosts have a vSAN vmknic configured"},
		{"smallping", "vSAN: Basic (unicast) connectivity check"}}},
	{"physicaldisks", "Physical disk", [][2]string{{"physdiskoverall", "Operation health"}, {"physdiskcongestion", "Congestion"}}},
	{"data", "Data", [][2]string{{"objecthealth", "vSAN object health"}}},
	{"cluster", "Cluster", [][2]string{{"timedrift", "Time is synchronized across hosts and VC"}, {"advcfgsync", "Advanced vSAN configuration in sync"}}},
}

// vsanSick are the tests that are not green in the sick scenario.
var vsanSick = map[string]string{"objecthealth": "red", "physdiskcongestion": "yellow", "": "red", "data": "red", "physicaldisks": "yellow"}

// vsanHealth is the health of a test, of a group, or, without a name, of all.
func (l *lab) vsanHealth(name string) string {
	if health, sick := vsanSick[name]; sick && l.options.Scenario == "sick" {
		return health
	}
	return "green"
}

func (l *lab) vsanGroups(at time.Time) string {
	const prefix = "com.vmware.vsan.health.test."
	var b strings.Builder
	fmt.Fprintf(&b, "<timestamp>%s</timestamp>", at.UTC().Format("2006-01-02T15:04:05.000000Z"))
	for _, g := range vsanTests {
		fmt.Fprintf(&b, "<groups><groupId>%s%s</groupId><groupName>%s</groupName><groupHealth>%s</groupHealth>", prefix, g.group, g.label,
			l.vsanHealth(g.group))
		for _, t := range g.tests {
			fmt.Fprintf(&b, "<groupTests><testId>%s%s</testId><testName>%s</testName><testDescription>Checks: %s.</testDescription>"+
				"<testShortDescription>%s</testShortDescription><testHealthyEntities>4</testHealthyEntities><testAllEntities>4</testAllEntities>"+
				"<testHealth>%s</testHealth></groupTests>", prefix, t[0], t[1], t[1], t[1], l.vsanHealth(t[0]))
		}
		b.WriteString("</groups>")
	}
	overall := l.vsanHealth("")
	fmt.Fprintf(&b, "<overallHealth>%s</overallHealth><overallHealthDescription>Cluster is %s.</overallHealthDescription>", overall,
		map[string]string{"green": "healthy", "red": "broken"}[overall])
	return b.String()
}
