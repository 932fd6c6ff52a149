package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
)

// counts says how many of everything the registry holds, by managed type and by the arrays a collector
// makes rows of.
func (l *lab) counts() map[string]int {
	l.world.RLock()
	defer l.world.RUnlock()
	n := map[string]int{"Folder": 0, "Datacenter": 0, "ClusterComputeResource": 0, "ComputeResource": 0, "HostSystem": 0,
		"VirtualMachine": 0, "Datastore": 0, "Network": 0, "DistributedVirtualPortgroup": 0, "OpaqueNetwork": 0,
		"VmwareDistributedVirtualSwitch": 0, "ResourcePool": 0, "host_service": 0, "host_sensor": 0, "host_nic": 0,
		"vm_disk": 0, "vm_nic": 0, "vm_snapshot": 0, "datastore_mount": 0, "triggered_alarm": 0, "network": 0}
	alarms := map[string]bool{}
	for _, e := range simulator.Map.All("") {
		kind := e.Reference().Type
		n[kind]++
		countBases(n, kind)
		countParts(n, managed(e).Addr().Interface())
		if isKind(kind, "Network") {
			n["network"]++
		}
		for _, state := range e.Entity().TriggeredAlarmState {
			alarms[state.Key] = true
		}
		switch o := managed(e).Addr().Interface().(type) {
		case *mo.HostSystem:
			countHost(n, o)
		case *mo.VirtualMachine:
			countMachine(n, o)
			n["vm_disk"] += len(machineDisks(o))
			n["vm_nic"] += len(machineNICs(o))
			if o.Snapshot != nil {
				n["vm_snapshot"] += countSnapshots(o.Snapshot.RootSnapshotList)
			}
		case *mo.Datastore:
			n["datastore_mount"] += len(o.Host)
		}
	}
	n["triggered_alarm"] = len(alarms)
	return n
}

func countHost(n map[string]int, h *mo.HostSystem) {
	countHostParts(n, h)
	if h.Config != nil {
		if h.Config.Service != nil {
			n["host_service"] += len(h.Config.Service.Service)
		}
		if h.Config.Network != nil {
			n["host_nic"] += len(h.Config.Network.Pnic)
		}
	}
	if health := h.Runtime.HealthSystemRuntime; health != nil && health.SystemHealthInfo != nil {
		n["host_sensor"] += len(health.SystemHealthInfo.NumericSensorInfo)
	}
}
