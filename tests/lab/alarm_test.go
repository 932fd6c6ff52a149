package main

import "testing"

func TestTriggeredAlarmsAreOnTheEntityAndAllItsAncestors(t *testing.T) {
	c := start(t, "--scenario", "sick").login()
	inv := c.lab.inventory
	h := inv.host(hostName(3))
	key := "<key>" + inv.alarm("Host hardware fan status").Self.Value + "." + h.Self.Value + "</key>"
	for _, e := range []struct{ kind, id string }{
		{"HostSystem", h.Self.Value}, {"ClusterComputeResource", h.Parent.Value}, {"Folder", "group-h5"},
		{"Datacenter", "datacenter-3"}, {"Folder", "group-d1"},
	} {
		wantContains(t, c.must(one(e.kind, e.id, "triggeredAlarmState")), key)
	}
	wantLacks(t, c.must(one("ClusterComputeResource", inv.cluster("prod-cl02").Self.Value, "triggeredAlarmState")), key)
	wantLacks(t, c.must(one("Folder", "group-v4", "triggeredAlarmState")), key)
}

func TestHealthyHasAlarmsButNoneTriggered(t *testing.T) {
	c := start(t).login()
	wantContains(t, c.must(one("Alarm", "alarm-2", "info")), "<name>Host hardware fan status</name>", "<systemName>alarm.HostHardwareFan</systemName>")
	wantContains(t, c.must(one("Folder", "group-d1", "triggeredAlarmState")), `<val xsi:type="ArrayOfAlarmState"></val>`)
	wantContains(t, c.must(`<GetAlarm xmlns="urn:vim25"><_this type="AlarmManager">AlarmManager</_this></GetAlarm>`), `<returnval type="Alarm">alarm-1</returnval>`)
}
