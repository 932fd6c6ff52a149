package main

// books are the lab's counters. The lab's mu guards them.
type books struct {
	Logins       int            `json:"logins"`
	FailedLogins int            `json:"failed_logins"`
	Logouts      int            `json:"logouts"`
	Calls        map[string]int `json:"calls"`
	InFlight     int            `json:"requests_in_flight"`
	InFlightMax  int            `json:"requests_in_flight_max"`
	Bytes        int64          `json:"bytes"`
	Downloads    int            `json:"downloads"`

	RESTLogins       int `json:"rest_logins"`
	RESTFailedLogins int `json:"rest_failed_logins"`
}

func (l *lab) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books.InFlight++
	if l.books.InFlight > l.books.InFlightMax {
		l.books.InFlightMax = l.books.InFlight
	}
}

func (l *lab) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books.InFlight--
}

// count books a call and says how many of its method there were.
func (l *lab) count(method string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books.Calls[method]++
	return l.books.Calls[method]
}

func (l *lab) countBytes(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books.Bytes += int64(n)
}

func (l *lab) countLogin(ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ok {
		l.books.Logins++
	} else {
		l.books.FailedLogins++
	}
}

func (l *lab) countLogout(ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ok {
		l.books.Logouts++
	}
}

// state is what /_lab/state tells.
type state struct {
	books
	Sessions   int `json:"sessions"`
	Views      int `json:"views"`
	Filters    int `json:"filters"`
	Collectors int `json:"collectors"`
	Histories  int `json:"history_collectors"`
	OpenTokens int `json:"open_tokens"`
	Tasks      int `json:"tasks_running"`

	RESTSessions      int `json:"rest_sessions"`
	CancelledSearches int `json:"searches_cancelled"`
}

func (l *lab) state() state {
	l.mu.Lock()
	defer l.mu.Unlock()
	live := liveSessions() // under mu: a session that opens something now is already in it
	s := state{books: l.books, Sessions: len(live), Tasks: l.bundles.running() + l.searches.running,
		RESTSessions: len(l.rest.sessions), CancelledSearches: l.searches.cancelled}
	s.Calls = map[string]int{}
	for method, n := range l.books.Calls {
		s.Calls[method] = n
	}
	for key, work := range l.sessions {
		if _, ok := live[key]; !ok {
			delete(l.sessions, key)
			continue
		}
		s.Views += len(work.views)
		s.Filters += len(work.filters)
		s.Collectors += work.collectors
		s.Histories += len(work.histories)
		s.OpenTokens += len(work.tokens)
	}
	return s
}

// zero resets the counters, not what is open.
func (l *lab) zero() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.books = books{Calls: map[string]int{}, InFlight: l.books.InFlight, InFlightMax: l.books.InFlight}
}
