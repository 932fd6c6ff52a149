package main

import (
	"reflect"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// An eventManager makes collectors over the lab's events. The simulator posts its own events (logins) to
// its own manager, which must keep its type; that one goes by another name and nobody is told of it.
type eventManager struct {
	mo.EventManager
}

const hiddenManagerSuffix = "-of-the-simulator"

// hideEventManager gives the simulator's own manager its other name, before the simulator makes it.
func hideEventManager(content *types.ServiceContent) {
	content.EventManager = &types.ManagedObjectReference{Type: content.EventManager.Type, Value: content.EventManager.Value + hiddenManagerSuffix}
}

func installEvents() {
	own := simulator.Map.EventManager()
	m := &eventManager{}
	m.Self = types.ManagedObjectReference{Type: own.Self.Type, Value: strings.TrimSuffix(own.Self.Value, hiddenManagerSuffix)}
	m.Description, m.MaxCollector = own.Description, mostCollectors
	simulator.Map.Put(m)
}

// An eventCollector is one scrollable view of the events.
type eventCollector struct {
	mo.EventHistoryCollector
	scroll
}

// ReadNextEventsResponse carries an answer that is already written.
type ReadNextEventsResponse struct {
	Inner []byte `xml:",innerxml"`
}

// ReadPreviousEventsResponse carries an answer that is already written.
type ReadPreviousEventsResponse struct {
	Inner []byte `xml:",innerxml"`
}

// QueryEventsResponse carries an answer that is already written.
type QueryEventsResponse struct {
	Inner []byte `xml:",innerxml"`
}

// A writtenBody is what a method gives back whose answer is already written.
type writtenBody[Response any] struct {
	Res    *Response
	Fault_ *soap.Fault
}

func (b *writtenBody[Response]) Fault() *soap.Fault { return b.Fault_ }

func newEventScroll(filter *types.EventFilterSpec) scroll {
	s := scroll{of: &theLab.events, page: defaultLatestPage}
	if filter.Time != nil {
		s.begin, s.end = filter.Time.BeginTime, filter.Time.EndTime
	}
	wanted := append(append([]string{}, filter.EventTypeId...), filter.Type...)
	if len(wanted) > 0 {
		s.fits = func(item *historyItem) bool { return contains(wanted, eventKind(item.value)) }
	}
	return s
}

func eventKind(value interface{}) string {
	switch e := value.(type) {
	case *types.EventEx:
		return e.EventTypeId
	case *types.ExtendedEvent:
		return e.EventTypeId
	}
	return reflect.TypeOf(value).Elem().Name()
}

func (m *eventManager) CreateCollectorForEvents(ctx *simulator.Context, req *types.CreateCollectorForEvents) soap.HasFault {
	body := &methods.CreateCollectorForEventsBody{}
	c := &eventCollector{scroll: newEventScroll(&req.Filter)}
	c.Self, c.Filter = sessionObject(ctx, "EventHistoryCollector"), req.Filter
	if body.Fault_ = theLab.openCollector(ctx, c.Self, func() { ctx.Session.Put(c) }); body.Fault_ == nil {
		body.Res = &types.CreateCollectorForEventsResponse{Returnval: c.Self}
	}
	return body
}

func (m *eventManager) QueryEvents(req *types.QueryEvents) soap.HasFault {
	if theLab.options.ESX {
		return &writtenBody[QueryEventsResponse]{Fault_: simulator.Fault("", &types.NotImplemented{})}
	}
	s := newEventScroll(&req.Filter)
	s.page = mostHistoryItems
	var page []interface{}
	theLab.scrolled(func() { page = s.latest() })
	return &writtenBody[QueryEventsResponse]{Res: &QueryEventsResponse{historyPage(page)}}
}

func (c *eventCollector) ReadNextEvents(req *types.ReadNextEvents) soap.HasFault {
	if req.MaxCount < 1 || req.MaxCount > mostHistoryItems {
		return &writtenBody[ReadNextEventsResponse]{Fault_: invalidArgument("maxCount")}
	}
	var page []interface{}
	theLab.scrolled(func() { page = c.next(int(req.MaxCount)) })
	return &writtenBody[ReadNextEventsResponse]{Res: &ReadNextEventsResponse{historyPage(page)}}
}

func (c *eventCollector) ReadPreviousEvents(req *types.ReadPreviousEvents) soap.HasFault {
	if req.MaxCount < 1 || req.MaxCount > mostHistoryItems {
		return &writtenBody[ReadPreviousEventsResponse]{Fault_: invalidArgument("maxCount")}
	}
	var page []interface{}
	theLab.scrolled(func() { page = c.previous(int(req.MaxCount)) })
	return &writtenBody[ReadPreviousEventsResponse]{Res: &ReadPreviousEventsResponse{historyPage(page)}}
}

func (c *eventCollector) ResetCollector(req *types.ResetCollector) soap.HasFault {
	theLab.scrolled(c.reset)
	return &methods.ResetCollectorBody{Res: &types.ResetCollectorResponse{}}
}

func (c *eventCollector) RewindCollector(req *types.RewindCollector) soap.HasFault {
	theLab.scrolled(c.rewind)
	return &methods.RewindCollectorBody{Res: &types.RewindCollectorResponse{}}
}

func (c *eventCollector) SetCollectorPageSize(req *types.SetCollectorPageSize) soap.HasFault {
	body := &methods.SetCollectorPageSizeBody{Res: &types.SetCollectorPageSizeResponse{}}
	theLab.scrolled(func() { body.Fault_ = c.setPage(req.MaxCount) })
	return body
}

func (c *eventCollector) DestroyCollector(ctx *simulator.Context, req *types.DestroyCollector) soap.HasFault {
	theLab.closeCollector(ctx, c.Self)
	return &methods.DestroyCollectorBody{Res: &types.DestroyCollectorResponse{}}
}

// computed gives the properties that are made when they are asked for.
func (c *eventCollector) computed(path string) (reflect.Value, bool) {
	if path != "latestPage" {
		return reflect.Value{}, false
	}
	events := []types.BaseEvent{}
	theLab.scrolled(func() {
		for _, value := range c.latest() {
			events = append(events, value.(types.BaseEvent))
		}
	})
	return reflect.ValueOf(events), true
}
