package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/simulator/esx"
	"github.com/vmware/govmomi/simulator/vpx"
	"github.com/vmware/govmomi/vim25/types"
)

// A lab is one served vCenter. There is one per process: the simulator's registry is global, and it makes
// property collectors from the zero value, so these find the lab through theLab.
//
// world guards the inventory: calls read it, changes write it. mu guards the books below it and is taken
// after world, never before.
type lab struct {
	options     *options
	now         func() time.Time
	password    string
	certificate *serverCertificate
	inventory   *inventory
	service     *simulator.Service
	server      *simulator.Server
	closing     chan struct{}
	ahead       atomic.Int64 // seconds

	world sync.RWMutex

	mu              sync.Mutex
	switches        switches
	denials         []denial
	extraPrivileges []string
	sessions        map[string]*sessionWork
	books           books
	rules           []*rule
	changes         []*plannedChange
	bundles         bundleShelf
	rest            restDesk
	searches        searchShelf
	events, tasks   history
	orders          []*historyOrder
}

var theLab *lab

// switches can be thrown while the lab serves.
type switches struct {
	ContinueDenied bool   `json:"contdenied"`
	Strict         bool   `json:"strict"`
	Gzip           bool   `json:"gzip"`
	PageLimit      int    `json:"page_limit"`
	APIVersion     string `json:"api_version"`
	performanceSwitches
	restSwitches
	vsanSwitches
	searchSwitches
	wireSwitches
}

// sessionWork is what a session has open.
type sessionWork struct {
	views     map[types.ManagedObjectReference]bool
	filters   map[types.ManagedObjectReference]bool
	tokens    map[string]*retrieval
	nextToken int
	histories map[types.ManagedObjectReference]bool // collectors of events and tasks

	collectors int // private ones
	updates    map[types.ManagedObjectReference]*updateState
}

func newLab(o *options) (*lab, error) {
	now, err := o.clock()
	if err != nil {
		return nil, err
	}
	password, err := o.password()
	if err != nil {
		return nil, err
	}
	certificate, err := newServerCertificate()
	if err != nil {
		return nil, err
	}
	l := &lab{options: o, password: password, certificate: certificate, closing: make(chan struct{}),
		sessions: map[string]*sessionWork{}, books: books{Calls: map[string]int{}},
		switches: switches{Strict: !o.Lenient, Gzip: o.Gzip, PageLimit: o.PageLimit, APIVersion: o.APIVersion}}
	l.now = func() time.Time { return now().Add(time.Duration(l.ahead.Load()) * time.Second) }
	theLab = l
	simulator.SessionIdleTimeout = o.Idle
	l.makeService()
	return l, nil
}

func (l *lab) makeService() {
	content, root := vpx.ServiceContent, vpx.RootFolder
	if l.options.ESX {
		content, root = esx.ServiceContent, esx.RootFolder
	}
	l.describe(&content.About)
	hideEventManager(&content)
	instance := simulator.NewServiceInstance(content, root)
	instance.Content.About.InstanceUuid = content.About.InstanceUuid
	instance.ServerClock = l.now()
	if l.options.ESX {
		removeStandaloneDefaults()
	}
	views := &viewManager{}
	views.Self = *content.ViewManager
	simulator.Map.Put(views)
	collector := &propertyCollector{}
	collector.Self = content.PropertyCollector
	simulator.Map.Put(collector)
	installAuthorization()
	installDiagnostics()
	installPerformance()
	installEvents()
	installTasks()
	l.inventory = newInventory(l.options, l.now())
	l.installAdministration()
	l.installBrowsers()
	l.enableVsan(false)
	l.makeEvents()
	l.makeTasks()
	l.plantAround()
	l.service = simulator.New(instance)
}

func (l *lab) describe(about *types.AboutInfo) {
	version := productVersion(l.options.APIVersion)
	about.Version, about.ApiVersion, about.Build = version, l.options.APIVersion, "24022515"
	about.LicenseProductVersion = version[:3]
	if l.options.ESX {
		about.Build, about.InstanceUuid = hostBuild, ""
		about.FullName = fmt.Sprintf("VMware ESXi %s build-%s", version, about.Build)
		return
	}
	about.InstanceUuid = identity{l.options.Seed}.uuid("vcenter", "")
	about.FullName = fmt.Sprintf("VMware vCenter Server %s build-%s", version, about.Build)
}

// removeStandaloneDefaults takes away the host and tree that the simulator puts into an ESXi by itself.
func removeStandaloneDefaults() {
	for _, e := range simulator.Map.All("") {
		if e.Reference() != serviceContent().RootFolder {
			simulator.Map.Remove(e.Reference())
		}
	}
}

// serve opens the port. The simulator starts with its own handler; the front takes its place before the
// address is told to anyone.
func (l *lab) serve() {
	l.service.TLS = &tls.Config{Certificates: []tls.Certificate{l.certificate.tls}, MinVersion: tls.VersionTLS12}
	l.service.Listen = &url.URL{Host: l.options.Listen, User: url.UserPassword(l.options.Username, l.password)}
	l.server = l.service.NewServer()
	l.server.Server.Config.Handler = &front{lab: l, next: l.service.ServeMux}
	settings := simulator.Map.OptionManager()
	for i, s := range settings.Setting {
		if s.GetOptionValue().Key == "vcsim.server.url" {
			settings.Setting = append(settings.Setting[:i:i], settings.Setting[i+1:]...)
			break
		}
	}
}

func (l *lab) url() string { return "https://" + l.server.URL.Host }

func (l *lab) close() {
	close(l.closing)
	l.server.CloseClientConnections()
	l.server.Close()
}

func (l *lab) settings() switches {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.switches
}

func (l *lab) pageLimit() int { return l.settings().PageLimit }

// liveSessions are the simulator's own: it alone knows which sessions exist.
func liveSessions() map[string]types.UserSession {
	viewer := &simulator.Session{Registry: simulator.NewRegistry()}
	manager := viewer.Get(*serviceContent().SessionManager).(*simulator.SessionManager)
	live := map[string]types.UserSession{}
	for _, s := range manager.SessionList {
		live[s.Key] = s
	}
	return live
}

// authenticated says whether an HTTP request outside SOAP carries the cookie of a live session.
func authenticated(r *http.Request) bool {
	cookie, err := r.Cookie("vmware_soap_session")
	if err != nil {
		return false
	}
	_, ok := liveSessions()[cookie.Value]
	return ok
}

// expireSessions ends every session, as an idle time-out would.
func expireSessions() int {
	manager := simulator.Map.SessionManager()
	ctx := &simulator.Context{Session: &simulator.Session{Registry: simulator.NewRegistry()}, Map: simulator.Map}
	n := 0
	for key := range liveSessions() {
		manager.TerminateSession(ctx, &types.TerminateSession{SessionId: []string{key}})
		n++
	}
	return n
}

func (l *lab) workLocked(session string) *sessionWork {
	w := l.sessions[session]
	if w == nil {
		w = &sessionWork{views: map[types.ManagedObjectReference]bool{}, filters: map[types.ManagedObjectReference]bool{},
			tokens: map[string]*retrieval{}, histories: map[types.ManagedObjectReference]bool{}}
		l.sessions[session] = w
	}
	return w
}

func (l *lab) addFilter(session string, ref types.ManagedObjectReference) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.workLocked(session).filters[ref] = true
}

func (l *lab) removeFilter(session string, ref types.ManagedObjectReference) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.workLocked(session).filters, ref)
}
