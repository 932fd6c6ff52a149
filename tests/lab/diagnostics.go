package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// A diagnosticManager describes and shows logs and makes log bundles.
type diagnosticManager struct {
	mo.DiagnosticManager
}

// vCenter gives at most so many log lines at once, ESXi twice as many.
const mostLogLines = 500

func installDiagnostics() {
	m := &diagnosticManager{}
	m.Self = *serviceContent().DiagnosticManager
	simulator.Map.Put(m)
}

var hostLogs = []struct{ key, file, creator, label string }{
	{"hostd", "/var/log/hostd.log", "hostd", "Server log"},
	{"vmkernel", "/var/log/vmkernel.log", "vmkernel", "VMkernel log"},
	{"vobd", "/var/log/vobd.log", "vobd", "Observation log"},
	{"vpxa", "/var/log/vpxa.log", "vpxa", "vCenter agent log"},
}

var vcenterLogs = []struct{ key, file, creator, label string }{
	{"vpxd:vpxd.log", "/var/log/vmware/vpxd/vpxd.log", "vpxd", "vCenter server log"},
	{"vpxd:vpxd-alert.log", "/var/log/vmware/vpxd/vpxd-alert.log", "vpxd", "vCenter alert log"},
}

func (m *diagnosticManager) QueryDescriptions(req *types.QueryDescriptions) soap.HasFault {
	res := &types.QueryDescriptionsResponse{}
	logs := vcenterLogs
	if req.Host != nil || theLab.options.ESX {
		logs = hostLogs
	}
	for _, d := range logs {
		res.Returnval = append(res.Returnval, types.DiagnosticManagerLogDescriptor{Key: d.key, FileName: d.file,
			Creator: d.creator, Format: "plain", MimeType: "text/plain", Info: &types.Description{Label: d.label, Summary: d.label}})
	}
	return &methods.QueryDescriptionsBody{Res: res}
}

func (m *diagnosticManager) BrowseDiagnosticLog(req *types.BrowseDiagnosticLog) soap.HasFault {
	body := &methods.BrowseDiagnosticLogBody{}
	lines, ok := theLab.logLines(req.Host, req.Key)
	if !ok {
		body.Fault_ = invalidArgument("key")
		return body
	}
	start, count, most := int(req.Start), int(req.Lines), mostLogLines
	if theLab.options.ESX {
		most *= 2
	}
	if start < 1 {
		start = 1
	}
	if start > len(lines) {
		body.Res = &types.BrowseDiagnosticLogResponse{Returnval: types.DiagnosticManagerLogHeader{LineEnd: int32(len(lines)) + 1, LineStart: int32(len(lines)) + 1}}
		return body
	}
	if count <= 0 || count > most {
		count = most
	}
	end := start + count
	if end > len(lines)+1 {
		end = len(lines) + 1
	}
	body.Res = &types.BrowseDiagnosticLogResponse{Returnval: types.DiagnosticManagerLogHeader{
		LineStart: int32(start), LineEnd: int32(end - 1), LineText: lines[start-1 : end-1]}}
	return body
}

func (l *lab) logLines(host *types.ManagedObjectReference, key string) ([]string, bool) {
	logs := vcenterLogs
	name := "vcenter." + domain
	if host != nil || l.options.ESX {
		logs = hostLogs
		name = l.inventory.hosts[0].Name
		if host != nil {
			name = entityName(*host)
		}
	}
	for _, d := range logs {
		if d.key == key {
			return strings.Split(strings.TrimRight(string(l.logText(name, d.creator, 200<<10)), "\n"), "\n"), true
		}
	}
	return nil, false
}

// bundleShelf keeps the bundles that were asked for and the one task that may run. The lab's mu guards it.
type bundleShelf struct {
	made    map[string]string // file name -> host name; "" is the vCenter itself
	task    *bundleTask
	counter int
}

func (s *bundleShelf) running() int {
	if s.task != nil && !s.task.over {
		return 1
	}
	return 0
}

// A bundleTask is a Task that goes from queued through running, with progress, to its end.
type bundleTask struct {
	mo.Task
	stop chan struct{}
	over bool // guarded by the lab's mu
}

func (m *diagnosticManager) GenerateLogBundlesTask(ctx *simulator.Context, req *types.GenerateLogBundles_Task) soap.HasFault {
	body := &methods.GenerateLogBundles_TaskBody{}
	hosts, fault := theLab.bundleHosts(req)
	if fault != nil {
		body.Fault_ = fault
		return body
	}
	task, busy := theLab.startBundles(m.Self, ctx.Session.UserName, hosts)
	if busy != nil {
		body.Fault_ = simulator.Fault("The operation is not allowed in the current state: another one is running", &types.TaskInProgress{Task: *busy})
		return body
	}
	body.Res = &types.GenerateLogBundles_TaskResponse{Returnval: *task}
	return body
}

// bundleHosts are the names of what is to be bundled; "" stands for the vCenter itself.
func (l *lab) bundleHosts(req *types.GenerateLogBundles_Task) ([]string, *soap.Fault) {
	if l.options.ESX {
		if !req.IncludeDefault || len(req.Host) > 0 {
			return nil, invalidArgument("host")
		}
		return []string{l.inventory.hosts[0].Name}, nil
	}
	var names []string
	if req.IncludeDefault {
		names = append(names, "")
	}
	for _, ref := range req.Host {
		h, ok := simulator.Map.Get(ref).(*mo.HostSystem)
		if !ok {
			return nil, simulator.Fault("", &types.ManagedObjectNotFound{Obj: ref})
		}
		if h.Runtime.ConnectionState != types.HostSystemConnectionStateConnected {
			return nil, simulator.Fault("Unable to communicate with the remote host, since it is disconnected.", &types.HostNotConnected{})
		}
		names = append(names, h.Name)
	}
	if len(names) == 0 {
		return nil, invalidArgument("host")
	}
	return names, nil
}

func (l *lab) startBundles(manager types.ManagedObjectReference, user string, hosts []string) (made, busy *types.ManagedObjectReference) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bundles.running() > 0 {
		return nil, &l.bundles.task.Self
	}
	l.bundles.counter++
	t := &bundleTask{stop: make(chan struct{})}
	t.Self = types.ManagedObjectReference{Type: "Task", Value: fmt.Sprintf("task-%d", 1000+l.bundles.counter)}
	t.Info = types.TaskInfo{Key: t.Self.Value, Task: t.Self, Name: "GenerateLogBundles_Task", DescriptionId: "DiagnosticManager.generateLogBundles",
		Entity: &serviceRoot, EntityName: "Datacenters", State: types.TaskInfoStateQueued, Cancelable: true, QueueTime: l.now(),
		Reason: &types.TaskReasonUser{UserName: user}, EventChainId: int32(5000 + l.bundles.counter)}
	simulator.Map.Put(t)
	l.bundles.task = t
	go l.makeBundles(t, hosts)
	return &t.Self, nil
}

var serviceRoot = types.ManagedObjectReference{Type: "Folder", Value: "group-d1"}

// makeBundles drives a task to its end in twenty steps.
func (l *lab) makeBundles(t *bundleTask, hosts []string) {
	const steps = 20
	pause := time.Duration(l.options.BundleSeconds * float64(time.Second) / (steps + 1))
	for i := 0; i <= steps; i++ {
		select {
		case <-time.After(pause):
		case <-t.stop:
			l.finishTask(t, types.TaskInfoStateError, types.PropertyChange{Name: "info.error", Val: types.LocalizedMethodFault{
				Fault: &types.RequestCanceled{}, LocalizedMessage: "The task was canceled by a user."}})
			return
		case <-l.closing:
			return
		}
		changes := []types.PropertyChange{{Name: "info.progress", Val: int32(i * 100 / steps)}}
		if i == 0 {
			started := l.now()
			changes = append(changes, types.PropertyChange{Name: "info.state", Val: types.TaskInfoStateRunning},
				types.PropertyChange{Name: "info.startTime", Val: started})
		}
		l.updateTask(t, changes)
	}
	l.finishTask(t, types.TaskInfoStateSuccess, types.PropertyChange{Name: "info.result", Val: l.shelve(hosts)})
}

func (l *lab) updateTask(t *bundleTask, changes []types.PropertyChange) {
	l.world.Lock()
	defer l.world.Unlock()
	simulator.Map.WithLock(t, func() { simulator.Map.Update(t, changes) })
}

func (l *lab) finishTask(t *bundleTask, state types.TaskInfoState, outcome types.PropertyChange) {
	l.updateTask(t, []types.PropertyChange{outcome, {Name: "info.state", Val: state},
		{Name: "info.completeTime", Val: l.now()}, {Name: "info.cancelable", Val: false},
		{Name: "info.cancelled", Val: state == types.TaskInfoStateError}})
	l.mu.Lock()
	defer l.mu.Unlock()
	t.over = true
}

// shelve makes the bundles downloadable and gives the task's result.
func (l *lab) shelve(hosts []string) types.ArrayOfDiagnosticManagerBundleInfo {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bundles.made == nil {
		l.bundles.made = map[string]string{}
	}
	var result types.ArrayOfDiagnosticManagerBundleInfo
	for _, name := range hosts {
		file := l.bundleName(name)
		l.bundles.made[file] = name
		info := types.DiagnosticManagerBundleInfo{Url: "https://*" + bundlePath + file}
		if h := l.inventory.host(name); h != nil {
			info.System = &h.Self
		}
		result.DiagnosticManagerBundleInfo = append(result.DiagnosticManagerBundleInfo, info)
	}
	return result
}

func (t *bundleTask) CancelTask(req *types.CancelTask) soap.HasFault {
	theLab.mu.Lock()
	defer theLab.mu.Unlock()
	if t.over {
		return &methods.CancelTaskBody{Fault_: simulator.Fault("", &types.InvalidState{})}
	}
	select {
	case <-t.stop:
	default:
		close(t.stop)
	}
	return &methods.CancelTaskBody{Res: &types.CancelTaskResponse{}}
}
