package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/vmware/govmomi/vim25/types"
)

// A historyOrder is what POST /_lab/history does to a stream, in the order of the fields.
type historyOrder struct {
	Stream string `json:"stream"`         // event or task; event when left out
	Keep   *int   `json:"keep,omitempty"` // forget all but the newest so many
	Skip   int64  `json:"skip,omitempty"` // leave out so many keys
	Post   int    `json:"post,omitempty"` // make so many items
	AgoMS  int64  `json:"ago_ms,omitempty"`
	Hidden bool   `json:"hidden,omitempty"` // that the account may not see
	Finish bool   `json:"finish,omitempty"` // end every task that runs
	// Do it when the call-th next call of the method arrives, before it is answered.
	Method string `json:"method,omitempty"`
	Call   int    `json:"call,omitempty"`
	at     int
	done   bool
}

func (l *lab) changeHistory(r *http.Request) (interface{}, error) {
	o := &historyOrder{}
	if err := decode(r, o); err != nil {
		return nil, err
	}
	if o.Stream != "" && o.Stream != "event" && o.Stream != "task" {
		return nil, fmt.Errorf("stream %q is neither event nor task", o.Stream)
	}
	if o.Method != "" {
		l.mu.Lock()
		defer l.mu.Unlock()
		if o.Call < 1 {
			o.Call = 1
		}
		o.at = l.books.Calls[o.Method] + o.Call
		l.orders = append(l.orders, o)
		return map[string]bool{"planned": true}, nil
	}
	l.carryOut(o)
	return l.historyState(), nil
}

// carryOutPlanned is called as each call arrives.
func (l *lab) carryOutPlanned(method string, number int) {
	l.mu.Lock()
	var due []*historyOrder
	for _, o := range l.orders {
		if o.Method == method && o.at == number && !o.done {
			o.done = true
			due = append(due, o)
		}
	}
	l.mu.Unlock()
	for _, o := range due {
		l.carryOut(o)
	}
}

func (l *lab) carryOut(o *historyOrder) {
	l.world.RLock()
	defer l.world.RUnlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	h := &l.events
	if o.Stream == "task" {
		h = &l.tasks
	}
	if o.Keep != nil {
		h.trim(*o.Keep)
	}
	h.next += o.Skip
	at := l.now().Add(-time.Duration(o.AgoMS) * time.Millisecond)
	for i := 0; i < o.Post; i++ {
		l.postOne(o, at)
		h.items[len(h.items)-1].hidden = o.Hidden
	}
	if o.Finish {
		l.finishTasks()
	}
}

func (l *lab) postOne(o *historyOrder, at time.Time) {
	n := len(l.events.items) + len(l.tasks.items)
	if o.Stream == "task" {
		l.addTask(taskSketch{id: "VirtualMachine.reconfigure", ago: l.inventory.now.Sub(at), takes: time.Second, reason: &types.TaskReasonUser{UserName: `LAB\jdoe`}},
			l.inventory.vms[n%len(l.inventory.vms)])
		return
	}
	p := &past{inv: l.inventory, n: n}
	l.addEvent(usual[n%len(usual)](p), at)
}

func (l *lab) finishTasks() {
	for i := range l.tasks.items {
		running := l.tasks.items[i].value.(*types.TaskInfo)
		if running.State != types.TaskInfoStateRunning {
			continue
		}
		ended := *running
		at := l.now()
		ended.State, ended.CompleteTime, ended.Progress = types.TaskInfoStateSuccess, &at, 100
		l.tasks.items[i].value = &ended
	}
}

// historyState tells which keys there are, and how many of them may be seen.
func (l *lab) historyState() map[string]map[string]int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	state := map[string]map[string]int64{}
	for name, h := range map[string]*history{"event": &l.events, "task": &l.tasks} {
		s := map[string]int64{"next": h.next, "held": int64(len(h.items))}
		for i := range h.items {
			if !h.items[i].hidden {
				s["visible"]++
			}
		}
		if len(h.items) > 0 {
			s["first"] = h.items[0].key
		}
		state[name] = s
	}
	return state
}
