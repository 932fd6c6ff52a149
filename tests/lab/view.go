package main

import (
	"github.com/google/uuid"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// A viewManager makes container views that are counted until they are destroyed or their session ends.
type viewManager struct {
	mo.ViewManager
}

// A containerView lists what its container holds now, so a removed object leaves it at once.
type containerView struct {
	mo.ContainerView
}

var viewable = []string{"ManagedEntity", "Folder", "StoragePod", "Datacenter", "ComputeResource",
	"ClusterComputeResource", "HostSystem", "ResourcePool", "VirtualApp", "VirtualMachine", "Datastore",
	"Network", "OpaqueNetwork", "DistributedVirtualPortgroup", "DistributedVirtualSwitch",
	"VmwareDistributedVirtualSwitch"}

func (m *viewManager) CreateContainerView(ctx *simulator.Context, req *types.CreateContainerView) soap.HasFault {
	body := &methods.CreateContainerViewBody{}
	if simulator.Map.Get(req.Container) == nil {
		body.Fault_ = simulator.Fault("", &types.ManagedObjectNotFound{Obj: req.Container})
		return body
	}
	for _, kind := range req.Type {
		if !contains(viewable, kind) {
			body.Fault_ = invalidArgument("type")
			return body
		}
	}
	view := &containerView{}
	view.Self = sessionObject(ctx, "ContainerView")
	view.Container, view.Type, view.Recursive = req.Container, req.Type, req.Recursive
	theLab.putView(ctx, view)
	body.Res = &types.CreateContainerViewResponse{Returnval: view.Self}
	return body
}

func (v *containerView) DestroyView(ctx *simulator.Context, req *types.DestroyView) soap.HasFault {
	theLab.removeView(ctx, v.Self)
	return &methods.DestroyViewBody{Res: &types.DestroyViewResponse{}}
}

func (v *containerView) content() []types.ManagedObjectReference {
	var refs []types.ManagedObjectReference
	seen := map[types.ManagedObjectReference]bool{v.Container: true}
	var walk func(ref types.ManagedObjectReference)
	walk = func(ref types.ManagedObjectReference) {
		for _, child := range children(simulator.Map.Get(ref)) {
			if seen[child] {
				continue
			}
			seen[child] = true
			if v.includes(child.Type) {
				refs = append(refs, child)
			}
			if v.Recursive {
				walk(child)
			}
		}
	}
	walk(v.Container)
	return refs
}

func (v *containerView) includes(kind string) bool {
	if len(v.Type) == 0 {
		return true
	}
	for _, wanted := range v.Type {
		if isKind(kind, wanted) {
			return true
		}
	}
	return false
}

// children are the objects directly below one in the inventory tree.
func children(object mo.Reference) []types.ManagedObjectReference {
	if object == nil {
		return nil
	}
	switch o := managed(object).Addr().Interface().(type) {
	case *mo.Folder:
		return o.ChildEntity
	case *mo.StoragePod:
		return o.ChildEntity
	case *mo.Datacenter:
		return []types.ManagedObjectReference{o.VmFolder, o.HostFolder, o.DatastoreFolder, o.NetworkFolder}
	case *mo.ClusterComputeResource:
		return append(append([]types.ManagedObjectReference{}, o.Host...), *o.ResourcePool)
	case *mo.ComputeResource:
		return append(append([]types.ManagedObjectReference{}, o.Host...), *o.ResourcePool)
	case *mo.ResourcePool:
		return append(append([]types.ManagedObjectReference{}, o.ResourcePool...), o.Vm...)
	case *mo.VirtualApp:
		return append(append([]types.ManagedObjectReference{}, o.ResourcePool.ResourcePool...), o.Vm...)
	case *mo.HostSystem:
		return o.Vm
	}
	return nil
}

// A listView is a view over named objects.
type listView struct {
	mo.ListView
}

func (m *viewManager) CreateListView(ctx *simulator.Context, req *types.CreateListView) soap.HasFault {
	view := &listView{}
	view.Self = sessionObject(ctx, "ListView")
	view.View = req.Obj
	theLab.putView(ctx, view)
	return &methods.CreateListViewBody{Res: &types.CreateListViewResponse{Returnval: view.Self}}
}

func (v *listView) DestroyView(ctx *simulator.Context, req *types.DestroyView) soap.HasFault {
	theLab.removeView(ctx, v.Self)
	return &methods.DestroyViewBody{Res: &types.DestroyViewResponse{}}
}

func sessionObject(ctx *simulator.Context, kind string) types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: kind, Value: "session[" + ctx.Session.Key + "]" + uuid.New().String()}
}

func (l *lab) putView(ctx *simulator.Context, view mo.Reference) {
	ctx.Session.Put(view)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.workLocked(ctx.Session.Key).views[view.Reference()] = true
}

func (l *lab) removeView(ctx *simulator.Context, ref types.ManagedObjectReference) {
	ctx.Session.Remove(ref)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.workLocked(ctx.Session.Key).views, ref)
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}
