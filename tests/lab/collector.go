package main

import (
	"reflect"
	"strconv"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// A propertyCollector answers retrieves as vCenter does: strict paths, denials, pages; and tells of updates
// (update.go). The simulator makes one per session from the zero value, so it holds nothing of its own.
type propertyCollector struct {
	simulator.PropertyCollector
}

// RetrievePropertiesExResponse carries an answer that is already written.
type RetrievePropertiesExResponse struct {
	Inner []byte `xml:",innerxml"`
}

// ContinueRetrievePropertiesExResponse carries an answer that is already written.
type ContinueRetrievePropertiesExResponse struct {
	Inner []byte `xml:",innerxml"`
}

// RetrievePropertiesResponse carries an answer that is already written.
type RetrievePropertiesResponse struct {
	Inner []byte `xml:",innerxml"`
}

type retrieveBody struct {
	Res    *RetrievePropertiesExResponse
	Fault_ *soap.Fault
}

func (b *retrieveBody) Fault() *soap.Fault { return b.Fault_ }

type continueBody struct {
	Res    *ContinueRetrievePropertiesExResponse
	Fault_ *soap.Fault
}

func (b *continueBody) Fault() *soap.Fault { return b.Fault_ }

type unpagedBody struct {
	Res    *RetrievePropertiesResponse
	Fault_ *soap.Fault
}

func (b *unpagedBody) Fault() *soap.Fault { return b.Fault_ }

// retrieval is what is left to be sent of one retrieve.
type retrieval struct {
	specs []types.PropertyFilterSpec
	refs  []types.ManagedObjectReference
	limit int
}

func (pc *propertyCollector) RetrievePropertiesEx(ctx *simulator.Context, req *types.RetrievePropertiesEx) soap.HasFault {
	if req.Options.MaxObjects < 0 {
		return &retrieveBody{Fault_: invalidArgument("options.maxObjects")}
	}
	r, fault := newRetrieval(ctx, req.SpecSet)
	if fault != nil {
		return &retrieveBody{Fault_: fault}
	}
	r.limit = theLab.pageLimit()
	if asked := int(req.Options.MaxObjects); asked > 0 && (asked < r.limit || r.limit == 0) {
		r.limit = asked
	}
	return &retrieveBody{Res: &RetrievePropertiesExResponse{theLab.page(ctx, r)}}
}

func (pc *propertyCollector) ContinueRetrievePropertiesEx(ctx *simulator.Context, req *types.ContinueRetrievePropertiesEx) soap.HasFault {
	if theLab.settings().ContinueDenied {
		return &continueBody{Fault_: noPermission(simulator.Map.Get(serviceContent().RootFolder).Reference(), "System.Read")}
	}
	r := theLab.takeToken(ctx.Session.Key, req.Token)
	if r == nil {
		return &continueBody{Fault_: invalidArgument("token")}
	}
	return &continueBody{Res: &ContinueRetrievePropertiesExResponse{theLab.page(ctx, r)}}
}

func (pc *propertyCollector) CancelRetrievePropertiesEx(ctx *simulator.Context, req *types.CancelRetrievePropertiesEx) soap.HasFault {
	body := &methods.CancelRetrievePropertiesExBody{}
	if theLab.takeToken(ctx.Session.Key, req.Token) == nil {
		body.Fault_ = invalidArgument("token")
		return body
	}
	body.Res = &types.CancelRetrievePropertiesExResponse{}
	return body
}

// RetrieveProperties is the old call: one answer, never paged.
func (pc *propertyCollector) RetrieveProperties(ctx *simulator.Context, req *types.RetrieveProperties) soap.HasFault {
	r, fault := newRetrieval(ctx, req.SpecSet)
	if fault != nil {
		return &unpagedBody{Fault_: fault}
	}
	e := &encoder{}
	for _, ref := range r.refs {
		theLab.object(ctx, e, "returnval", ref, r.specs)
	}
	return &unpagedBody{Res: &RetrievePropertiesResponse{e.Bytes()}}
}

// checkPaths refuses the whole call for one unknown path, as vCenter does.
func checkPaths(specs []types.PropertyFilterSpec) *soap.Fault {
	if !theLab.settings().Strict {
		return nil
	}
	for _, spec := range specs {
		for _, props := range spec.PropSet {
			if _, known := managedTypes[props.Type]; !known {
				return invalidArgument("specSet.propSet.type")
			}
			for _, path := range props.PathSet {
				if !validPath(props.Type, path) {
					return simulator.Fault("", &types.InvalidProperty{Name: path})
				}
			}
		}
	}
	return nil
}

// managed digs the property structure out of the simulator's and our wrappers: it is their first field.
func managed(object mo.Reference) reflect.Value {
	v := reflect.ValueOf(object).Elem()
	for v.Kind() == reflect.Struct && v.Type().PkgPath() != managedPackage {
		v = v.Field(0)
	}
	return v
}

var managedPackage = reflect.TypeOf(mo.Folder{}).PkgPath()

// page writes the next page of a retrieve, with a token when more is to come. Nothing selected: nothing
// written, not even an empty returnval.
func (l *lab) page(ctx *simulator.Context, r *retrieval) []byte {
	e := &encoder{}
	n := 0
	for len(r.refs) > 0 && (r.limit == 0 || n < r.limit) {
		if l.object(ctx, e, "objects", r.refs[0], r.specs) {
			n++
		}
		r.refs = r.refs[1:]
	}
	if n == 0 && len(r.refs) == 0 {
		return nil
	}
	out := &encoder{}
	out.WriteString("<returnval>")
	if len(r.refs) > 0 && ctx.Session != nil {
		out.WriteString("<token>" + l.keepToken(ctx.Session.Key, r) + "</token>")
	}
	out.Write(e.Bytes())
	out.WriteString("</returnval>")
	return out.Bytes()
}

// object writes one ObjectContent; false when the object went away or no specification is about it.
func (l *lab) object(ctx *simulator.Context, e *encoder, element string, ref types.ManagedObjectReference, specs []types.PropertyFilterSpec) bool {
	target := resolve(ctx, ref)
	if target == nil {
		return false
	}
	paths, matched := l.pathsFor(ref.Type, target, specs)
	if !matched {
		return false
	}
	missing := &encoder{}
	e.WriteString("<" + element + ">")
	e.value("obj", reflect.ValueOf(ref), false)
	v := managed(target)
	for _, path := range paths {
		l.propertyOf(ctx, e, missing, target, v, path)
	}
	e.Write(missing.Bytes())
	e.close(element)
	return true
}

func (l *lab) pathsFor(kind string, target mo.Reference, specs []types.PropertyFilterSpec) (paths []string, matched bool) {
	seen := map[string]bool{}
	for _, spec := range specs {
		for _, props := range spec.PropSet {
			if !isKind(kind, props.Type) {
				continue
			}
			matched = true
			set := props.PathSet
			if isSet(props.All) {
				set = topLevel(managed(target).Type())
			}
			for _, path := range set {
				if !seen[path] {
					seen[path] = true
					paths = append(paths, path)
				}
			}
		}
	}
	return paths, matched
}

func (l *lab) propertyOf(ctx *simulator.Context, e, missing *encoder, target mo.Reference, v reflect.Value, path string) {
	if fault := l.unreadable(ctx, target.Reference(), path); fault != nil {
		writeMissing(missing, path, fault)
		return
	}
	var value reflect.Value
	if view, ok := target.(*containerView); ok && path == "view" {
		value = reflect.ValueOf(view.content())
	} else if made, ok := computedValue(target, path); ok {
		value = made
	} else if found, ok := lookup(v, path); ok {
		value = found
	} else {
		if !l.settings().Strict && !validPath(target.Reference().Type, path) {
			writeMissing(missing, path, &types.InvalidProperty{Name: path})
		}
		return
	}
	start := e.Len()
	e.WriteString("<propSet><name>" + path + "</name>")
	if !e.property(value) {
		e.Truncate(start)
		return
	}
	e.WriteString("</propSet>")
}

// unreadable is the fault that takes the value's place, if any.
func (l *lab) unreadable(ctx *simulator.Context, ref types.ManagedObjectReference, path string) types.BaseMethodFault {
	if ctx.Session == nil {
		return &types.NotAuthenticated{NoPermission: types.NoPermission{Object: ref, PrivilegeId: "System.View"}}
	}
	if privilege, denied := l.denied(ref, path); denied {
		return &types.NoPermission{Object: ref, PrivilegeId: privilege}
	}
	return nil
}

func writeMissing(e *encoder, path string, fault types.BaseMethodFault) {
	e.WriteString("<missingSet><path>" + path + "</path><fault>")
	e.value("fault", reflect.ValueOf(fault), true)
	e.WriteString("<localizedMessage></localizedMessage></fault></missingSet>")
}

func topLevel(t reflect.Type) (names []string) {
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		switch {
		case f.Anonymous:
			names = append(names, topLevel(f.Type)...)
		case f.Tag.Get("mo") != "":
			names = append(names, f.Tag.Get("mo"))
		}
	}
	return names
}

// keepToken stores the rest of a retrieve under the session's next token: "0", "1", ...
func (l *lab) keepToken(session string, r *retrieval) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.workLocked(session)
	token := strconv.Itoa(w.nextToken)
	w.nextToken++
	w.tokens[token] = r
	return token
}

// takeToken gives what a token stands for, once.
func (l *lab) takeToken(session, token string) *retrieval {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.workLocked(session)
	r := w.tokens[token]
	delete(w.tokens, token)
	return r
}

func isSet(b *bool) bool { return b != nil && *b }

func serviceContent() types.ServiceContent {
	return simulator.Map.Get(types.ManagedObjectReference{Type: "ServiceInstance", Value: "ServiceInstance"}).(*simulator.ServiceInstance).Content
}
