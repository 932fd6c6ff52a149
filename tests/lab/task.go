package main

import (
	"fmt"
	"reflect"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// A taskManager makes collectors over the lab's tasks.
type taskManager struct {
	mo.TaskManager
}

func installTasks() {
	ref := *serviceContent().TaskManager
	m := &taskManager{}
	m.Self, m.Description = ref, simulator.Map.Get(ref).(*simulator.TaskManager).Description
	m.MaxCollector = mostCollectors
	simulator.Map.Put(m)
}

// A taskCollector is one scrollable view of the tasks.
type taskCollector struct {
	mo.TaskHistoryCollector
	scroll
}

// ReadNextTasksResponse carries an answer that is already written.
type ReadNextTasksResponse struct {
	Inner []byte `xml:",innerxml"`
}

// ReadPreviousTasksResponse carries an answer that is already written.
type ReadPreviousTasksResponse struct {
	Inner []byte `xml:",innerxml"`
}

// newTaskScroll filters by the time that was asked for; a task that has not come so far has none.
func newTaskScroll(filter *types.TaskFilterSpec) scroll {
	s := scroll{of: &theLab.tasks, page: defaultLatestPage}
	if filter.Time == nil {
		return s
	}
	by := *filter.Time
	s.fits = func(item *historyItem) bool {
		at := taskTime(item.value.(*types.TaskInfo), by.TimeType)
		return at != nil && (by.BeginTime == nil || !at.Before(*by.BeginTime)) && (by.EndTime == nil || !at.After(*by.EndTime))
	}
	return s
}

func taskTime(info *types.TaskInfo, by types.TaskFilterSpecTimeOption) *time.Time {
	switch by {
	case types.TaskFilterSpecTimeOptionStartedTime:
		return info.StartTime
	case types.TaskFilterSpecTimeOptionCompletedTime:
		return info.CompleteTime
	}
	return &info.QueueTime
}

func (m *taskManager) CreateCollectorForTasks(ctx *simulator.Context, req *types.CreateCollectorForTasks) soap.HasFault {
	body := &methods.CreateCollectorForTasksBody{}
	c := &taskCollector{scroll: newTaskScroll(&req.Filter)}
	c.Self, c.Filter = sessionObject(ctx, "TaskHistoryCollector"), req.Filter
	if body.Fault_ = theLab.openCollector(ctx, c.Self, func() { ctx.Session.Put(c) }); body.Fault_ == nil {
		body.Res = &types.CreateCollectorForTasksResponse{Returnval: c.Self}
	}
	return body
}

func (c *taskCollector) ReadNextTasks(req *types.ReadNextTasks) soap.HasFault {
	if req.MaxCount < 1 || req.MaxCount > mostHistoryItems {
		return &writtenBody[ReadNextTasksResponse]{Fault_: invalidArgument("maxCount")}
	}
	var page []interface{}
	theLab.scrolled(func() { page = c.next(int(req.MaxCount)) })
	return &writtenBody[ReadNextTasksResponse]{Res: &ReadNextTasksResponse{historyPage(page)}}
}

func (c *taskCollector) ReadPreviousTasks(req *types.ReadPreviousTasks) soap.HasFault {
	if req.MaxCount < 1 || req.MaxCount > mostHistoryItems {
		return &writtenBody[ReadPreviousTasksResponse]{Fault_: invalidArgument("maxCount")}
	}
	var page []interface{}
	theLab.scrolled(func() { page = c.previous(int(req.MaxCount)) })
	return &writtenBody[ReadPreviousTasksResponse]{Res: &ReadPreviousTasksResponse{historyPage(page)}}
}

func (c *taskCollector) ResetCollector(req *types.ResetCollector) soap.HasFault {
	theLab.scrolled(c.reset)
	return &methods.ResetCollectorBody{Res: &types.ResetCollectorResponse{}}
}

func (c *taskCollector) RewindCollector(req *types.RewindCollector) soap.HasFault {
	theLab.scrolled(c.rewind)
	return &methods.RewindCollectorBody{Res: &types.RewindCollectorResponse{}}
}

func (c *taskCollector) SetCollectorPageSize(req *types.SetCollectorPageSize) soap.HasFault {
	body := &methods.SetCollectorPageSizeBody{Res: &types.SetCollectorPageSizeResponse{}}
	theLab.scrolled(func() { body.Fault_ = c.setPage(req.MaxCount) })
	return body
}

func (c *taskCollector) DestroyCollector(ctx *simulator.Context, req *types.DestroyCollector) soap.HasFault {
	theLab.closeCollector(ctx, c.Self)
	return &methods.DestroyCollectorBody{Res: &types.DestroyCollectorResponse{}}
}

func (c *taskCollector) computed(path string) (reflect.Value, bool) {
	if path != "latestPage" {
		return reflect.Value{}, false
	}
	tasks := []types.TaskInfo{}
	theLab.scrolled(func() {
		for _, value := range c.latest() {
			tasks = append(tasks, *value.(*types.TaskInfo))
		}
	})
	return reflect.ValueOf(tasks), true
}

// A taskSketch is what is particular to one task of the past.
type taskSketch struct {
	id       string
	ago      time.Duration
	takes    time.Duration // 0: it still runs
	reason   types.BaseTaskReason
	fault    types.BaseMethodFault
	progress int32
}

// makeTasks gives the lab a past of about 40 tasks in a day, on machines; the newest still runs.
func (l *lab) makeTasks() {
	l.tasks.next = 5001
	if len(l.inventory.vms) == 0 {
		return
	}
	user := &types.TaskReasonUser{UserName: `LAB\jdoe`}
	kinds := []string{"VirtualMachine.createSnapshot", "VirtualMachine.reconfigure", "VirtualMachine.powerOn", "VirtualMachine.removeAllSnapshots", "VirtualMachine.powerOff"}
	const n = 40
	for i := 0; i < n; i++ {
		s := taskSketch{id: kinds[i%len(kinds)], ago: historyStart - historyStep(i, n), takes: time.Duration(7+i) * time.Second, reason: user}
		switch {
		case i == n-1:
			s.id, s.takes, s.progress = "VirtualMachine.relocate", 0, 42
		case i%9 == 4:
			s.reason = &types.TaskReasonSchedule{Name: "Nightly snapshot of db-01", ScheduledTask: types.ManagedObjectReference{Type: "ScheduledTask", Value: "schedule-1"}}
		case i%9 == 7:
			s.reason = &types.TaskReasonAlarm{AlarmName: "Virtual machine CPU usage", Alarm: types.ManagedObjectReference{Type: "Alarm", Value: "alarm-4"},
				EntityName: l.inventory.vms[i%len(l.inventory.vms)].Name, Entity: l.inventory.vms[i%len(l.inventory.vms)].Self}
		}
		if l.options.Scenario == "sick" && i%13 == 5 {
			s.fault = &types.InsufficientResourcesFault{}
		}
		l.addTask(s, l.inventory.vms[i%len(l.inventory.vms)])
	}
}

func (l *lab) addTask(s taskSketch, vm *mo.VirtualMachine) {
	queued := l.inventory.ago(s.ago)
	l.tasks.add(queued, func(key int64) interface{} {
		ref := types.ManagedObjectReference{Type: "Task", Value: fmt.Sprintf("task-%d", key)}
		started, ended := queued.Add(time.Second), queued.Add(s.takes)
		info := &types.TaskInfo{Key: ref.Value, Task: ref, Name: "Task", DescriptionId: s.id, Entity: &vm.Self, EntityName: vm.Name, State: types.TaskInfoStateSuccess,
			Reason: s.reason, QueueTime: queued, StartTime: &started, CompleteTime: &ended, EventChainId: int32(key), Progress: s.progress,
			RootTaskKey: ref.Value, Cancelable: s.takes == 0}
		if key%4 == 0 {
			info.ParentTaskKey, info.RootTaskKey = fmt.Sprintf("task-%d", key-1), fmt.Sprintf("task-%d", key-1)
		}
		if s.takes == 0 {
			info.State, info.CompleteTime = types.TaskInfoStateRunning, nil
		}
		if s.fault != nil {
			info.State = types.TaskInfoStateError
			info.Error = &types.LocalizedMethodFault{Fault: s.fault, LocalizedMessage: "The operation failed on " + vm.Name + "."}
		}
		return info
	})
}
