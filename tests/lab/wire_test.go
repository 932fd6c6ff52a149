package main

import (
	"strings"
	"testing"
)

func TestElementsInAnotherOrderThanTheSchemasAreRefused(t *testing.T) {
	c := start(t).login()
	right := retrieve(c.view("HostSystem"), "HostSystem", 0, "name")
	c.must(right)
	begin, middle := strings.Index(right, "<propSet>"), strings.Index(right, "<objectSet>")
	end := strings.Index(right, "</specSet>")
	wrong := right[:begin] + right[middle:end] + right[begin:middle] + right[end:]
	status, text := c.call(wrong)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="InvalidRequest"`, "propSet")
}

func TestReplaceRuleRewritesTheTrueAnswer(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/rule", object{"method": "CurrentTime", "kind": "replace", "pattern": `T(\d\d)`, "with": "T-$1"})
	wantContains(t, c.must(clockCall), "2026-11-22T-13:38:06")
}

func TestStrictCookieTakesTheQuotedFormAlone(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/set", object{"strict_cookie": true})
	c.must(clockCall)
	c.cookie = strings.ReplaceAll(c.cookie, `"`, "")
	if status, _ := c.call(clockCall); status != 500 {
		t.Errorf("status %d", status)
	}
}

func TestTheClockCanBeMovedOnAndAnswersChunked(t *testing.T) {
	c := start(t).login()
	c.post("/_lab/set", object{"clock_ahead_seconds": 60, "chunked": true})
	wantContains(t, c.must(clockCall), "2026-11-22T13:39:06")
}
