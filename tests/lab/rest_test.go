package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// restSend is one request to the REST endpoint, with a session or with the account's password.
func (c *client) restSend(method, path, session string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequest(method, c.lab.url()+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if session == "" {
		req.SetBasicAuth(c.lab.options.Username, c.lab.password)
	} else {
		req.Header.Set("vmware-api-session-id", session)
	}
	res, err := c.http.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res.StatusCode, strings.TrimSpace(string(text))
}

func TestRESTAnswersBareInAPIAndWrappedInREST(t *testing.T) {
	c := start(t)
	status, id := c.restSend("POST", "/api/session", "")
	if status != 201 || len(id) != 34 {
		t.Fatalf("status %d: %s", status, id)
	}
	id = strings.Trim(id, `"`)
	if status, text := c.restSend("GET", "/api/appliance/health/system", id); status != 200 || text != `"green"` {
		t.Errorf("status %d: %s", status, text)
	}
	if status, text := c.restSend("GET", "/rest/appliance/health/system", id); status != 200 || text != `{"value":"green"}` {
		t.Errorf("status %d: %s", status, text)
	}
	if c.lab.state().RESTSessions != 1 {
		t.Errorf("%d sessions", c.lab.state().RESTSessions)
	}
	if status, _ := c.restSend("DELETE", "/api/session", id); status != 204 {
		t.Errorf("status %d", status)
	}
	if status, _ := c.restSend("GET", "/api/appliance/health/system", id); status != 401 {
		t.Errorf("a session that is over: status %d", status)
	}
	if c.lab.state().RESTSessions != 0 {
		t.Errorf("%d sessions", c.lab.state().RESTSessions)
	}
}

func TestRESTOfOlderVersionsHasNoAPI(t *testing.T) {
	c := start(t, "--api-version", "6.5")
	if status, _ := c.restSend("POST", "/api/session", ""); status != 404 {
		t.Errorf("status %d", status)
	}
	status, text := c.restSend("POST", "/rest/com/vmware/cis/session", "")
	if status != 200 || !strings.HasPrefix(text, `{"value":"`) {
		t.Fatalf("status %d: %s", status, text)
	}
	id := strings.TrimSuffix(strings.TrimPrefix(text, `{"value":"`), `"}`)
	for path, expected := range map[string]int{"/rest/vcenter/services": 404, "/rest/appliance/vmon/service": 200,
		"/rest/appliance/health/load": 200, "/rest/com/vmware/cis/tagging/tag": 200} {
		if status, text := c.restSend("GET", path, id); status != expected {
			t.Errorf("%s: status %d: %s", path, status, text)
		}
	}
}

func TestRESTRefusesAsAVCenterDoes(t *testing.T) {
	c := start(t)
	_, id := c.restSend("POST", "/api/session", "")
	id = strings.Trim(id, `"`)
	if status, text := c.restSend("GET", "/api/appliance/update/pending?source_type=LAST_CHECK", id); status != 404 ||
		!strings.Contains(text, "com.vmware.appliance") {
		t.Errorf("no updates: status %d: %s", status, text)
	}
	if status, text := c.restSend("GET", "/api/spaceship", id); status != 404 || !strings.Contains(text, "com.vmware.vapi.rest") {
		t.Errorf("no such resource: status %d: %s", status, text)
	}
	c.lab.switches.RESTDenied = true
	if status, text := c.restSend("GET", "/api/appliance/ntp", id); status != 403 || !strings.Contains(text, "UNAUTHORIZED") {
		t.Errorf("status %d: %s", status, text)
	}
	if status, _ := c.restSend("GET", "/api/cis/tagging/tag", id); status != 200 {
		t.Errorf("tags: status %d", status)
	}
}

func TestAStandaloneHostHasNoREST(t *testing.T) {
	c := start(t, "--esx")
	for _, path := range []string{"/api/session", "/rest/com/vmware/cis/session"} {
		if status, _ := c.restSend("POST", path, ""); status != 404 {
			t.Errorf("%s: status %d", path, status)
		}
	}
}

func TestVsanHealthNeedsASessionAndTheOneCluster(t *testing.T) {
	c := start(t)
	ask := func(cluster string) (int, string) {
		body := `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>` +
			`<VsanQueryVcClusterHealthSummary xmlns="urn:vsan"><_this type="VsanVcClusterHealthSystem">vsan-cluster-health-system</_this>` +
			`<cluster type="ClusterComputeResource">` + cluster + `</cluster><fetchFromCache>true</fetchFromCache>` +
			`</VsanQueryVcClusterHealthSummary></soapenv:Body></soapenv:Envelope>`
		req, _ := http.NewRequest("POST", c.lab.url()+vsanPath, strings.NewReader(body))
		if c.cookie != "" {
			req.Header.Set("Cookie", c.cookie)
		}
		status, text, err := c.do(req)
		if err != nil {
			t.Fatal(err)
		}
		return status, text
	}
	clusters := c.lab.inventory.clusters
	last := clusters[len(clusters)-1].Self.Value
	if status, text := ask(last); status != 500 || !strings.Contains(text, "NotAuthenticated") {
		t.Errorf("status %d: %s", status, text)
	}
	c.login()
	if status, text := ask(last); status != 200 || !strings.Contains(text, "<overallHealth>green") {
		t.Errorf("status %d: %s", status, text)
	}
	if status, text := ask(clusters[0].Self.Value); status != 500 || !strings.Contains(text, "InvalidArgument") {
		t.Errorf("status %d: %s", status, text)
	}
}
