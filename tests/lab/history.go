package main

import (
	"reflect"
	"sort"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// vCenter lets one session have so many collectors, and gives at most so many items in one page.
const (
	mostCollectors    = 32
	mostHistoryItems  = 1000
	defaultLatestPage = 10
)

// A historyItem is one event or task. Hidden ones are there, and the account may not see them.
type historyItem struct {
	key     int64
	created time.Time
	hidden  bool
	value   interface{}
}

// A history is what a vCenter remembers of one kind, in the order of keys. The lab's mu guards it.
type history struct {
	items []historyItem
	next  int64
}

// add gives the item the next key.
func (h *history) add(created time.Time, make func(key int64) interface{}) {
	h.items = append(h.items, historyItem{key: h.next, created: created, value: make(h.next)})
	h.next++
}

// trim forgets all but the newest so many.
func (h *history) trim(keep int) {
	if keep < len(h.items) {
		h.items = append([]historyItem{}, h.items[len(h.items)-keep:]...)
	}
}

// A scroll is a place in a history, as a collector has it: behind the item with that key.
type scroll struct {
	of         *history
	begin, end *time.Time
	fits       func(item *historyItem) bool
	behind     int64
	page       int
}

func (s *scroll) matches(item *historyItem) bool {
	if s.begin != nil && item.created.Before(*s.begin) || s.end != nil && item.created.After(*s.end) {
		return false
	}
	return s.fits == nil || s.fits(item)
}

// next is the page after the place. Like vCenter it counts hidden items, leaves them out, and stays
// where it is when nothing of the page may be seen.
func (s *scroll) next(most int) (page []interface{}) {
	items := s.of.items
	from := sort.Search(len(items), func(i int) bool { return items[i].key > s.behind })
	for n := 0; from < len(items) && n < most; from++ {
		item := &items[from]
		if !s.matches(item) {
			continue
		}
		n++
		if !item.hidden {
			page = append(page, item.value)
			s.behind = item.key
		}
	}
	return page
}

// previous is the page before the place, newest first, and moves before it.
func (s *scroll) previous(most int) (page []interface{}) {
	items := s.of.items
	at := sort.Search(len(items), func(i int) bool { return items[i].key > s.behind })
	for n := 0; at > 0 && n < most; {
		at--
		item := &items[at]
		if !s.matches(item) {
			continue
		}
		n++
		if !item.hidden {
			page = append(page, item.value)
			s.behind = item.key - 1
		}
	}
	return page
}

// latest is the newest page, which moves nothing.
func (s *scroll) latest() (page []interface{}) {
	items := s.of.items
	for i, n := len(items)-1, 0; i >= 0 && n < s.page; i-- {
		if !s.matches(&items[i]) {
			continue
		}
		n++
		if !items[i].hidden {
			page = append(page, items[i].value)
		}
	}
	return page
}

// reset goes to just before the newest page, rewind to before the oldest item.
func (s *scroll) reset() {
	items := s.of.items
	s.behind = 0
	for i, n := len(items)-1, 0; i >= 0; i-- {
		if !s.matches(&items[i]) {
			continue
		}
		if n++; n > s.page {
			s.behind = items[i].key
			return
		}
	}
}

func (s *scroll) rewind() { s.behind = 0 }

// setPage sets the size of the newest page.
func (s *scroll) setPage(size int32) *soap.Fault {
	if size < 1 || size > mostHistoryItems {
		return invalidArgument("maxCount")
	}
	s.page = int(size)
	return nil
}

// A historyPage is the answer to a read, already written.
func historyPage(values []interface{}) []byte {
	e := &encoder{}
	for _, value := range values {
		v := reflect.ValueOf(value)
		_, event := value.(types.BaseEvent)
		e.value("returnval", v, event)
	}
	return e.Bytes()
}

// openCollector registers a collector with its session, or says that there are too many.
func (l *lab) openCollector(ctx *simulator.Context, ref types.ManagedObjectReference, put func()) *soap.Fault {
	l.mu.Lock()
	defer l.mu.Unlock()
	work := l.workLocked(ctx.Session.Key)
	if len(work.histories) >= mostCollectors {
		return simulator.Fault("The operation is not allowed in the current state.", &types.InvalidState{})
	}
	work.histories[ref] = true
	put()
	return nil
}

func (l *lab) closeCollector(ctx *simulator.Context, ref types.ManagedObjectReference) {
	ctx.Session.Remove(ref)
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.workLocked(ctx.Session.Key).histories, ref)
}

// scrolled does something with a scroll while the history stands still.
func (l *lab) scrolled(do func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	do()
}

// computedValue is a property that is made when it is asked for.
func computedValue(target mo.Reference, path string) (reflect.Value, bool) {
	if c, ok := target.(interface {
		computed(path string) (reflect.Value, bool)
	}); ok {
		return c.computed(path)
	}
	return reflect.Value{}, false
}
