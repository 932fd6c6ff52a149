package main

import (
	"reflect"
	"strings"
	"sync"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

var (
	typeOf = types.TypeFunc()

	managedTypes = func() map[string]reflect.Type {
		known := map[string]reflect.Type{}
		for _, v := range []interface{}{
			mo.Alarm{}, mo.AlarmManager{}, mo.AuthorizationManager{}, mo.ClusterComputeResource{},
			mo.ComputeResource{}, mo.ContainerView{}, mo.CustomFieldsManager{}, mo.Datacenter{},
			mo.Datastore{}, mo.DiagnosticManager{}, mo.DistributedVirtualPortgroup{},
			mo.DistributedVirtualSwitch{}, mo.EnvironmentBrowser{}, mo.EventHistoryCollector{}, mo.EventManager{}, mo.HistoryCollector{}, mo.LicenseAssignmentManager{}, mo.ScheduledTask{}, mo.TaskHistoryCollector{},
			mo.ExtensionManager{}, mo.Folder{}, mo.HostCertificateManager{}, mo.HostDatastoreBrowser{},
			mo.HostDateTimeSystem{}, mo.HostFirewallSystem{}, mo.HostHealthStatusSystem{},
			mo.HostNetworkSystem{}, mo.HostProfile{}, mo.HostProfileManager{}, mo.HostServiceSystem{}, mo.HostStorageSystem{}, mo.HostSystem{},
			mo.LicenseManager{}, mo.ListView{}, mo.ManagedEntity{}, mo.Network{}, mo.OpaqueNetwork{},
			mo.OptionManager{}, mo.PerformanceManager{}, mo.PropertyCollector{}, mo.ResourcePool{},
			mo.ScheduledTaskManager{}, mo.ServiceInstance{}, mo.SessionManager{}, mo.StoragePod{},
			mo.Task{}, mo.TaskManager{}, mo.ViewManager{}, mo.VirtualApp{}, mo.VirtualMachine{},
			mo.VirtualMachineSnapshot{}, mo.VmwareDistributedVirtualSwitch{},
		} {
			t := reflect.TypeOf(v)
			known[t.Name()] = t
		}
		return known
	}()

	pathCache sync.Map // "Type path" -> bool
)

// isKind says whether objects of managed type kind are also of type wanted.
func isKind(kind, wanted string) bool {
	if kind == wanted || wanted == "ManagedObject" {
		return true
	}
	t, ok := managedTypes[kind]
	if !ok {
		return false
	}
	f, ok := t.FieldByName(wanted)
	return ok && f.Anonymous
}

// validPath says whether vCenter knows the path for the managed type. Like vCenter it walks declared types
// only: a property that a subtype adds is not a path.
func validPath(kind, path string) bool {
	key := kind + " " + path
	if newer, ok := newerProperties[key]; ok {
		return newer.known()
	}
	if tooOldFor(key) {
		return false
	}
	if known, ok := pathCache.Load(key); ok {
		return known.(bool)
	}
	valid := false
	if t, ok := managedTypes[kind]; ok {
		valid = walkDeclared(t, strings.Split(path, "."))
	}
	pathCache.Store(key, valid)
	return valid
}

func walkDeclared(t reflect.Type, names []string) bool {
	for _, name := range names {
		t = declared(t)
		if t == nil || t.Kind() != reflect.Struct || t == timeType || t == refType || name == "" {
			return false
		}
		if name == "self" || strings.ToLower(name[:1]) != name[:1] {
			return false
		}
		f, ok := t.FieldByName(exported(name))
		if !ok || f.Anonymous {
			return false
		}
		t = f.Type
	}
	return true
}

// declared follows pointers, and base interfaces to the structure they are declared as.
func declared(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Ptr {
		t = t.Elem()
	}
	if t.Kind() != reflect.Interface {
		return t
	}
	base, ok := typeOf(strings.TrimPrefix(t.Name(), "Base"))
	if !ok {
		return nil
	}
	return base
}

func exported(name string) string {
	return strings.ToUpper(name[:1]) + name[1:]
}

// lookup finds the value at a valid path; ok is false where something on the way is unset.
func lookup(object reflect.Value, path string) (reflect.Value, bool) {
	if newer, ok := newerProperties[object.Type().Name()+" "+path]; ok {
		return newer.of(object)
	}
	v := object
	for _, name := range strings.Split(path, ".") {
		for v.Kind() == reflect.Ptr || v.Kind() == reflect.Interface {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct {
			return v, false
		}
		v = v.FieldByName(exported(name))
		if !v.IsValid() {
			return v, false
		}
	}
	if v.Kind() == reflect.String && v.Len() == 0 {
		return v, false
	}
	return v, true
}
