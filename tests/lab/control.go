package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// control serves /_lab/*: what a test asks of the lab itself. README.md describes each.
func (l *lab) control(w http.ResponseWriter, r *http.Request) {
	var err error
	var out interface{} = map[string]bool{"ok": true}
	switch r.Method + " " + r.URL.Path {
	case "GET /_lab/state":
		out = l.state()
	case "GET /_lab/counts":
		out = l.counts()
	case "GET /_lab/expected":
		out = l.inventory.expected()
	case "GET /_lab/rules":
		out = l.listRules()
	case "GET /_lab/canary":
		out = l.canaries()
	case "POST /_lab/rule":
		rule := &rule{}
		if err = decode(r, rule); err == nil {
			err = l.addRule(rule)
		}
	case "POST /_lab/clear":
		l.clear()
	case "POST /_lab/zero":
		l.zero()
	case "POST /_lab/set":
		err = l.set(r)
		out = l.settings()
	case "POST /_lab/deny":
		err = l.deny(r)
	case "POST /_lab/grant":
		err = l.grant(r)
	case "POST /_lab/change":
		err = l.change(r)
	case "GET /_lab/history":
		out = l.historyState()
	case "POST /_lab/history":
		out, err = l.changeHistory(r)
	case "POST /_lab/expire":
		out = map[string]int{"expired": expireSessions() + l.expireREST()}
	default:
		http.Error(w, "no such control: "+r.Method+" "+r.URL.Path, http.StatusNotFound)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(out)
}

// decode reads the JSON of a control; an unknown name is an error, so that a typing mistake in a test
// does not pass for a rule that never fires.
func decode(r *http.Request, into interface{}) error {
	d := json.NewDecoder(io.LimitReader(r.Body, 1<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %v", r.URL.Path, err)
	}
	return nil
}

func (l *lab) listRules() []rule {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := []rule{}
	for _, r := range l.rules {
		list = append(list, *r)
	}
	return list
}

// set throws the switches that the request names and leaves the others.
func (l *lab) set(r *http.Request) error {
	wanted := l.settings()
	if err := decode(r, &wanted); err != nil {
		return err
	}
	if !knownVersion(wanted.APIVersion) {
		return fmt.Errorf("api_version %q is not known", wanted.APIVersion)
	}
	showMetricLimit(wanted.MetricSetting)
	l.world.Lock()
	defer l.world.Unlock()
	l.enableVsan(wanted.VsanEverywhere)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.switches = wanted
	l.ahead.Store(wanted.ClockAhead)
	return nil
}

func (l *lab) deny(r *http.Request) error {
	d := denial{}
	if err := decode(r, &d); err != nil {
		return err
	}
	if d.Type == "" && d.Privilege == "" {
		return fmt.Errorf("a denial needs a type or a privilege")
	}
	if _, known := managedTypes[d.Type]; d.Type != "" && !known {
		return fmt.Errorf("no managed type %q", d.Type)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.denials = append(l.denials, d)
	return nil
}

func (l *lab) grant(r *http.Request) error {
	var g struct {
		Privilege string `json:"privilege"`
	}
	if err := decode(r, &g); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.extraPrivileges = append(l.extraPrivileges, g.Privilege)
	return nil
}
