package main

import (
	"strings"
	"testing"
	"time"
)

type object = map[string]interface{}

func TestWrongPasswordIsInvalidLoginAndCounted(t *testing.T) {
	c := start(t)
	status, text := c.call(`<Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><userName>sitrep@vsphere.local</userName><password>no</password></Login>`)
	if status != 500 {
		t.Fatalf("status %d", status)
	}
	wantContains(t, text, `xsi:type="InvalidLogin"`)
	if s := c.state(); s.FailedLogins != 1 || s.Sessions != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCookieIsQuotedAndBothFormsAreTaken(t *testing.T) {
	c := start(t).login()
	if !strings.HasPrefix(c.cookie, `vmware_soap_session="`) {
		t.Errorf("cookie %s", c.cookie)
	}
	now := `<CurrentTime xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></CurrentTime>`
	c.must(now)
	c.cookie = strings.ReplaceAll(c.cookie, `"`, "")
	c.must(now)
}

func TestClockIsTheLabs(t *testing.T) {
	c := start(t).login()
	wantContains(t, c.must(`<CurrentTime xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></CurrentTime>`), "2026-11-22T13:38:06.000000Z")
}

func TestViewsAndTokensGoWithTheSession(t *testing.T) {
	c := start(t).login()
	c.view("HostSystem")
	view := c.view("VirtualMachine")
	c.must(retrieve(view, "VirtualMachine", 5, "name"))
	if s := c.state(); s.Sessions != 1 || s.Views != 2 || s.OpenTokens != 1 {
		t.Errorf("while open: %+v", s)
	}
	c.must(`<DestroyView xmlns="urn:vim25"><_this type="ContainerView">` + view + `</_this></DestroyView>`)
	if s := c.state(); s.Views != 1 {
		t.Errorf("after DestroyView: %+v", s)
	}
	c.logout()
	if s := c.state(); s.Sessions != 0 || s.Views != 0 || s.OpenTokens != 0 {
		t.Errorf("after Logout: %+v", s)
	}
}

func TestExpiredSessionIsNotAuthenticatedInEveryMissingSet(t *testing.T) {
	c := start(t).login()
	c.view("HostSystem")
	c.post("/_lab/expire", object{})
	if s := c.state(); s.Sessions != 0 || s.Views != 0 {
		t.Errorf("%+v", s)
	}
	text := c.must(one("HostSystem", c.lab.inventory.hosts[0].Self.Value, "name", "config.product"))
	wantContains(t, text, "<missingSet><path>name</path>", "<missingSet><path>config.product</path>", `xsi:type="NotAuthenticated"`)
	wantLacks(t, text, "<propSet>")
	status, text := c.call(`<CreateContainerView xmlns="urn:vim25"><_this type="ViewManager">ViewManager</_this><container type="Folder">group-d1</container><recursive>true</recursive></CreateContainerView>`)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="NotAuthenticated"`)
	c.cookie = ""
	c.login()
}

func TestIdleSessionEnds(t *testing.T) {
	c := start(t, "--idle", "60ms").login()
	for deadline := time.Now().Add(5 * time.Second); c.state().Sessions > 0; {
		if time.Now().After(deadline) {
			t.Fatal("the session never ended")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestVersionsAreListedAndOthersRefused(t *testing.T) {
	c := start(t, "--api-version", "7.0.3.0")
	_, text := c.get("/sdk/vimServiceVersions.xml")
	wantContains(t, text, "<name>urn:vim25</name>\n  <version>7.0.3.0</version>", "<version>6.5</version>", "<!--")
	wantLacks(t, text, "8.0.3.0")
	c.header = map[string][]string{"SOAPAction": {`"urn:vim25/8.0.3.0"`}}
	status, text := c.call(`<RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent>`)
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, "VersionMismatchFaultCode", "Unsupported version URI &quot;urn:vim25/8.0.3.0&quot;")
	c.header = nil
	wantContains(t, c.must(`<RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent>`), "<version>7.0.3</version>")
}

func TestOnlyLoopbackIsServed(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "192.168.1.1:443", ":443", "[::]:1"} {
		if loopbackOnly(address) == nil {
			t.Errorf("%s was taken", address)
		}
	}
	for _, address := range []string{"127.0.0.1:0", "[::1]:0", "localhost:0"} {
		if err := loopbackOnly(address); err != nil {
			t.Error(err)
		}
	}
}
