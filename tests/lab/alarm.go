package main

import (
	"fmt"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// An alarmManager answers for the alarms of the inventory; the simulator has none.
type alarmManager struct {
	mo.AlarmManager
}

var alarmKinds = []struct{ name, system, kind, text string }{
	{"Host connection and power state", "alarm.HostConnectionStateAlarm", "HostSystem", "Default alarm to monitor host connection and power state"},
	{"Host hardware fan status", "alarm.HostHardwareFan", "HostSystem", "Default alarm to monitor fans"},
	{"Host memory usage", "alarm.HostMemoryUsageAlarm", "HostSystem", "Default alarm to monitor host memory usage"},
	{"Virtual machine CPU usage", "alarm.VmCPUUsageAlarm", "VirtualMachine", "Default alarm to monitor virtual machine CPU usage"},
	{"Datastore usage on disk", "alarm.DatastoreDiskUsageAlarm", "Datastore", "Default alarm to monitor datastore disk usage"},
	{"Network uplink redundancy lost", "alarm.NetworkRedundancyLostAlarm", "HostSystem", "Default alarm to monitor network uplink redundancy on a virtual switch"},
}

// triggers are the alarms that have gone off in the sick scenario. Acknowledged ones are no finding.
var triggers = []struct {
	alarm, object string
	status        types.ManagedEntityStatus
	acknowledged  bool
}{
	{"Host connection and power state", hostName(2), types.ManagedEntityStatusRed, false},
	{"Host connection and power state", hostName(6), types.ManagedEntityStatusRed, true},
	{"Host hardware fan status", hostName(3), types.ManagedEntityStatusRed, false},
	{"Datastore usage on disk", "san-prod-02", types.ManagedEntityStatusYellow, false},
	{"Virtual machine CPU usage", "cache-03", types.ManagedEntityStatusYellow, true},
}

func (inv *inventory) makeAlarms() {
	if inv.options.ESX {
		return
	}
	manager := &alarmManager{}
	manager.Self = *serviceContent().AlarmManager
	simulator.Map.Put(manager)
	for i, kind := range alarmKinds {
		a := &mo.Alarm{}
		a.Self = types.ManagedObjectReference{Type: "Alarm", Value: fmt.Sprintf("alarm-%d", i+1)}
		a.Info = types.AlarmInfo{
			AlarmSpec: types.AlarmSpec{Name: kind.name, SystemName: kind.system, Description: kind.text, Enabled: true,
				Expression: &types.OrAlarmExpression{Expression: []types.BaseAlarmExpression{&types.StateAlarmExpression{
					Operator: types.StateAlarmOperatorIsEqual, Type: kind.kind, StatePath: "runtime.connectionState", Red: "disconnected"}}},
				Setting: &types.AlarmSetting{ReportingFrequency: 300}, Action: &types.AlarmTriggeringAction{Action: &types.SendSNMPAction{}, Yellow2red: true}},
			Key: a.Self.Value, Alarm: a.Self, Entity: inv.root.Self, LastModifiedTime: inv.ago(500 * day), LastModifiedUser: logAdmin,
			CreationEventId: int32(20 + i),
		}
		simulator.Map.Put(a)
		inv.alarms = append(inv.alarms, a)
	}
	if inv.options.Scenario == "sick" {
		for i := range triggers {
			inv.trigger(i)
		}
	}
}

// trigger puts the state on the entity and on everything above it, as vCenter does.
func (inv *inventory) trigger(i int) {
	t := triggers[i]
	entity := inv.entity(t.object)
	alarm := inv.alarm(t.alarm)
	if entity == nil || alarm == nil {
		return
	}
	state := types.AlarmState{
		Key: alarm.Self.Value + "." + entity.Reference().Value, Entity: entity.Reference(), Alarm: alarm.Self,
		OverallStatus: t.status, Time: inv.ago(time.Duration(i+1) * 7 * time.Hour), Acknowledged: types.NewBool(t.acknowledged),
		EventKey: int32(4000 + i), Disabled: types.NewBool(false),
	}
	if t.acknowledged {
		state.AcknowledgedByUser, state.AcknowledgedTime = `LAB\jdoe`, inv.agoPtr(time.Duration(i+1)*time.Hour)
	}
	for e := entity; e != nil; {
		me := e.Entity()
		me.TriggeredAlarmState = append(me.TriggeredAlarmState, state)
		if me.Parent == nil {
			break
		}
		e, _ = simulator.Map.Get(*me.Parent).(mo.Entity)
	}
}

func (inv *inventory) entity(name string) mo.Entity {
	if h := inv.host(name); h != nil {
		return h
	}
	if vm := inv.vm(name); vm != nil {
		return vm
	}
	if ds := inv.datastore(name); ds != nil {
		return ds
	}
	return nil
}

func (inv *inventory) alarm(name string) *mo.Alarm {
	for _, a := range inv.alarms {
		if a.Info.Name == name {
			return a
		}
	}
	return nil
}

func (m *alarmManager) GetAlarm(req *types.GetAlarm) soap.HasFault {
	body := &methods.GetAlarmBody{Res: &types.GetAlarmResponse{}}
	for _, a := range theLab.inventory.alarms {
		if req.Entity == nil || *req.Entity == a.Info.Entity {
			body.Res.Returnval = append(body.Res.Returnval, a.Self)
		}
	}
	return body
}

func (m *alarmManager) GetAlarmState(req *types.GetAlarmState) soap.HasFault {
	body := &methods.GetAlarmStateBody{Res: &types.GetAlarmStateResponse{}}
	entity, ok := simulator.Map.Get(req.Entity).(mo.Entity)
	if !ok {
		body.Fault_ = simulator.Fault("", &types.ManagedObjectNotFound{Obj: req.Entity})
		return body
	}
	for _, s := range entity.Entity().TriggeredAlarmState {
		if s.Entity == req.Entity {
			body.Res.Returnval = append(body.Res.Returnval, s)
		}
	}
	return body
}
