package main

import (
	"compress/gzip"
	"io"
	"strings"
	"testing"
	"time"
)

const clockCall = `<CurrentTime xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></CurrentTime>`

func TestFaultRuleSkipsThenHitsThenEnds(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/rule", object{"method": "CurrentTime", "kind": "fault", "fault": "NoPermission",
		"fields": object{"privilegeId": "System.View", "object": object{"type": "Folder", "value": "group-d1"}}, "skip": 1, "count": 2})
	for i, want := range []int{200, 500, 500, 200} {
		status, text := c.call(clockCall)
		if status != want {
			t.Errorf("call %d: %d", i, status)
		}
		if want == 500 {
			wantContains(t, text, `<NoPermissionFault xmlns="urn:vim25" xsi:type="NoPermission"><object type="Folder">group-d1</object><privilegeId>System.View</privilegeId>`)
		}
	}
}

func TestStatusRuleAnswersWithHTML(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/rule", object{"method": "CurrentTime", "kind": "status", "status": 503, "count": 1})
	status, text := c.call(clockCall)
	if status != 503 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "<html>")
	c.must(clockCall)
}

func TestResetAndCutAndHangBreakTheConnection(t *testing.T) {
	c := start(t).login()
	for _, rule := range []object{
		{"method": "CurrentTime", "kind": "reset", "count": 1},
		{"method": "CurrentTime", "kind": "reset", "after": true, "count": 1},
		{"method": "CurrentTime", "kind": "cut", "cut_after": 100, "count": 1},
		{"method": "CurrentTime", "kind": "cut", "cut_after": 0, "count": 1},
	} {
		c.post("/_lab/rule", rule)
		_, text, err := c.try(clockCall)
		if err == nil {
			t.Errorf("%v: no error", rule)
		}
		if len(text) > 100 {
			t.Errorf("%v: %d bytes came through", rule, len(text))
		}
		c.must(clockCall)
	}
	c.post("/_lab/rule", object{"method": "CurrentTime", "kind": "hang", "count": 1})
	c.http.Timeout = 100 * time.Millisecond
	if _, _, err := c.try(clockCall); err == nil {
		t.Error("no time-out")
	}
	c.http.Timeout = 0
	c.must(clockCall)
}

func TestDelayRuleDelays(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/rule", object{"method": "CurrentTime", "kind": "delay", "delay_ms": 60, "count": 1})
	before := time.Now()
	c.must(clockCall)
	if d := time.Since(before); d < 60*time.Millisecond {
		t.Errorf("took %v", d)
	}
}

func TestRuleCanLookIntoTheRequest(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/rule", object{"method": "RetrievePropertiesEx", "contains": "<type>Datastore</type>", "kind": "fault", "fault": "SystemError", "fields": object{"reason": "lab"}})
	c.must(retrieve(c.view("HostSystem"), "HostSystem", 0, "name"))
	if status, _ := c.call(retrieve(c.view("Datastore"), "Datastore", 0, "name")); status != 500 {
		t.Errorf("status %d", status)
	}
}

func TestBadRulesAreRefused(t *testing.T) {
	c := start(t)
	for _, r := range []*rule{{Kind: "reset"}, {Method: "Login", Kind: "explode"}, {Method: "Login", Kind: "fault", Fault: "NoSuchFault"},
		{Method: "Login", Kind: "fault", Fault: "HostSystem"}, {Method: "Login", Kind: "status", Status: 9}} {
		if r.prepare() == nil {
			t.Errorf("%+v was taken", r)
		}
	}
	if status, _ := c.get("/_lab/nonsense"); status != 404 {
		t.Errorf("status %d", status)
	}
}

func TestAnswersAreCompressedForWhoAsks(t *testing.T) {
	c := start(t, "--gzip").login()
	plain := c.must(clockCall)
	c.header = map[string][]string{"Accept-Encoding": {"gzip, deflate"}}
	z, err := gzip.NewReader(strings.NewReader(c.must(clockCall)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil || string(text) != plain {
		t.Errorf("%v %s", err, text)
	}
}
