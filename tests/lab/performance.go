package main

import (
	"reflect"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// performanceSwitches are those of the switches that concern QueryPerf.
type performanceSwitches struct {
	LateSeconds   int64  `json:"perf_late_seconds"` // samples come so much later than they were taken
	MostMetrics   int64  `json:"perf_max_metrics"`  // of one query of rollups; 0: 256; -1: no limit
	MetricSetting string `json:"perf_setting"`      // what QueryOptions tells of that limit; "": not set
	MostElements  int    `json:"perf_max_elements"` // of an answer; 0: 500,000
	NormalFormat  bool   `json:"perf_normal"`       // answer in the normal format whatever is asked
	NewestFirst   bool   `json:"perf_newest_first"` // as some servers do
	EveryNthLost  int64  `json:"perf_lost_one_in"`  // of so many samples one has no value; 0: none
}

const (
	metricLimitKey     = "config.vpxd.stats.maxQueryMetrics"
	metricLimit        = 256
	elementLimit       = 500000
	realtimeSeconds    = 20
	realtimeKept       = time.Hour
	mostRealtimeSample = int(realtimeKept / (realtimeSeconds * time.Second))
)

// rollupsKept says for how long rollups of so many seconds are kept.
var rollupsKept = map[int32]time.Duration{300: 24 * time.Hour, 1800: 7 * 24 * time.Hour,
	7200: 30 * 24 * time.Hour, 86400: 365 * 24 * time.Hour}

// A performanceManager answers QueryPerf as vCenter does: the same series for the same question, in both
// formats, within its limits.
type performanceManager struct {
	simulator.PerformanceManager
}

func installPerformance() {
	ref := *serviceContent().PerfManager
	simulator.Map.Put(&performanceManager{*simulator.Map.Get(ref).(*simulator.PerformanceManager)})
}

// showMetricLimit makes the source's settings tell the limit, or not. The list is replaced, not changed:
// it may be being written out.
func showMetricLimit(value string) {
	theLab.world.Lock()
	defer theLab.world.Unlock()
	manager, ok := managed(simulator.Map.Get(*serviceContent().Setting)).Addr().Interface().(*mo.OptionManager)
	if !ok {
		return
	}
	var setting []types.BaseOptionValue
	for _, s := range manager.Setting {
		if s.GetOptionValue().Key != metricLimitKey {
			setting = append(setting, s)
		}
	}
	if value != "" {
		setting = append(setting, &types.OptionValue{Key: metricLimitKey, Value: value})
	}
	manager.Setting = setting
}

// QueryPerfResponse carries an answer that is already written: the simulator's encoder leaves zeroes out of
// a series.
type QueryPerfResponse struct {
	Inner []byte `xml:",innerxml"`
}

type queryPerfBody struct {
	Res    *QueryPerfResponse
	Fault_ *soap.Fault
}

func (b *queryPerfBody) Fault() *soap.Fault { return b.Fault_ }

func (m *performanceManager) QueryPerf(ctx *simulator.Context, req *types.QueryPerf) soap.HasFault {
	body := &queryPerfBody{}
	settings := theLab.settings().performanceSwitches
	if body.Fault_ = m.refuse(req.QuerySpec, settings); body.Fault_ != nil {
		return body
	}
	e := &encoder{}
	elements := 0
	for i := range req.QuerySpec {
		measured := m.measure(&req.QuerySpec[i], settings)
		elements += measured.elements(settings)
		e.value("returnval", reflect.ValueOf(measured.write(settings)), true)
	}
	most := settings.MostElements
	if most == 0 {
		most = elementLimit
	}
	if elements > most {
		// vCenter's own parser gives up.
		body.Fault_ = simulator.Fault("XML document element count exceeds configured maximum 500000\n\n"+
			"while parsing serialized DataObject of type vim.PerformanceManager.EntityMetric", &types.SystemError{})
		return body
	}
	body.Res = &QueryPerfResponse{e.Bytes()}
	return body
}

// refuse is the fault that one bad specification gives for all, or nil.
func (m *performanceManager) refuse(specs []types.PerfQuerySpec, settings performanceSwitches) *soap.Fault {
	limit := settings.MostMetrics
	if limit == 0 {
		limit = metricLimit
	}
	metrics := int64(0)
	for _, spec := range specs {
		object := simulator.Map.Get(spec.Entity)
		if object == nil {
			return simulator.Fault("The object has already been deleted or has not been completely created",
				&types.ManagedObjectNotFound{Obj: spec.Entity})
		}
		if privilege, denied := theLab.denied(spec.Entity, "performance"); denied {
			return noPermission(spec.Entity, privilege)
		}
		if spec.IntervalId == realtimeSeconds {
			if spec.Entity.Type != "HostSystem" && spec.Entity.Type != "VirtualMachine" && spec.Entity.Type != "ResourcePool" {
				return invalidArgument("querySpec.interval")
			}
			if hostOf(spec.Entity).Runtime.ConnectionState != types.HostSystemConnectionStateConnected {
				return simulator.Fault("Unable to communicate with the remote host, since it is disconnected.", &types.HostNotConnected{})
			}
		} else {
			if rollupsKept[spec.IntervalId] == 0 {
				return invalidArgument("querySpec.interval")
			}
			metrics += int64(len(spec.MetricId)) * weight(object)
		}
	}
	if limit > 0 && metrics > limit {
		return simulator.Fault("This operation is restricted by the administrator - 'vpxd.stats.maxQueryMetrics'. Contact your system administrator",
			&types.RestrictedByAdministrator{Details: "vpxd.stats.maxQueryMetrics"})
	}
	return nil
}

// weight is how often a metric counts: those of a cluster once for each of its machines and hosts.
func weight(object mo.Reference) int64 {
	cluster, ok := managed(object).Addr().Interface().(*mo.ClusterComputeResource)
	if !ok {
		return 1
	}
	n := int64(len(cluster.Host))
	for _, ref := range cluster.Host {
		n += int64(len(hostOf(ref).Vm))
	}
	return n
}

// hostOf is the host itself, or the one a machine runs on.
func hostOf(ref types.ManagedObjectReference) *mo.HostSystem {
	switch o := managed(simulator.Map.Get(ref)).Addr().Interface().(type) {
	case *mo.HostSystem:
		return o
	case *mo.VirtualMachine:
		if o.Runtime.Host != nil {
			return hostOf(*o.Runtime.Host)
		}
	}
	connected := &mo.HostSystem{}
	connected.Runtime.ConnectionState = types.HostSystemConnectionStateConnected
	return connected
}

// measurement is one object's part of an answer, oldest first.
type measurement struct {
	entity   types.ManagedObjectReference
	interval int32
	csv      bool
	ticks    []time.Time
	ids      []types.PerfMetricId
	values   [][]int64
}

func (m *performanceManager) measure(spec *types.PerfQuerySpec, settings performanceSwitches) measurement {
	out := measurement{entity: spec.Entity, interval: spec.IntervalId, csv: spec.Format == "csv" && !settings.NormalFormat}
	if !isMeasured(spec.Entity) {
		return out
	}
	out.ticks = ticksOf(spec, settings)
	for _, id := range spec.MetricId {
		for _, instance := range m.instances(spec.Entity, id) {
			out.ids = append(out.ids, types.PerfMetricId{CounterId: id.CounterId, Instance: instance})
			out.values = append(out.values, m.series(spec.Entity, id.CounterId, instance, out.ticks, spec.IntervalId, settings))
		}
	}
	return out
}

// isMeasured: nothing is measured of what does not run.
func isMeasured(ref types.ManagedObjectReference) bool {
	switch o := managed(simulator.Map.Get(ref)).Addr().Interface().(type) {
	case *mo.VirtualMachine:
		return o.Runtime.PowerState == types.VirtualMachinePowerStatePoweredOn
	case *mo.HostSystem:
		return o.Runtime.PowerState == types.HostSystemPowerStatePoweredOn
	}
	return true
}

// ticksOf are the times of the samples that the question covers and that are kept and have come in: after
// its start, up to its end.
func ticksOf(spec *types.PerfQuerySpec, settings performanceSwitches) []time.Time {
	interval := time.Duration(spec.IntervalId) * time.Second
	kept, most := rollupsKept[spec.IntervalId], 0
	if spec.IntervalId == realtimeSeconds {
		kept, most = realtimeKept, mostRealtimeSample
		if asked := int(spec.MaxSample); asked > 0 && asked < most {
			most = asked
		}
	}
	now := theLab.now()
	end, start := now.Add(-time.Duration(settings.LateSeconds)*time.Second), now.Add(-kept)
	if spec.EndTime != nil && spec.EndTime.Before(end) {
		end = *spec.EndTime
	}
	if spec.StartTime != nil && spec.StartTime.After(start) {
		start = *spec.StartTime
	}
	var ticks []time.Time
	for at := start.Truncate(interval).Add(interval); !at.After(end); at = at.Add(interval) {
		ticks = append(ticks, at)
	}
	if most > 0 && len(ticks) > most {
		ticks = ticks[len(ticks)-most:]
	}
	return ticks
}

func (p *measurement) elements(settings performanceSwitches) int {
	if p.csv {
		return 3 + 5*len(p.ids)
	}
	return 2 + 3*len(p.ticks) + len(p.ids)*(4+len(p.ticks))
}

func (p *measurement) write(settings performanceSwitches) types.BasePerfEntityMetricBase {
	if settings.NewestFirst {
		p.reverse()
	}
	if p.csv {
		return p.asCSV()
	}
	out := &types.PerfEntityMetric{PerfEntityMetricBase: types.PerfEntityMetricBase{Entity: p.entity}}
	for _, at := range p.ticks {
		out.SampleInfo = append(out.SampleInfo, types.PerfSampleInfo{Timestamp: at, Interval: p.interval})
	}
	for i, id := range p.ids {
		out.Value = append(out.Value, &types.PerfMetricIntSeries{PerfMetricSeries: types.PerfMetricSeries{Id: id}, Value: p.values[i]})
	}
	return out
}

func (p *measurement) asCSV() *types.PerfEntityMetricCSV {
	out := &types.PerfEntityMetricCSV{PerfEntityMetricBase: types.PerfEntityMetricBase{Entity: p.entity}}
	var info []string
	for _, at := range p.ticks {
		info = append(info, decimal(int64(p.interval)), at.UTC().Format("2006-01-02T15:04:05Z"))
	}
	out.SampleInfoCSV = strings.Join(info, ",")
	for i, id := range p.ids {
		words := make([]string, len(p.values[i]))
		for j, v := range p.values[i] {
			words[j] = decimal(v)
		}
		out.Value = append(out.Value, types.PerfMetricSeriesCSV{PerfMetricSeries: types.PerfMetricSeries{Id: id}, Value: strings.Join(words, ",")})
	}
	return out
}

func (p *measurement) reverse() {
	for i, j := 0, len(p.ticks)-1; i < j; i, j = i+1, j-1 {
		p.ticks[i], p.ticks[j] = p.ticks[j], p.ticks[i]
		for _, v := range p.values {
			v[i], v[j] = v[j], v[i]
		}
	}
}
