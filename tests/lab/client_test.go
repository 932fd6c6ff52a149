package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/vmware/govmomi/vim25/types"
)

// The simulator logs every object it does not find.
func TestMain(m *testing.M) {
	log.SetOutput(io.Discard)
	os.Exit(m.Run())
}

// start serves a lab for one test. Labs share the simulator's registry, so tests run one after another.
func start(t *testing.T, args ...string) *client {
	t.Helper()
	var errors bytes.Buffer
	o, err := parseOptions(append([]string{"--now", "2026-11-22T13:38:06Z", "--bundle-seconds", "0.05", "--bundle-size", "300000"}, args...), &errors)
	if err != nil {
		t.Fatalf("%v %s", err, errors.String())
	}
	l, err := newLab(o)
	if err != nil {
		t.Fatal(err)
	}
	l.serve()
	t.Cleanup(l.close)
	return newClient(t, l)
}

func newClient(t *testing.T, l *lab) *client {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(l.certificate.caPEM)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &client{t: t, lab: l, http: &http.Client{Transport: transport}}
}

// client speaks just enough SOAP.
type client struct {
	t      *testing.T
	lab    *lab
	http   *http.Client
	cookie string
	header http.Header
	last   *http.Response
}

func (c *client) try(body string) (int, string, error) {
	envelope := `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>` + body + `</soapenv:Body></soapenv:Envelope>`
	req, err := http.NewRequest("POST", c.lab.url()+"/sdk", strings.NewReader(envelope))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("SOAPAction", "urn:vim25/6.5")
	for name, values := range c.header {
		req.Header[name] = values
	}
	if c.cookie != "" {
		req.Header.Set("Cookie", c.cookie)
	}
	return c.do(req)
}

func (c *client) do(req *http.Request) (int, string, error) {
	res, err := c.http.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	c.last = res
	text, err := io.ReadAll(res.Body)
	if cookie := res.Header.Get("Set-Cookie"); cookie != "" {
		c.cookie = strings.SplitN(cookie, ";", 2)[0]
	}
	return res.StatusCode, string(text), err
}

func (c *client) call(body string) (int, string) {
	c.t.Helper()
	status, text, err := c.try(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return status, text
}

// must is a call that has to succeed.
func (c *client) must(body string) string {
	c.t.Helper()
	status, text := c.call(body)
	if status != 200 {
		c.t.Fatalf("status %d: %s", status, text)
	}
	return text
}

func (c *client) login() *client {
	c.t.Helper()
	c.must(fmt.Sprintf(`<Login xmlns="urn:vim25"><_this type="SessionManager">%s</_this><userName>%s</userName><password>%s</password></Login>`,
		serviceContent().SessionManager.Value, c.lab.options.Username, c.lab.password))
	return c
}

func (c *client) logout() {
	c.must(`<Logout xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></Logout>`)
	c.cookie = ""
}

var returnedView = regexp.MustCompile(`<returnval type="ContainerView">([^<]*)`)

func (c *client) view(kinds ...string) string {
	c.t.Helper()
	body := `<CreateContainerView xmlns="urn:vim25"><_this type="ViewManager">ViewManager</_this><container type="Folder">` + serviceContent().RootFolder.Value + `</container>`
	for _, kind := range kinds {
		body += "<type>" + kind + "</type>"
	}
	return returnedView.FindStringSubmatch(c.must(body + `<recursive>true</recursive></CreateContainerView>`))[1]
}

// retrieve is the request for paths of one type through a view.
func retrieve(view, kind string, most int, paths ...string) string {
	body := `<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">` + serviceContent().PropertyCollector.Value + `</_this><specSet><propSet><type>` + kind + `</type>`
	for _, path := range paths {
		body += "<pathSet>" + path + "</pathSet>"
	}
	body += `</propSet><objectSet><obj type="ContainerView">` + view + `</obj><skip>true</skip><selectSet xsi:type="TraversalSpec">` +
		`<name>v</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet></specSet><options>`
	if most != 0 {
		body += fmt.Sprintf("<maxObjects>%d</maxObjects>", most)
	}
	return body + `</options></RetrievePropertiesEx>`
}

// one is the request for paths of one object.
func one(kind, id string, paths ...string) string {
	body := `<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">` + serviceContent().PropertyCollector.Value + `</_this><specSet><propSet><type>` + kind + `</type>`
	for _, path := range paths {
		body += "<pathSet>" + path + "</pathSet>"
	}
	return body + `</propSet><objectSet><obj type="` + kind + `">` + id + `</obj></objectSet></specSet><options/></RetrievePropertiesEx>`
}

func proceed(token string) string {
	return `<ContinueRetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><token>` + token + `</token></ContinueRetrievePropertiesEx>`
}

var returnedToken = regexp.MustCompile(`<token>([^<]*)</token>`)

func token(text string) string {
	if m := returnedToken.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

func (c *client) post(path string, value interface{}) {
	c.t.Helper()
	text, _ := json.Marshal(value)
	req, _ := http.NewRequest("POST", c.lab.url()+path, bytes.NewReader(text))
	if status, body, err := c.do(req); err != nil || status != 200 {
		c.t.Fatalf("%s: %d %s %v", path, status, body, err)
	}
}

func (c *client) get(path string) (int, string) {
	c.t.Helper()
	req, _ := http.NewRequest("GET", c.lab.url()+path, nil)
	if c.cookie != "" {
		req.Header.Set("Cookie", c.cookie)
	}
	status, body, err := c.do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	return status, body
}

func (c *client) state() (s struct {
	Sessions, Views, Filters, Collectors int
	Histories                            int            `json:"history_collectors"`
	OpenTokens                           int            `json:"open_tokens"`
	FailedLogins                         int            `json:"failed_logins"`
	InFlightMax                          int            `json:"requests_in_flight_max"`
	Calls                                map[string]int `json:"calls"`
	Bytes                                int64          `json:"bytes"`
}) {
	c.t.Helper()
	_, text := c.get("/_lab/state")
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		c.t.Fatal(err)
	}
	return s
}

func wantContains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in %.2000s", part, text)
		}
	}
}

func wantLacks(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("unwanted %q in %.2000s", part, text)
		}
	}
}

func sessionOf(c *client) string {
	for key := range liveSessions() {
		return key
	}
	c.t.Fatal("no session")
	return ""
}

func collectorRef(value string) types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "PropertyCollector", Value: value}
}
