package main

import (
	"hash/fnv"
	"sort"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// An updateFilter is one filter of a property collector, and what was told of each of its objects: a digest
// of every property, by path.
type updateFilter struct {
	mo.PropertyFilter
	owner *updateState
	known map[types.ManagedObjectReference]map[string]uint64
}

// An objectUpdate is one <objectSet>, and what is known of the object once it is told; nil: it left.
type objectUpdate struct {
	xml   []byte
	state map[string]uint64
}

func (pc *propertyCollector) CreateFilter(ctx *simulator.Context, req *types.CreateFilter) soap.HasFault {
	if fault := checkPaths([]types.PropertyFilterSpec{req.Spec}); fault != nil {
		return &methods.CreateFilterBody{Fault_: fault}
	}
	if _, fault := newRetrieval(ctx, []types.PropertyFilterSpec{req.Spec}); fault != nil {
		return &methods.CreateFilterBody{Fault_: fault}
	}
	u := theLab.updates(ctx.Session.Key, pc.Self)
	f := &updateFilter{owner: u, known: map[types.ManagedObjectReference]map[string]uint64{}}
	f.Self, f.Spec, f.PartialUpdates = sessionObject(ctx, "PropertyFilter"), req.Spec, req.PartialUpdates
	ctx.Session.Put(f)
	u.work.Lock()
	defer u.work.Unlock()
	u.filters = append(u.filters, f)
	theLab.addFilter(ctx.Session.Key, f.Self)
	return &methods.CreateFilterBody{Res: &types.CreateFilterResponse{Returnval: f.Self}}
}

func (f *updateFilter) DestroyPropertyFilter(ctx *simulator.Context, req *types.DestroyPropertyFilter) soap.HasFault {
	f.owner.work.Lock()
	defer f.owner.work.Unlock()
	for i, other := range f.owner.filters {
		if other == f {
			f.owner.filters = append(f.owner.filters[:i:i], f.owner.filters[i+1:]...)
			break
		}
	}
	rest := f.owner.pending[:0:0]
	for _, c := range f.owner.pending {
		if c.filter != f {
			rest = append(rest, c)
		}
	}
	f.owner.pending = rest
	ctx.Session.Remove(f.Self)
	theLab.removeFilter(ctx.Session.Key, f.Self)
	return &methods.DestroyPropertyFilterBody{Res: &types.DestroyPropertyFilterResponse{}}
}

// candidates are the objects that are selected now, then those that were told of and are not any more.
func (f *updateFilter) candidates(ctx *simulator.Context) (list []candidate) {
	spec := f.Spec
	spec.ReportMissingObjectsInResults = types.NewBool(true) // a start that went away selects nothing
	selected := map[types.ManagedObjectReference]bool{}
	if r, fault := newRetrieval(ctx, []types.PropertyFilterSpec{spec}); fault == nil {
		for _, ref := range r.refs {
			selected[ref] = true
			list = append(list, candidate{filter: f, ref: ref, selected: true})
		}
	}
	var gone []candidate
	for ref := range f.known {
		if !selected[ref] {
			gone = append(gone, candidate{filter: f, ref: ref})
		}
	}
	sort.Slice(gone, func(a, b int) bool { return gone[a].ref.Value < gone[b].ref.Value })
	return append(list, gone...)
}

// difference is what a client has not been told of an object yet; nil when it knows all.
func (f *updateFilter) difference(ctx *simulator.Context, c candidate) *objectUpdate {
	before, known := f.known[c.ref]
	var target mo.Reference
	if c.selected {
		target = resolve(ctx, c.ref)
	}
	paths, matched := []string(nil), false
	if target != nil {
		paths, matched = theLab.pathsFor(c.ref.Type, target, []types.PropertyFilterSpec{f.Spec})
	}
	if !matched {
		if !known {
			return nil
		}
		return &objectUpdate{xml: objectSet("leave", c.ref, nil, nil)}
	}
	update := &objectUpdate{state: map[string]uint64{}}
	changes, missing := &encoder{}, &encoder{}
	for _, path := range paths {
		f.compare(ctx, target, path, before, update, changes, missing)
	}
	if known && changes.Len() == 0 && missing.Len() == 0 {
		return nil
	}
	kind := "enter"
	if known {
		kind = "modify"
	}
	update.xml = objectSet(kind, c.ref, changes.Bytes(), missing.Bytes())
	return update
}

// compare writes one property when it differs from what was told of it.
func (f *updateFilter) compare(ctx *simulator.Context, target mo.Reference, path string, before map[string]uint64, update *objectUpdate, changes, missing *encoder) {
	value, fault := &encoder{}, &encoder{}
	theLab.propertyOf(ctx, value, fault, target, managed(target), path)
	told, was := before[path]
	if value.Len() == 0 && fault.Len() == 0 {
		if was {
			changes.WriteString("<changeSet><name>" + path + "</name><op>" + unsetBy(path) + "</op></changeSet>")
		}
		return
	}
	digest := fnv.New64a()
	_, _ = digest.Write(value.Bytes())
	_, _ = digest.Write(fault.Bytes())
	update.state[path] = digest.Sum64()
	if was && told == digest.Sum64() {
		return
	}
	missing.Write(fault.Bytes())
	if value.Len() > 0 {
		text := strings.TrimSuffix(strings.TrimPrefix(value.String(), "<propSet><name>"+path+"</name>"), "</propSet>")
		changes.WriteString("<changeSet><name>" + path + "</name><op>assign</op>" + text + "</changeSet>")
	}
}

// unsetBy says how vCenter tells that a property has no value any more.
func unsetBy(path string) string {
	if strings.Contains(path, ".") {
		return "indirectRemove"
	}
	return "assign"
}

func objectSet(kind string, ref types.ManagedObjectReference, changes, missing []byte) []byte {
	e := &encoder{}
	e.WriteString("<objectSet><kind>" + kind + `</kind><obj type="` + ref.Type + `">`)
	e.text(ref.Value)
	e.WriteString("</obj>")
	e.Write(changes)
	e.Write(missing)
	e.close("objectSet")
	return e.Bytes()
}

// tell remembers what the client knows now.
func (f *updateFilter) tell(ref types.ManagedObjectReference, update *objectUpdate) {
	if update.state == nil {
		delete(f.known, ref)
		return
	}
	f.known[ref] = update.state
}
