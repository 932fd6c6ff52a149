package main

import (
	"fmt"
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// The past begins well inside a day, so that a run of yesterday and a run a minute later see the same.
const (
	historyStart = 23*time.Hour + 30*time.Minute
	historySpan  = 23 * time.Hour
	pastEvents   = 200
	firstEvent   = 10001
)

func historyStep(i, n int) time.Duration {
	return (historySpan / time.Duration(n) * time.Duration(i)).Truncate(time.Second)
}

// A past makes the events of one day out of an inventory.
type past struct {
	inv *inventory
	n   int // events made so far: picks who is next
}

// A happening makes one event; its key, time and chain are filled in later.
type happening func(p *past) types.BaseEvent

// Nothing of these is a finding.
var usual = []happening{poweredOn, reconfigured, login, migratedByDRS, taskEvent, poweredOff, created, logout, migrated, hostEvent, datastoreEvent, networkEvent, taskEvent, poweredOn, migrating, created}

// Each of these is what a check looks for; the sick scenario has them among the usual.
var unusual = []happening{restartedByHA, lostHeartbeat, resetByHA, reset, badLogin, alarmChanged, removed, failedToPowerOn, hostLost, recoveredHeartbeat, alarmChanged, badLogin}

func (l *lab) makeEvents() {
	l.events.next = firstEvent
	p := &past{inv: l.inventory}
	if len(p.inv.vms) == 0 || len(p.inv.hosts) == 0 {
		return
	}
	for i := 0; i < pastEvents; i++ {
		make := usual[i%len(usual)]
		if l.options.Scenario == "sick" && i%8 == 5 {
			make = unusual[i/8%len(unusual)]
		}
		l.addEvent(make(p), p.inv.ago(historyStart-historyStep(i, pastEvents)).Add(time.Duration(i%1000)*time.Millisecond))
		p.n++
	}
}

// addEvent remembers an event of that time.
func (l *lab) addEvent(event types.BaseEvent, at time.Time) {
	l.events.add(at, func(key int64) interface{} {
		e := event.GetEvent()
		e.Key, e.CreatedTime = int32(key), at
		if e.ChainId == 0 {
			e.ChainId = int32(key)
		}
		return event
	})
}

func (p *past) vm() *mo.VirtualMachine { return p.inv.vms[p.n*7%len(p.inv.vms)] }
func (p *past) host() *mo.HostSystem   { return p.inv.hosts[p.n%len(p.inv.hosts)] }
func (p *past) datastore() *mo.Datastore {
	return p.inv.datastores[p.n%len(p.inv.datastores)]
}

func hostArgument(h *mo.HostSystem) *types.HostEventArgument {
	return &types.HostEventArgument{EntityEventArgument: types.EntityEventArgument{Name: h.Name}, Host: h.Self}
}

func datastoreArgument(ds *mo.Datastore) *types.DatastoreEventArgument {
	return &types.DatastoreEventArgument{EntityEventArgument: types.EntityEventArgument{Name: ds.Name}, Datastore: ds.Self}
}

func (p *past) datacenter() *types.DatacenterEventArgument {
	dc := p.inv.datacenter
	return &types.DatacenterEventArgument{EntityEventArgument: types.EntityEventArgument{Name: dc.Name}, Datacenter: dc.Self}
}

// onHost is an event of a host, said by nobody in particular.
func (p *past) onHost(h *mo.HostSystem, text string) types.Event {
	e := types.Event{Datacenter: p.datacenter(), Host: hostArgument(h), FullFormattedMessage: fmt.Sprintf(text, h.Name)}
	e.ComputeResource = &types.ComputeResourceEventArgument{EntityEventArgument: types.EntityEventArgument{Name: entityName(*h.Parent)}, ComputeResource: *h.Parent}
	return e
}

// onMachine is an event of the machine whose turn it is.
func (p *past) onMachine(text string) types.VmEvent {
	vm := p.vm()
	host := p.host()
	for _, h := range p.inv.hosts {
		if vm.Runtime.Host != nil && h.Self == *vm.Runtime.Host {
			host = h
		}
	}
	e := p.onHost(host, "%s")
	e.Vm = &types.VmEventArgument{EntityEventArgument: types.EntityEventArgument{Name: vm.Name}, Vm: vm.Self}
	e.Ds = datastoreArgument(p.datastore())
	e.UserName, e.FullFormattedMessage = `LAB\jdoe`, fmt.Sprintf(text, vm.Name, host.Name)
	return types.VmEvent{Event: e}
}

func poweredOn(p *past) types.BaseEvent {
	return &types.VmPoweredOnEvent{VmEvent: p.onMachine("%s on %s is powered on")}
}

func poweredOff(p *past) types.BaseEvent {
	return &types.VmPoweredOffEvent{VmEvent: p.onMachine("%s on %s is powered off")}
}

func reconfigured(p *past) types.BaseEvent {
	e := p.onMachine("Reconfigured %s on %s.")
	e.ChangeTag = "lab-change"
	return &types.VmReconfiguredEvent{VmEvent: e}
}

func created(p *past) types.BaseEvent {
	return &types.VmCreatedEvent{VmEvent: p.onMachine("Created virtual machine %s on %s")}
}

func removed(p *past) types.BaseEvent {
	e := p.onMachine("Removed %s on %s")
	e.Vm.Name, e.Vm.Vm.Value = "old-"+e.Vm.Name, fmt.Sprintf("vm-99%02d", p.n)
	return &types.VmRemovedEvent{VmEvent: e}
}

func migratedByDRS(p *past) types.BaseEvent {
	return &types.DrsVmMigratedEvent{VmMigratedEvent: p.migration("DRS migrated %s from %s")}
}

func migrated(p *past) types.BaseEvent {
	e := p.migration("Migrated %s from %s")
	return &e
}

func (p *past) migration(text string) types.VmMigratedEvent {
	return types.VmMigratedEvent{VmEvent: p.onMachine(text), SourceHost: *hostArgument(p.host()), SourceDatacenter: p.datacenter(),
		SourceDatastore: datastoreArgument(p.datastore())}
}

func migrating(p *past) types.BaseEvent {
	return &types.VmBeingMigratedEvent{VmEvent: p.onMachine("Relocating %s from %s"), DestHost: *hostArgument(p.host()), DestDatacenter: p.datacenter(),
		DestDatastore: datastoreArgument(p.datastore())}
}

func reset(p *past) types.BaseEvent {
	return &types.VmResettingEvent{VmEvent: p.onMachine("%s on %s is reset")}
}

func resetByHA(p *past) types.BaseEvent {
	e := p.onMachine("%s on %s reset by vSphere HA")
	e.UserName = ""
	return &types.VmDasBeingResetEvent{VmEvent: e, Reason: string(types.VmDasBeingResetEventReasonCodeVmtoolsHeartbeatFailure)}
}

func failedToPowerOn(p *past) types.BaseEvent {
	return &types.VmFailedToPowerOnEvent{VmEvent: p.onMachine("Failed to power on %s on %s"),
		Reason: types.LocalizedMethodFault{Fault: &types.InsufficientCpuResourcesFault{}, LocalizedMessage: "No CPU left."}}
}

// restartedByHA is one of the events that have an identifier in place of a type.
func restartedByHA(p *past) types.BaseEvent {
	e := p.onMachine("vSphere HA restarted %s on %s")
	e.UserName = ""
	return &types.EventEx{Event: e.Event, EventTypeId: "com.vmware.vc.ha.VmRestartedByHAEvent", Severity: "warning",
		ObjectId: e.Vm.Vm.Value, ObjectType: "VirtualMachine", ObjectName: e.Vm.Name}
}

func lostHeartbeat(p *past) types.BaseEvent {
	return p.heartbeat("esx.problem.vmfs.heartbeat.timedout", "error", "Lost access to a volume of %s")
}

func recoveredHeartbeat(p *past) types.BaseEvent {
	return p.heartbeat("esx.clear.vmfs.heartbeat.recovered", "info", "Restored access to a volume of %s")
}

// heartbeat tells of a volume as a host's observer does: its identifier and its name are arguments.
func (p *past) heartbeat(id, severity, text string) types.BaseEvent {
	ds := p.datastore()
	h := p.host()
	return &types.EventEx{Event: p.onHost(h, text), EventTypeId: id, Severity: severity,
		Arguments: []types.KeyAnyValue{{Key: "1", Value: p.inv.uuid("datastore", ds.Name)}, {Key: "2", Value: ds.Name}},
		ObjectId:  h.Self.Value, ObjectType: "HostSystem", ObjectName: h.Name}
}

func login(p *past) types.BaseEvent {
	return &types.UserLoginSessionEvent{SessionEvent: p.session(`User %s@10.20.0.9 logged in as VMware-client/6.5.0`), IpAddress: "10.20.0.9",
		UserAgent: "VMware-client/6.5.0", Locale: "en", SessionId: p.inv.uuid("session", fmt.Sprint(p.n))}
}

func logout(p *past) types.BaseEvent {
	return &types.UserLogoutSessionEvent{SessionEvent: p.session("User %s@10.20.0.9 logged out"), IpAddress: "10.20.0.9", UserAgent: "VMware-client/6.5.0",
		CallCount: 17, SessionId: p.inv.uuid("session", fmt.Sprint(p.n-6)), LoginTime: p.inv.agoPtr(historyStart)}
}

func badLogin(p *past) types.BaseEvent {
	return &types.BadUsernameSessionEvent{SessionEvent: p.session("Cannot login %s@10.20.0.66"), IpAddress: "10.20.0.66"}
}

func (p *past) session(text string) types.SessionEvent {
	user := []string{`LAB\jdoe`, "svc-backup@lab.example"}[p.n%2]
	return types.SessionEvent{Event: types.Event{UserName: user, FullFormattedMessage: fmt.Sprintf(text, user)}}
}

func taskEvent(p *past) types.BaseEvent {
	e := p.onMachine("Task: Create snapshot of %s on %s")
	ref := types.ManagedObjectReference{Type: "Task", Value: fmt.Sprintf("task-%d", 5001+p.n%40)}
	return &types.TaskEvent{Event: e.Event, Info: types.TaskInfo{Key: ref.Value, Task: ref, DescriptionId: "VirtualMachine.createSnapshot", Entity: &e.Vm.Vm,
		EntityName: e.Vm.Name, State: types.TaskInfoStateQueued, Reason: &types.TaskReasonUser{UserName: e.UserName}, QueueTime: p.inv.ago(historyStart)}}
}

func hostEvent(p *past) types.BaseEvent {
	return &types.HostConnectedEvent{HostEvent: types.HostEvent{Event: p.onHost(p.host(), "Connected to %s")}}
}

func hostLost(p *past) types.BaseEvent {
	return &types.HostDisconnectedEvent{HostEvent: types.HostEvent{Event: p.onHost(p.host(), "Disconnected from %s")},
		Reason: string(types.HostDisconnectedEventReasonCodeSslThumbprintVerifyFailed)}
}

func datastoreEvent(p *past) types.BaseEvent {
	ds := p.datastore()
	return &types.DatastoreDiscoveredEvent{HostEvent: types.HostEvent{Event: types.Event{Datacenter: p.datacenter(), Host: hostArgument(p.host()), Ds: datastoreArgument(ds),
		FullFormattedMessage: "Discovered datastore " + ds.Name}}}
}

func networkEvent(p *past) types.BaseEvent {
	e := types.Event{Datacenter: p.datacenter(), FullFormattedMessage: "A port was connected."}
	if len(p.inv.networks) > 0 {
		n := p.inv.networks[0]
		e.Net = &types.NetworkEventArgument{EntityEventArgument: types.EntityEventArgument{Name: n.Name}, Network: n.Self}
	}
	if p.inv.dvs != nil {
		e.Dvs = &types.DvsEventArgument{EntityEventArgument: types.EntityEventArgument{Name: p.inv.dvs.Name}, Dvs: p.inv.dvs.Self}
	}
	return &types.DvsPortConnectedEvent{DvsEvent: types.DvsEvent{Event: e}, PortKey: fmt.Sprint(p.n)}
}

func alarmChanged(p *past) types.BaseEvent {
	h := p.host()
	e := p.onHost(h, "Alarm 'Host memory usage' on %s changed from Green to Yellow")
	return &types.AlarmStatusChangedEvent{AlarmEvent: types.AlarmEvent{Event: e, Alarm: types.AlarmEventArgument{
		EntityEventArgument: types.EntityEventArgument{Name: "Host memory usage"}, Alarm: types.ManagedObjectReference{Type: "Alarm", Value: "alarm-3"}}},
		Source: types.ManagedEntityEventArgument{EntityEventArgument: types.EntityEventArgument{Name: p.inv.root.Name}, Entity: p.inv.root.Self},
		Entity: types.ManagedEntityEventArgument{EntityEventArgument: types.EntityEventArgument{Name: h.Name}, Entity: h.Self},
		From:   "green", To: "yellow"}
}
