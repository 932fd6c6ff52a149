package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

const (
	kindFault   = "fault"
	kindStatus  = "status"
	kindReset   = "reset"
	kindCut     = "cut"
	kindDelay   = "delay"
	kindHang    = "hang"
	kindReplace = "replace"
)

// A rule makes calls of a method, or requests of a path, go wrong. It lets Skip matching requests pass,
// then acts Count times (0: without end).
type rule struct {
	Method   string                     `json:"method,omitempty"`
	Path     string                     `json:"path,omitempty"`
	Contains string                     `json:"contains,omitempty"` // text the request must hold
	Kind     string                     `json:"kind"`
	Fault    string                     `json:"fault,omitempty"`
	Fields   map[string]json.RawMessage `json:"fields,omitempty"`
	Message  string                     `json:"message,omitempty"`
	Status   int                        `json:"status,omitempty"`
	CutAfter int64                      `json:"cut_after,omitempty"`
	DelayMS  int64                      `json:"delay_ms,omitempty"`
	replacement
	After bool `json:"after,omitempty"` // let the call happen, lose only its answer
	Skip  int  `json:"skip,omitempty"`
	Count int  `json:"count,omitempty"`

	Seen int `json:"seen"`
	Hits int `json:"hits"`

	fault   types.BaseMethodFault
	cleared chan struct{}
}

func (r *rule) prepare() error {
	if r.Method == "" && r.Path == "" && r.Contains == "" {
		return fmt.Errorf("a rule needs a method or a path")
	}
	r.cleared = make(chan struct{})
	r.Seen, r.Hits = 0, 0
	switch r.Kind {
	case kindStatus:
		if r.Status < 100 || r.Status > 599 {
			return fmt.Errorf("status %d is no HTTP status", r.Status)
		}
	case kindFault:
		return r.makeFault()
	case kindReplace:
		return r.compile()
	case kindReset, kindCut, kindDelay, kindHang:
	default:
		return fmt.Errorf("kind %q is none of fault, status, reset, cut, delay, hang, replace", r.Kind)
	}
	return nil
}

func (r *rule) makeFault() error {
	t, ok := typeOf(r.Fault)
	if !ok {
		return fmt.Errorf("no fault type %q", r.Fault)
	}
	v := reflect.New(t)
	fault, ok := v.Interface().(types.BaseMethodFault)
	if !ok {
		return fmt.Errorf("%s is not a fault", r.Fault)
	}
	for name, raw := range r.Fields {
		if err := setField(v.Elem(), name, raw); err != nil {
			return err
		}
	}
	r.fault = fault
	return nil
}

func setField(v reflect.Value, name string, raw json.RawMessage) error {
	for _, f := range fieldsOf(v.Type()) {
		if f.name == name {
			if err := json.Unmarshal(raw, v.FieldByIndex(f.index).Addr().Interface()); err != nil {
				return fmt.Errorf("field %s: %v", name, err)
			}
			return nil
		}
	}
	return fmt.Errorf("%s has no field %s", v.Type().Name(), name)
}

func (r *rule) fits(method, path string, body []byte) bool {
	if r.Method != "" && r.Method != method || r.Path != "" && r.Path != path {
		return false
	}
	return r.Contains == "" || bytes.Contains(body, []byte(r.Contains))
}

// match gives the first rule that acts on a request. Delays add up before it.
func (l *lab) match(method, path string, body []byte) *rule {
	l.mu.Lock()
	var delay time.Duration
	var hit *rule
	for _, r := range l.rules {
		if !r.fits(method, path, body) || r.Count > 0 && r.Hits >= r.Count {
			continue
		}
		r.Seen++
		if r.Seen <= r.Skip {
			continue
		}
		r.Hits++
		if r.Kind == kindDelay && !r.After {
			delay += time.Duration(r.DelayMS) * time.Millisecond
			continue
		}
		hit = r
		break
	}
	l.mu.Unlock()
	if delay > 0 {
		select {
		case <-time.After(delay):
		case <-l.closing:
		}
	}
	return hit
}

func (l *lab) addRule(r *rule) error {
	if err := r.prepare(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rules = append(l.rules, r)
	return nil
}

// clear forgets rules, denials and planned changes; hanging requests end.
func (l *lab) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.rules {
		close(r.cleared)
	}
	l.rules, l.denials, l.changes, l.orders = nil, nil, nil, nil
}
