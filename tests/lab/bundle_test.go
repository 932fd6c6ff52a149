package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

func generate(hosts ...string) string {
	body := `<GenerateLogBundles_Task xmlns="urn:vim25"><_this type="DiagnosticManager">` + serviceContent().DiagnosticManager.Value + `</_this><includeDefault>false</includeDefault>`
	for _, h := range hosts {
		body += `<host type="HostSystem">` + h + `</host>`
	}
	return body + `</GenerateLogBundles_Task>`
}

var returnedTask = regexp.MustCompile(`<returnval type="Task">([^<]*)`)

// finish waits for a task's end and gives its info.
func (c *client) finish(task string) string {
	c.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		info := c.must(one("Task", task, "info"))
		if strings.Contains(info, "<state>success</state>") || strings.Contains(info, "<state>error</state>") {
			return info
		}
	}
	c.t.Fatal("the task never ended")
	return ""
}

func TestBundleTaskRunsAndItsDownloadNeedsTheCookie(t *testing.T) {
	c := start(t, "--canary", "Zaunkoenig").login()
	h := c.lab.inventory.hosts
	task := returnedTask.FindStringSubmatch(c.must(generate(h[0].Self.Value, h[1].Self.Value)))[1]
	status, text := c.call(generate(h[2].Self.Value))
	if status != 500 {
		t.Error("two bundle tasks at once")
	}
	wantContains(t, text, `xsi:type="TaskInProgress"`, `<task type="Task">`+task)
	info := c.finish(task)
	wantContains(t, info, `<result xsi:type="ArrayOfDiagnosticManagerBundleInfo"><DiagnosticManagerBundleInfo><system type="HostSystem">`+h[0].Self.Value, "https://*/lab-diag/esx-esx-02.lab.example-2026-11-22--13.38.tgz", "<progress>100</progress>")
	path := "/lab-diag/esx-esx-01.lab.example-2026-11-22--13.38.tgz"
	status, first := c.get(path)
	if status != 200 {
		t.Fatalf("status %d", status)
	}
	if _, second := c.get(path); first != second {
		t.Error("two downloads differ")
	}
	if n := len(first); n < 300000 || n > 600000 {
		t.Errorf("%d bytes", n)
	}
	checkBundle(t, c, first)
	c.cookie = ""
	if status, _ = c.get(path); status != 401 {
		t.Errorf("without a cookie: %d", status)
	}
}

func checkBundle(t *testing.T, c *client, archive string) {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for r := tar.NewReader(z); ; {
		header, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.SplitN(header.Name, "/", 2)[1]] = string(content)
	}
	vm := c.lab.inventory.hosts[0].Vm[0]
	name := entityName(vm)
	for _, file := range []string{"commands/uname_-a.txt", "etc/vmware/esx.conf", "var/log/vmkernel.log", "var/log/hostd.log", "var/log/vpxa.log", "var/log/vobd.log",
		"var/run/log/vmkernel.0.gz", "var/core/hostd-zdump.000", "var/log/Zaunkoenig-trace.log",
		"vmfs/volumes/" + c.lab.factsOf(hostName(1)).machines[0].datastore + "/" + name + "/" + name + ".vmx"} {
		if files[file] == "" {
			t.Errorf("no %s", file)
		}
	}
	inner, err := gzip.NewReader(strings.NewReader(files["var/run/log/vmkernel.0.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := io.ReadAll(inner)
	if err != nil {
		t.Fatal(err)
	}
	files["rotated"] = string(rotated)
	if !bytes.Contains([]byte(files["var/core/hostd-zdump.000"]), []byte("\x00hostname=esx-01.lab.example\x00")) {
		t.Error("no name in the core")
	}
	delete(files, "var/core/hostd-zdump.000")
	all := ""
	for _, content := range files {
		all += content
	}
	wantContains(t, all, "esx-01.lab.example", "esx-01 ", name, "@lab.example", `LAB\jdoe`, "svc-backup@lab.example", "Authorization: Bearer ", "PRIVATE KEY",
		"Zaunkoenig-user", "8.0.3.24022515", ".1.3.6.1.4.1.6876", "san-prod-01", c.lab.inventory.secret("vpxuser"))
}

func TestBundleTaskCanBeCanceled(t *testing.T) {
	c := start(t, "--bundle-seconds", "60").login()
	task := returnedTask.FindStringSubmatch(c.must(generate(c.lab.inventory.hosts[0].Self.Value)))[1]
	c.must(`<CancelTask xmlns="urn:vim25"><_this type="Task">` + task + `</_this></CancelTask>`)
	info := c.finish(task)
	wantContains(t, info, `<fault xsi:type="RequestCanceled">`, "<cancelled>true</cancelled>")
	c.must(generate(c.lab.inventory.hosts[0].Self.Value))
}

func TestWaitForUpdatesSeesTheTaskAdvance(t *testing.T) {
	c := start(t, "--bundle-seconds", "0.5").login()
	task := returnedTask.FindStringSubmatch(c.must(generate(c.lab.inventory.hosts[0].Self.Value)))[1]
	c.must(`<CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><spec><propSet><type>Task</type><pathSet>info.state</pathSet><pathSet>info.progress</pathSet></propSet>` +
		`<objectSet><obj type="Task">` + task + `</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>`)
	if s := c.state(); s.Filters != 1 {
		t.Errorf("%d filters", s.Filters)
	}
	version, done := "", false
	for i := 0; i < 60 && !done; i++ {
		text := c.must(`<WaitForUpdatesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><version>` + version + `</version><options><maxWaitSeconds>5</maxWaitSeconds></options></WaitForUpdatesEx>`)
		if m := regexp.MustCompile(`<version>([^<]*)`).FindStringSubmatch(text); m != nil {
			version = m[1]
		}
		done = strings.Contains(text, ">success<")
	}
	if !done {
		t.Error("the end was never seen")
	}
	c.logout()
	if s := c.state(); s.Filters != 0 {
		t.Errorf("%d filters", s.Filters)
	}
}

func TestADisconnectedHostGivesNoBundle(t *testing.T) {
	c := start(t, "--scenario", "sick").login()
	status, text := c.call(generate(c.lab.inventory.host(hostName(2)).Self.Value))
	if status != 500 {
		t.Errorf("status %d", status)
	}
	wantContains(t, text, `xsi:type="HostNotConnected"`)
}

func TestLogsAreBrowsedInPortions(t *testing.T) {
	c := start(t).login()
	browse := func(start, lines string) string {
		return c.must(`<BrowseDiagnosticLog xmlns="urn:vim25"><_this type="DiagnosticManager">DiagMgr</_this><host type="HostSystem">` + c.lab.inventory.hosts[0].Self.Value +
			`</host><key>vmkernel</key><start>` + start + `</start><lines>` + lines + `</lines></BrowseDiagnosticLog>`)
	}
	if n := strings.Count(browse("1", "9999"), "<lineText>"); n != 500 {
		t.Errorf("%d lines", n)
	}
	tail := browse("2147483647", "0")
	wantContains(t, tail, "<lineEnd>")
	wantLacks(t, tail, "<lineText>")
}

func TestCanaryListNamesSecretsAndNames(t *testing.T) {
	c := start(t, "--canary", "Zaunkoenig")
	_, text := c.get("/_lab/canary")
	var list canaryList
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	if list.Word != "Zaunkoenig" || len(list.Secrets) != 7 || !contains(list.Names, "web-01") || !contains(list.Names, "dc-02-Zaunkoenig") {
		t.Errorf("%+v", list)
	}
}

func TestStandaloneESXi(t *testing.T) {
	c := start(t, "--esx", "--scenario", "sick").login()
	text := c.must(`<RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent>`)
	wantContains(t, text, "<apiType>HostAgent</apiType>", ">ha-folder-root<")
	wantLacks(t, text, "instanceUuid", "alarmManager")
	view := c.view("HostSystem", "VirtualMachine")
	wantContains(t, c.must(retrieve(view, "HostSystem", 0, "name", "config.product")), ">ha-host<", "<version>8.0.3</version>")
	if n := strings.Count(c.must(retrieve(view, "VirtualMachine", 0, "name", "runtime")), "<objects>"); n != len(c.lab.inventory.vms) {
		t.Errorf("%d machines", n)
	}
	status, _ := c.call(generate())
	if status != 500 {
		t.Error("includeDefault false was taken")
	}
	task := returnedTask.FindStringSubmatch(c.must(strings.Replace(generate(), "false", "true", 1)))[1]
	wantContains(t, c.finish(task), "lab-diag/esx-esx-01.lab.example-")
	got, want := sorted(evaluate(c.lab.inventory)), sorted(c.lab.inventory.expected())
	if strings.Join(got, "\n") != strings.Join(want, "\n") || len(want) == 0 {
		t.Errorf("got %v\nwant %v", got, want)
	}
}
