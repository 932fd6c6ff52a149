package main

import (
	"hash/fnv"
	"strconv"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/simulator/esx"
	"github.com/vmware/govmomi/simulator/vpx"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func decimal(v int64) string { return strconv.FormatInt(v, 10) }

// instances are those of the asked ones that the object has a series for: none when it has no such counter.
func (m *performanceManager) instances(ref types.ManagedObjectReference, id types.PerfMetricId) []string {
	var found []string
	for _, offered := range offeredMetrics(ref.Type) {
		if offered.CounterId != id.CounterId || (id.Instance != "*" && id.Instance != offered.Instance) {
			continue
		}
		if offered.Instance != "$cpu" {
			if len(offered.Instance) == 0 || offered.Instance[0] != '$' {
				found = append(found, offered.Instance)
			}
			continue
		}
		for i := 0; i < processors(ref); i++ {
			found = append(found, strconv.Itoa(i))
		}
	}
	return found
}

// offeredMetrics are what a real source was seen to offer for a type of object.
func offeredMetrics(kind string) []types.PerfMetricId {
	if theLab.options.ESX {
		return map[string][]types.PerfMetricId{"HostSystem": esx.HostMetrics, "VirtualMachine": esx.VmMetrics}[kind]
	}
	return map[string][]types.PerfMetricId{"HostSystem": vpx.HostMetrics, "VirtualMachine": vpx.VmMetrics,
		"ClusterComputeResource": vpx.ClusterMetrics, "Datastore": vpx.DatastoreMetrics}[kind]
}

func processors(ref types.ManagedObjectReference) int {
	switch o := managed(simulator.Map.Get(ref)).Addr().Interface().(type) {
	case *mo.VirtualMachine:
		return int(o.Summary.Config.NumCpu)
	case *mo.HostSystem:
		return int(o.Summary.Hardware.NumCpuThreads)
	}
	return 0
}

// span is where a counter's values lie; both ends included.
type span struct{ low, high int64 }

// healthySpans are by counter name; a counter that is not here stays at zero, as swapping and drops do.
var healthySpans = map[string]span{
	"cpu.usage.average":                       {400, 3500}, // hundredths of a percent
	"cpu.ready.summation":                     {10, 180},   // ms of 20 s, below one percent
	"cpu.costop.summation":                    {0, 4},
	"mem.usage.average":                       {3000, 6500},
	"disk.maxTotalLatency.latest":             {0, 9},
	"net.usage.average":                       {40, 9000},
	"datastore.throughput.contention.average": {0, 6},
	"datastore.throughput.usage.average":      {100, 20000},
	"datastore.totalReadLatency.average":      {0, 6},
	"datastore.totalWriteLatency.average":     {0, 6},
	"datastore.numberReadAveraged.average":    {0, 400},
	"datastore.numberWriteAveraged.average":   {0, 400},
}

func (m *performanceManager) counterName(key int32) string {
	for _, c := range m.PerfCounter {
		if c.Key == key {
			return c.GroupInfo.GetElementDescription().Key + "." + c.NameInfo.GetElementDescription().Key + "." + string(c.RollupType)
		}
	}
	return ""
}

func (m *performanceManager) series(ref types.ManagedObjectReference, key int32, instance string, ticks []time.Time, interval int32,
	settings performanceSwitches) []int64 {
	name := m.counterName(key)
	values := make([]int64, len(ticks))
	seed := seriesSeed(theLab.options.Seed, entityName(ref), name, instance)
	for i, at := range ticks {
		number := at.Unix() / int64(interval)
		if settings.EveryNthLost > 0 && number%settings.EveryNthLost == 0 {
			values[i] = -1
			continue
		}
		values[i] = sample(ref, name, scramble(seed+uint64(number)))
	}
	return values
}

func sample(ref types.ManagedObjectReference, counter string, random uint64) int64 {
	if store, ok := managed(simulator.Map.Get(ref)).Addr().Interface().(*mo.Datastore); ok {
		switch counter {
		case "disk.capacity.latest":
			return store.Summary.Capacity / 1024
		case "disk.used.latest":
			return (store.Summary.Capacity - store.Summary.FreeSpace) / 1024
		}
	}
	s, ok := healthySpans[counter]
	if !ok {
		return 0
	}
	return s.low + int64(random%uint64(s.high-s.low+1))
}

func seriesSeed(seed int64, parts ...string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strconv.FormatInt(seed, 10)))
	for _, part := range parts {
		_, _ = h.Write([]byte{0})
		_, _ = h.Write([]byte(part))
	}
	return h.Sum64()
}

// scramble is splitmix64: neighbouring numbers give unlike ones.
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
