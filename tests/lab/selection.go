package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

func newRetrieval(ctx *simulator.Context, specs []types.PropertyFilterSpec) (*retrieval, *soap.Fault) {
	if fault := checkPaths(specs); fault != nil {
		return nil, fault
	}
	r := &retrieval{specs: specs}
	s := selection{ctx: ctx, chosen: map[types.ManagedObjectReference]bool{}, into: r}
	for _, spec := range specs {
		for _, object := range spec.ObjectSet {
			target := resolve(ctx, object.Obj)
			if target == nil {
				if isSet(spec.ReportMissingObjectsInResults) {
					continue
				}
				return nil, simulator.Fault("The object has already been deleted or has not been completely created",
					&types.ManagedObjectNotFound{Obj: object.Obj})
			}
			if !isSet(object.Skip) {
				s.choose(object.Obj)
			}
			if fault := s.start(target, object.SelectSet); fault != nil {
				return nil, fault
			}
		}
	}
	return r, nil
}

// selection walks the traversal specifications of one call.
type selection struct {
	ctx    *simulator.Context
	chosen map[types.ManagedObjectReference]bool
	into   *retrieval
	named  map[string]*types.TraversalSpec
	walked map[step]bool
}

type step struct {
	ref  types.ManagedObjectReference
	spec *types.TraversalSpec
}

func (s *selection) choose(ref types.ManagedObjectReference) {
	if !s.chosen[ref] {
		s.chosen[ref] = true
		s.into.refs = append(s.into.refs, ref)
	}
}

func (s *selection) start(from mo.Reference, set []types.BaseSelectionSpec) *soap.Fault {
	s.named = map[string]*types.TraversalSpec{}
	s.walked = map[step]bool{}
	s.collectNames(set)
	return s.follow(from, set)
}

func (s *selection) collectNames(set []types.BaseSelectionSpec) {
	for _, item := range set {
		if t, ok := item.(*types.TraversalSpec); ok {
			if t.Name != "" {
				s.named[t.Name] = t
			}
			s.collectNames(t.SelectSet)
		}
	}
}

func (s *selection) follow(from mo.Reference, set []types.BaseSelectionSpec) *soap.Fault {
	for _, item := range set {
		spec, ok := item.(*types.TraversalSpec)
		if !ok {
			if spec = s.named[item.GetSelectionSpec().Name]; spec == nil {
				return invalidArgument("selectSet.name")
			}
		}
		here := step{from.Reference(), spec}
		if s.walked[here] || !isKind(here.ref.Type, spec.Type) {
			continue
		}
		s.walked[here] = true
		for _, ref := range references(from, spec.Path) {
			next := resolve(s.ctx, ref)
			if next == nil {
				continue
			}
			if !isSet(spec.Skip) {
				s.choose(ref)
			}
			if fault := s.follow(next, spec.SelectSet); fault != nil {
				return fault
			}
		}
	}
	return nil
}

// references are the objects a property of an object points to.
func references(from mo.Reference, path string) []types.ManagedObjectReference {
	if view, ok := from.(*containerView); ok && path == "view" {
		return view.content()
	}
	v, ok := lookup(managed(from), path)
	if !ok {
		return nil
	}
	switch refs := v.Interface().(type) {
	case types.ManagedObjectReference:
		return []types.ManagedObjectReference{refs}
	case *types.ManagedObjectReference:
		if refs != nil {
			return []types.ManagedObjectReference{*refs}
		}
	case []types.ManagedObjectReference:
		return refs
	}
	return nil
}

func resolve(ctx *simulator.Context, ref types.ManagedObjectReference) mo.Reference {
	if ctx.Session != nil {
		return ctx.Session.Get(ref)
	}
	return simulator.Map.Get(ref)
}
