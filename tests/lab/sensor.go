package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// healthOf is a host's own set of sensors, all green but one that reports nothing, as real ones do.
func healthOf(inv *inventory, h *mo.HostSystem) *types.HealthSystemRuntime {
	var sensors []types.HostNumericSensorInfo
	add := func(name, kind, base string, low, high int64, modifier int32) {
		n := len(sensors)
		sensors = append(sensors, types.HostNumericSensorInfo{
			Name: name, SensorType: kind, BaseUnits: base, UnitModifier: modifier, HealthState: health("green"),
			CurrentReading: inv.number("sensor", h.Name+name, low, high), Id: fmt.Sprintf("0.%d.1.%d", n/8, n),
			TimeStamp: inv.now.UTC().Format("2006-01-02T15:04:05Z"),
		})
	}
	for i := 1; i <= 6; i++ {
		add(fmt.Sprintf("System Board 1 Fan%d", i), "fan", "RPM", 520000, 780000, -2)
	}
	for i := 1; i <= 2; i++ {
		add(fmt.Sprintf("Processor %d Temp", i), "temperature", "Degrees C", 4000, 6200, -2)
		add(fmt.Sprintf("Power Supply %d Status", i), "power", "", 0, 0, 0)
		add(fmt.Sprintf("Power Supply %d Current %d", i, i), "power", "Amps", 40, 90, -2)
		add(fmt.Sprintf("Processor %d VCORE PG", i), "voltage", "Volts", 170, 190, -2)
	}
	add("System Board 1 Inlet Temp", "temperature", "Degrees C", 1800, 2500, -2)
	add("System Board 1 Exhaust Temp", "temperature", "Degrees C", 2800, 3800, -2)
	add("Add-in Card 4 PERC1 Battery", "battery", "", 0, 0, 0)
	add("Memory Device 1 DIMM A1", "memory", "", 0, 0, 0)
	add("Memory Device 2 DIMM B1", "memory", "", 0, 0, 0)
	add("VMware Rollup Health State", "system", "", 0, 0, 0)
	add("Dell Inc. BIOS 1.13.2", "Software Components", "", 0, 0, 0)
	sensors[len(sensors)-1].HealthState = health("unknown")
	return &types.HealthSystemRuntime{
		SystemHealthInfo:   &types.HostSystemHealthInfo{NumericSensorInfo: sensors},
		HardwareStatusInfo: hardwareStatus(),
	}
}

func hardwareStatus() *types.HostHardwareStatusInfo {
	s := &types.HostHardwareStatusInfo{}
	for i := 0; i < 2; i++ {
		s.CpuStatusInfo = append(s.CpuStatusInfo, &types.HostHardwareElementInfo{Name: fmt.Sprintf("CPU Package %d", i), Status: health("Green")})
		s.MemoryStatusInfo = append(s.MemoryStatusInfo, &types.HostHardwareElementInfo{Name: fmt.Sprintf("DIMM %c1", 'A'+i), Status: health("Green")})
	}
	s.StorageStatusInfo = []types.HostStorageElementInfo{{HostHardwareElementInfo: types.HostHardwareElementInfo{
		Name: "Controller 0 (PERC H755)", Status: health("Green")}}}
	return s
}

func health(key string) *types.ElementDescription {
	label := map[string]string{"green": "Green", "Green": "Green", "yellow": "Yellow", "red": "Red", "unknown": "Unknown"}[key]
	summary := map[string]string{
		"Green": "Sensor is operating under normal conditions", "Yellow": "Sensor is operating under conditions that are non-critical",
		"Red": "The sensor is operating under critical or fatal conditions", "Unknown": "Cannot report on the current status of the physical element",
	}[label]
	return &types.ElementDescription{Description: types.Description{Label: label, Summary: summary}, Key: key}
}

// setSensor changes the state of one sensor, in place: every view of the host shares the structure.
func setSensor(h *mo.HostSystem, name, key string) {
	sensors := h.Runtime.HealthSystemRuntime.SystemHealthInfo.NumericSensorInfo
	for i := range sensors {
		if sensors[i].Name == name {
			sensors[i].HealthState = health(key)
			return
		}
	}
	panic("no sensor " + name)
}
