package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// The REST endpoint of a vCenter: /rest of 6.5 and later, /api of 7.0 and later, the same resources in two
// spellings. A standalone ESXi has neither.

// restDesk is what the endpoint keeps. The lab's mu guards it.
type restDesk struct {
	sessions map[string]bool
	made     int
}

// restSwitches can be thrown while the lab serves.
type restSwitches struct {
	// The account is not in the group that may read the appliance.
	RESTDenied bool `json:"rest_denied"`
	// The account is unknown to the endpoint, though SOAP knows it.
	RESTUnknownAccount bool `json:"rest_unknown_account"`
}

func isREST(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/rest/")
}

// restCall is one request, taken apart.
type restCall struct {
	method string
	family string // api or rest
	path   string // below it
	query  string
	body   []byte
	user   string
	id     string // of the session
	lab    *lab
}

// restError is an answer that is an error.
type restError struct {
	status int
	word   string // NOT_FOUND
	id     string // of the message
}

var (
	restNotFound        = &restError{404, "NOT_FOUND", "com.vmware.vapi.rest.httpNotFound"}
	restUnauthenticated = &restError{401, "UNAUTHENTICATED", "com.vmware.vapi.endpoint.method.authentication.required"}
	restUnauthorized    = &restError{403, "UNAUTHORIZED", "com.vmware.applmgmt.err_operation_not_authorized"}
	restNothingThere    = &restError{404, "NOT_FOUND", "com.vmware.appliance.noupdate"}
)

// rest serves both families. A rule may name a request as its method: POST /api/session.
func (f *front) rest(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostRequestBytes))
	if err != nil {
		http.Error(w, "request too large or cut", http.StatusBadRequest)
		return
	}
	name := r.Method + " " + r.URL.Path
	f.lab.count(name)
	hit := f.lab.match(name, r.URL.Path, body)
	if hit != nil && !hit.After && f.obstruct(w, r, hit) {
		return
	}
	out := &answer{header: http.Header{}, status: http.StatusOK}
	f.lab.serveREST(out, r, body)
	if hit != nil && hit.After && f.obstruct(w, r, hit) {
		return
	}
	f.send(w, r, out, hit)
}

func (l *lab) serveREST(out *answer, r *http.Request, body []byte) {
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/"), "/", 2)
	c := &restCall{method: r.Method, family: parts[0], path: parts[1], query: r.URL.RawQuery, body: body,
		id: r.Header.Get("vmware-api-session-id"), lab: l}
	if l.options.ESX || c.family == "api" && !l.isVersion("7.0") {
		http.NotFound(out, r)
		return
	}
	l.world.RLock()
	defer l.world.RUnlock()
	if c.path == "session" && c.family == "api" || c.path == "com/vmware/cis/session" && c.family == "rest" {
		l.serveSession(out, r, c)
		return
	}
	value, problem := l.resource(c)
	if problem != nil {
		c.refuse(out, problem)
		return
	}
	c.answer(out, http.StatusOK, value)
}

// isVersion says whether the lab is at least of that version.
func (l *lab) isVersion(least string) bool {
	return versionIndex(l.settings().APIVersion) >= versionIndex(least)
}

func (l *lab) serveSession(out *answer, r *http.Request, c *restCall) {
	switch r.Method {
	case http.MethodPost:
		user, password, _ := r.BasicAuth()
		id := l.openREST(user == l.options.Username && password == l.password && !l.settings().RESTUnknownAccount)
		if id == "" {
			c.refuse(out, restUnauthenticated)
			return
		}
		out.header.Set("Set-Cookie", "vmware-api-session-id="+id+";Path=/"+c.family+";Secure;HttpOnly")
		c.answer(out, map[string]int{"api": http.StatusCreated, "rest": http.StatusOK}[c.family], id)
	case http.MethodDelete:
		if !l.closeREST(c.id) {
			c.refuse(out, restUnauthenticated)
			return
		}
		out.status = map[string]int{"api": http.StatusNoContent, "rest": http.StatusOK}[c.family]
	default:
		c.refuse(out, restNotFound)
	}
}

func (l *lab) openREST(ok bool) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !ok {
		l.books.RESTFailedLogins++
		return ""
	}
	if l.rest.sessions == nil {
		l.rest.sessions = map[string]bool{}
	}
	l.rest.made++
	l.books.RESTLogins++
	digest := identity{l.options.Seed}.digest("rest session", fmt.Sprint(l.rest.made))
	id := fmt.Sprintf("%x", digest[:16])
	l.rest.sessions[id] = true
	return id
}

func (l *lab) closeREST(id string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.rest.sessions[id]
	delete(l.rest.sessions, id)
	return known
}

// expireREST ends every session and says how many there were.
func (l *lab) expireREST() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.rest.sessions)
	l.rest.sessions = nil
	return n
}

func (l *lab) hasREST(id string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.rest.sessions[id]
}

// resource is the value of a resource, for an account with a session.
func (l *lab) resource(c *restCall) (interface{}, *restError) {
	if !l.hasREST(c.id) {
		return nil, restUnauthenticated
	}
	tagging := strings.TrimPrefix(c.path, "com/vmware/")
	if c.family == "rest" && tagging == c.path {
		tagging = ""
	}
	if strings.HasPrefix(tagging, "cis/tagging/") {
		return l.tagging(c, strings.TrimPrefix(tagging, "cis/tagging/"))
	}
	return l.applianceResource(c)
}

// A keyed is one entry of a map, which the two families write differently.
type keyed struct {
	Key   string      `json:"key"`
	Value interface{} `json:"value"`
}

func (c *restCall) answer(out *answer, status int, value interface{}) {
	out.header.Set("Content-Type", "application/json")
	out.status = status
	if entries, ok := value.([]keyed); ok && c.family == "api" {
		values := map[string]interface{}{}
		for _, e := range entries {
			values[e.Key] = e.Value
		}
		value = values
	}
	if c.family == "rest" {
		value = map[string]interface{}{"value": value}
	}
	_ = json.NewEncoder(out).Encode(value)
}

func (c *restCall) refuse(out *answer, problem *restError) {
	out.header.Set("Content-Type", "application/json")
	out.status = problem.status
	messages := []map[string]interface{}{{"args": []string{}, "id": problem.id, "default_message": "The operation was refused."}}
	var value interface{} = map[string]interface{}{"error_type": problem.word, "messages": messages}
	if c.family == "rest" {
		value = map[string]interface{}{"type": "com.vmware.vapi.std.errors." + strings.ToLower(problem.word),
			"value": map[string]interface{}{"messages": messages}}
	}
	_ = json.NewEncoder(out).Encode(value)
}
