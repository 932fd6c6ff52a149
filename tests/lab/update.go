package main

import (
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// WaitForUpdatesEx as vCenter does it, which the simulator does not: answers of at most so many objects
// with `truncated`, versions that must be the last one given, whole values of what changed and nothing
// else, one wait at a time. Changes are found by comparing: each call looks at what its filters select.

// An updateState is what one property collector has told so far. work is held through a calculation, mu
// only while waits change hands.
type updateState struct {
	work    sync.Mutex
	filters []*updateFilter
	version int
	pending []candidate // not looked at yet of a truncated answer

	mu      sync.Mutex
	waiting chan struct{} // closed to end the wait under way; nil: none
}

// A candidate is an object that a filter may have to report.
type candidate struct {
	filter   *updateFilter
	ref      types.ManagedObjectReference
	selected bool
}

// WaitForUpdatesExResponse carries an answer that is already written.
type WaitForUpdatesExResponse struct {
	Inner []byte `xml:",innerxml"`
}

type updatesBody struct {
	Res    *WaitForUpdatesExResponse
	Fault_ *soap.Fault
}

func (b *updatesBody) Fault() *soap.Fault { return b.Fault_ }

const updateTick = 100 * time.Millisecond

func (pc *propertyCollector) WaitForUpdatesEx(ctx *simulator.Context, req *types.WaitForUpdatesEx) soap.HasFault {
	u := theLab.updates(ctx.Session.Key, pc.Self)
	canceled := u.enter()
	defer u.leave(canceled)
	if fault := u.accept(req.Version); fault != nil {
		return &updatesBody{Fault_: fault}
	}
	end, limit := waitOptions(req.Options)
	for {
		if answer := u.answer(ctx, limit); answer != nil {
			return &updatesBody{Res: &WaitForUpdatesExResponse{answer}}
		}
		select {
		case <-canceled:
			return &updatesBody{Fault_: simulator.Fault("", &types.RequestCanceled{})}
		case <-theLab.closing:
			return &updatesBody{Fault_: simulator.Fault("", &types.RequestCanceled{})}
		case <-end:
			return &updatesBody{Res: &WaitForUpdatesExResponse{}}
		case <-time.After(updateTick):
		}
		if _, live := liveSessions()[ctx.Session.Key]; !live {
			return &updatesBody{Fault_: simulator.Fault("", &types.NotAuthenticated{
				NoPermission: types.NoPermission{Object: pc.Self, PrivilegeId: "System.View"}})}
		}
	}
}

// waitOptions gives when a wait ends, and the most objects of an answer. No maxWaitSeconds: it never ends.
func waitOptions(o *types.WaitOptions) (end <-chan time.Time, limit int) {
	limit = theLab.pageLimit()
	if o == nil {
		return nil, limit
	}
	if asked := int(o.MaxObjectUpdates); asked > 0 && (asked < limit || limit == 0) {
		limit = asked
	}
	if o.MaxWaitSeconds == nil {
		return nil, limit
	}
	if *o.MaxWaitSeconds <= 0 {
		now := make(chan time.Time)
		close(now)
		return now, limit
	}
	return time.After(time.Duration(*o.MaxWaitSeconds) * time.Second), limit
}

// enter ends the wait under way: there is one at a time.
func (u *updateState) enter() chan struct{} {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.waiting != nil {
		close(u.waiting)
	}
	u.waiting = make(chan struct{})
	return u.waiting
}

func (u *updateState) leave(own chan struct{}) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.waiting == own {
		u.waiting = nil
	}
}

func (u *updateState) cancel() {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.waiting != nil {
		close(u.waiting)
		u.waiting = nil
	}
}

// accept takes the version a client knows: the last that was given, or none for everything anew.
func (u *updateState) accept(version string) *soap.Fault {
	u.work.Lock()
	defer u.work.Unlock()
	if version == "" {
		u.pending = nil
		for _, f := range u.filters {
			f.known = map[types.ManagedObjectReference]map[string]uint64{}
		}
		return nil
	}
	if version != strconv.Itoa(u.version) || u.version == 0 {
		return simulator.Fault("", &types.InvalidCollectorVersion{})
	}
	return nil
}

// answer is the next UpdateSet, nil when there is nothing to tell.
func (u *updateState) answer(ctx *simulator.Context, limit int) []byte {
	u.work.Lock()
	defer u.work.Unlock()
	theLab.world.RLock()
	defer theLab.world.RUnlock()
	if len(u.pending) == 0 {
		u.look(ctx)
	}
	e := &encoder{}
	told, truncated := 0, false
	var open *updateFilter
	for len(u.pending) > 0 {
		next := u.pending[0]
		update := next.filter.difference(ctx, next)
		if update != nil && limit > 0 && told == limit {
			truncated = true
			break
		}
		u.pending = u.pending[1:]
		if update == nil {
			continue
		}
		told++
		open = openFilterSet(e, open, next.filter)
		e.Write(update.xml)
		next.filter.tell(next.ref, update)
	}
	if told == 0 {
		return nil
	}
	e.close("filterSet")
	u.version++
	out := &encoder{}
	out.WriteString("<returnval><version>" + strconv.Itoa(u.version) + "</version>")
	out.Write(e.Bytes())
	if truncated {
		out.WriteString("<truncated>true</truncated>")
	}
	out.WriteString("</returnval>")
	return out.Bytes()
}

// look lists what the filters select now, and what they told of before.
func (u *updateState) look(ctx *simulator.Context) {
	for _, f := range u.filters {
		u.pending = append(u.pending, f.candidates(ctx)...)
	}
}

func openFilterSet(e *encoder, open, wanted *updateFilter) *updateFilter {
	if open == wanted {
		return open
	}
	if open != nil {
		e.close("filterSet")
	}
	e.WriteString(`<filterSet><filter type="PropertyFilter">` + wanted.Self.Value + "</filter>")
	return wanted
}

func (pc *propertyCollector) CancelWaitForUpdates(ctx *simulator.Context, req *types.CancelWaitForUpdates) soap.HasFault {
	theLab.updates(ctx.Session.Key, pc.Self).cancel()
	return &methods.CancelWaitForUpdatesBody{Res: &types.CancelWaitForUpdatesResponse{}}
}

// WaitForUpdates is the old call; it has no pages, and nobody here needs it.
func (pc *propertyCollector) WaitForUpdates(ctx *simulator.Context, req *types.WaitForUpdates) soap.HasFault {
	return &methods.WaitForUpdatesBody{Fault_: simulator.Fault("", &types.NotSupported{})}
}

func (pc *propertyCollector) CreatePropertyCollector(ctx *simulator.Context, req *types.CreatePropertyCollector) soap.HasFault {
	own := &propertyCollector{}
	own.Self = types.ManagedObjectReference{
		Type:  "PropertyCollector",
		Value: "session[" + ctx.Session.Key + "]" + uuid.New().String(),
	}
	ctx.Session.Put(own)
	theLab.countCollector(ctx.Session.Key, own.Self, true)
	return &methods.CreatePropertyCollectorBody{
		Res: &types.CreatePropertyCollectorResponse{Returnval: own.Self},
	}
}

func (pc *propertyCollector) DestroyPropertyCollector(ctx *simulator.Context, req *types.DestroyPropertyCollector) soap.HasFault {
	u := theLab.updates(ctx.Session.Key, pc.Self)
	u.cancel()
	u.work.Lock()
	defer u.work.Unlock()
	for _, f := range u.filters {
		ctx.Session.Remove(f.Self)
		theLab.removeFilter(ctx.Session.Key, f.Self)
	}
	u.filters, u.pending = nil, nil
	ctx.Session.Remove(req.This)
	theLab.countCollector(ctx.Session.Key, req.This, false)
	return &methods.DestroyPropertyCollectorBody{Res: &types.DestroyPropertyCollectorResponse{}}
}

// updates is the state of a session's collector. The simulator makes the session's default collector from
// the zero value, so the state is kept beside it.
func (l *lab) updates(session string, collector types.ManagedObjectReference) *updateState {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.workLocked(session)
	if w.updates == nil {
		w.updates = map[types.ManagedObjectReference]*updateState{}
	}
	if w.updates[collector] == nil {
		w.updates[collector] = &updateState{}
	}
	return w.updates[collector]
}

// countCollector books a private collector.
func (l *lab) countCollector(session string, ref types.ManagedObjectReference, made bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.workLocked(session)
	if made {
		w.collectors++
		return
	}
	if w.collectors > 0 {
		w.collectors--
	}
	delete(w.updates, ref)
}
