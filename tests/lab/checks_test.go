package main

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path"
	"reflect"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// findings evaluates the conditions of the check list on the inventory, written a second time and without
// a look at the table of ailments.
type findings struct {
	inv  *inventory
	list []expectation
}

func (f *findings) when(fires bool, check, object, part string) {
	if fires {
		f.list = append(f.list, expectation{check, object, part})
	}
}

func evaluate(inv *inventory) []expectation {
	f := &findings{inv: inv}
	for _, h := range inv.hosts {
		f.host(h)
	}
	for _, c := range inv.clusters {
		f.cluster(c)
	}
	for _, ds := range inv.datastores {
		f.datastore(ds)
	}
	for _, vm := range inv.vms {
		f.machine(vm)
	}
	for _, s := range inv.root.TriggeredAlarmState {
		a := simulator.Map.Get(s.Alarm).(*mo.Alarm)
		f.when(!*s.Acknowledged && (s.OverallStatus == "red" || s.OverallStatus == "yellow"), "alarm-triggered", entityName(s.Entity), a.Info.Name)
	}
	return f.list
}

func (f *findings) host(h *mo.HostSystem) {
	f.when(h.Runtime.ConnectionState != "connected", "host-disconnected", h.Name, "")
	f.when(h.Runtime.InMaintenanceMode, "host-maintenance-mode", h.Name, "")
	f.when(h.Summary.RebootRequired, "host-reboot-required", h.Name, "")
	f.when(h.AlarmActionsEnabled != nil && !*h.AlarmActionsEnabled, "host-alarm-actions-disabled", h.Name, "")
	if health := h.Runtime.HealthSystemRuntime; health != nil {
		for _, s := range health.SystemHealthInfo.NumericSensorInfo {
			key := strings.ToLower(s.HealthState.GetElementDescription().Key)
			f.when(key == "red" || key == "yellow", "host-hardware-sensor", h.Name, s.Name)
		}
	}
	if h.Hardware != nil {
		var memory int64
		for _, vm := range f.inv.vms {
			if *vm.Runtime.Host == h.Self && vm.Runtime.PowerState == "poweredOn" && vm.Config != nil {
				memory += int64(vm.Config.Hardware.MemoryMB) << 20
			}
		}
		f.when(memory > h.Hardware.MemorySize, "host-memory-overcommitted", h.Name, "")
	}
	if h.Config != nil {
		f.hostConfig(h, h.Config)
	}
}

func (f *findings) hostConfig(h *mo.HostSystem, c *types.HostConfigInfo) {
	running := map[string]bool{}
	for _, s := range c.Service.Service {
		running[s.Key] = s.Running
	}
	f.when(!running["ntpd"] && !running["ptpd"], "host-ntp-not-running", h.Name, "")
	f.when(running["TSM-SSH"], "host-ssh-running", h.Name, "TSM-SSH")
	f.when(running["TSM"], "host-shell-running", h.Name, "TSM")
	f.when(len(c.DateTimeInfo.NtpConfig.Server) == 0, "host-ntp-not-configured", h.Name, "")
	f.when(c.LockdownMode == "lockdownDisabled", "host-lockdown-disabled", h.Name, "")
	for _, nic := range c.Network.Pnic {
		f.when(nic.LinkSpeed == nil, "host-uplink-down", h.Name, nic.Device)
	}
	block, _ := pem.Decode(c.Certificate)
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		panic(err)
	}
	f.when(certificate.NotAfter.Before(f.inv.now.Add(60*day)), "host-certificate-expiring", h.Name, "")
}

func (f *findings) cluster(c *mo.ClusterComputeResource) {
	ex := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	ha := *ex.DasConfig.Enabled
	f.when(!ha, "cluster-ha-disabled", c.Name, "")
	f.when(ha && !*ex.DasConfig.AdmissionControlEnabled, "cluster-ha-admission-disabled", c.Name, "")
	f.when(ha && ex.DasConfig.HostMonitoring == "disabled", "cluster-ha-host-monitoring-disabled", c.Name, "")
	f.when(!*ex.DrsConfig.Enabled, "cluster-drs-disabled", c.Name, "")
	builds := map[string]bool{}
	for _, h := range f.inv.hosts {
		if *h.Parent == c.Self && h.Config != nil {
			builds[h.Config.Product.Build] = true
		}
	}
	f.when(len(builds) > 1, "cluster-host-builds-differ", c.Name, "")
}

func (f *findings) datastore(ds *mo.Datastore) {
	s := ds.Summary
	f.when(s.FreeSpace*100/s.Capacity <= 15, "datastore-space-low", ds.Name, "")
	f.when(!s.Accessible, "datastore-inaccessible", ds.Name, "")
	f.when(s.MaintenanceMode != "normal", "datastore-maintenance", ds.Name, "")
	f.when((s.Capacity-s.FreeSpace+s.Uncommitted)*100/s.Capacity > 150, "datastore-overcommitted", ds.Name, "")
	mounted := map[types.ManagedObjectReference]bool{}
	for _, m := range ds.Host {
		mounted[m.Key] = true
		f.when(s.Accessible && !*m.MountInfo.Accessible, "datastore-host-access-lost", ds.Name, entityName(m.Key))
	}
	for _, c := range f.inv.clusters {
		n, missing := 0, ""
		for _, ref := range c.Host {
			if mounted[ref] {
				n++
			} else {
				missing = entityName(ref)
			}
		}
		f.when(*s.MultipleHostAccess && n > 0 && n < len(c.Host), "datastore-not-on-all-hosts", ds.Name, missing)
	}
}

var delta = regexp.MustCompile(`-\d{6}\.vmdk$`)

func (f *findings) machine(vm *mo.VirtualMachine) {
	on := vm.Runtime.PowerState == "poweredOn"
	r := vm.Runtime
	f.when(r.ConnectionState == "invalid" || r.ConnectionState == "inaccessible" || r.ConnectionState == "orphaned", "vm-inaccessible", vm.Name, "")
	f.when(isSet(r.ConsolidationNeeded), "vm-consolidation-needed", vm.Name, "")
	f.when(r.Question != nil, "vm-question-pending", vm.Name, "")
	q := vm.Summary.QuickStats
	f.when(q.BalloonedMemory > 0 || q.SwappedMemory > 0, "vm-memory-reclaimed", vm.Name, "")
	f.when(on && q.GuestHeartbeatStatus == "red", "vm-heartbeat-red", vm.Name, "")
	if vm.Snapshot != nil {
		f.snapshots(vm, vm.Snapshot.RootSnapshotList)
	}
	if g := vm.Guest; g != nil {
		f.when(on && g.ToolsRunningStatus == "guestToolsNotRunning", "vm-tools-not-running", vm.Name, "")
		s := g.ToolsVersionStatus2
		f.when(s == "guestToolsNeedUpgrade" || s == "guestToolsTooOld" || s == "guestToolsSupportedOld", "vm-tools-outdated", vm.Name, "")
	}
	if vm.Config != nil {
		f.machineConfig(vm, vm.Config, on)
	}
}

func (f *findings) snapshots(vm *mo.VirtualMachine, list []types.VirtualMachineSnapshotTree) {
	for _, s := range list {
		f.when(f.inv.now.Sub(s.CreateTime) > 14*day, "vm-snapshot-old", vm.Name, s.Name)
		f.when(strings.Contains(s.Description, "Kennwort"), "vm-snapshot-description-secret", vm.Name, s.Name)
		f.snapshots(vm, s.ChildSnapshotList)
	}
}

func (f *findings) machineConfig(vm *mo.VirtualMachine, c *types.VirtualMachineConfigInfo, on bool) {
	version, _ := strconv.Atoi(strings.TrimPrefix(c.Version, "vmx-"))
	f.when(version < 13, "vm-hardware-version-old", vm.Name, "")
	folder := path.Dir(c.Files.VmPathName[strings.Index(c.Files.VmPathName, "] ")+2:])
	f.when(folder != vm.Name, "vm-folder-name-differs", vm.Name, "")
	f.when(*c.CpuAllocation.Limit != -1, "vm-limit-configured", vm.Name, "cpu")
	f.when(*c.MemoryAllocation.Limit != -1, "vm-limit-configured", vm.Name, "memory")
	f.when(strings.Contains(c.Annotation, "password is"), "vm-annotation-secret", vm.Name, "")
	f.when(vm.AlarmActionsEnabled != nil && !*vm.AlarmActionsEnabled, "vm-alarm-actions-disabled", vm.Name, "")
	f.when(isSet(c.BootOptions.EnterBIOSSetup), "vm-enters-firmware-setup", vm.Name, "")
	f.when(isSet(c.Tools.SyncTimeWithHost), "vm-time-sync-with-host", vm.Name, "")
	f.when(c.MigrateEncryption == "disabled", "vm-vmotion-encryption-off", vm.Name, "")
	for _, d := range c.Hardware.Device {
		v := d.GetVirtualDevice()
		label := v.DeviceInfo.GetDescription().Label
		link := v.Connectable
		if _, ok := d.(types.BaseVirtualEthernetCard); ok {
			f.when(on && link.StartConnected && !link.Connected, "vm-nic-disconnected", vm.Name, label)
		}
		switch d.(type) {
		case *types.VirtualCdrom, *types.VirtualFloppy:
			f.when(on && link.Connected, "vm-removable-media-connected", vm.Name, label)
		case *types.VirtualDisk:
			b, ok := v.Backing.(*types.VirtualDiskFlatVer2BackingInfo)
			if !ok {
				continue
			}
			f.when(delta.MatchString(b.FileName) && vm.Snapshot == nil, "vm-delta-disk-without-snapshot", vm.Name, label)
			f.when(strings.HasSuffix(b.DiskMode, "nonpersistent"), "vm-disk-nonpersistent", vm.Name, label)
			f.when(b.Sharing == "sharingMultiWriter", "vm-disk-multiwriter", vm.Name, label)
		}
	}
}

func sorted(list []expectation) []string {
	var lines []string
	for _, e := range list {
		lines = append(lines, fmt.Sprintf("%s | %s | %s", e.Check, e.Object, e.Part))
	}
	sort.Strings(lines)
	return lines
}

func TestHealthyFiresNothing(t *testing.T) {
	for _, args := range [][]string{{}, {"--seed", "77"}, {"--clusters", "3", "--hosts", "6", "--vms", "60", "--datastores", "12"}, {"--clusters", "1", "--hosts", "1", "--vms", "2", "--datastores", "1"},
		{"--esx"}, {"--canary", "Zaunkoenig"}} {
		if got := sorted(evaluate(start(t, args...).lab.inventory)); len(got) > 0 {
			t.Errorf("%v: %v", args, got)
		}
	}
}

func TestSickFiresExactlyTheGoldenList(t *testing.T) {
	for _, args := range [][]string{{}, {"--seed", "77"}, {"--clusters", "3", "--hosts", "5", "--vms", "15"}, {"--canary", "Zaunkoenig"}} {
		inv := start(t, append(args, "--scenario", "sick")...).lab.inventory
		want, got := sorted(inv.expected()), sorted(evaluate(inv))
		if !reflect.DeepEqual(want, got) {
			t.Errorf("%v: silent %v, unexpected %v", args, difference(want, got), difference(got, want))
		}
	}
}

func TestEveryCheckOfTheListFires(t *testing.T) {
	checks := map[string]bool{}
	for _, e := range start(t, "--scenario", "sick").lab.inventory.expected() {
		checks[e.Check] = true
	}
	for _, id := range strings.Fields(`host-disconnected host-hardware-sensor host-ntp-not-running host-ntp-not-configured host-ssh-running host-shell-running
		host-lockdown-disabled host-certificate-expiring host-reboot-required host-uplink-down host-memory-overcommitted host-maintenance-mode
		host-alarm-actions-disabled cluster-ha-disabled cluster-ha-admission-disabled cluster-ha-host-monitoring-disabled cluster-drs-disabled
		cluster-host-builds-differ datastore-space-low datastore-inaccessible datastore-maintenance datastore-overcommitted datastore-host-access-lost
		datastore-not-on-all-hosts vm-snapshot-old vm-consolidation-needed vm-tools-not-running vm-tools-outdated vm-inaccessible vm-memory-reclaimed
		vm-question-pending vm-nic-disconnected vm-hardware-version-old vm-delta-disk-without-snapshot vm-folder-name-differs vm-limit-configured
		vm-disk-nonpersistent vm-disk-multiwriter vm-removable-media-connected alarm-triggered`) {
		if !checks[id] {
			t.Errorf("%s fires nowhere", id)
		}
	}
}

func difference(a, b []string) (only []string) {
	for _, s := range a {
		if !contains(b, s) {
			only = append(only, s)
		}
	}
	return only
}

// The golden list is kept as a page; LAB_WRITE_GOLDEN=1 writes it anew.
func TestGoldenPageIsCurrent(t *testing.T) {
	inv := start(t, "--scenario", "sick").lab.inventory
	var page bytes.Buffer
	page.WriteString(goldenHead)
	for _, e := range inv.expected() {
		fmt.Fprintf(&page, "| %s | %s | %s |\n", e.Check, e.Object, e.Part)
	}
	page.WriteString(goldenFoot)
	if os.Getenv("LAB_WRITE_GOLDEN") != "" {
		if err := os.WriteFile("sick.md", page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("sick.md")
	if err != nil || !bytes.Equal(kept, page.Bytes()) {
		t.Errorf("sick.md does not agree with the table in sick.go (%v)", err)
	}
}

const goldenHead = `# What the sick scenario makes fire

Each line is one object, or one part of an object, that a check must report on ` + "`sitrep-lab --scenario sick`" + ` with the default sizes,
for every seed. Nothing else may fire. ` + "`GET /_lab/expected`" + ` gives the same list as JSON. The page is made from the table in
` + "`sick.go`" + `; a test compares the two (` + "`LAB_WRITE_GOLDEN=1 go test -run Golden`" + ` writes it anew).

The part is the service, sensor, adapter, disk, snapshot, drive or alarm by its name; for ` + "`vm-limit-configured`" + ` which limit;
for ` + "`datastore-host-access-lost`" + ` the host that lost access; for ` + "`datastore-not-on-all-hosts`" + ` the host that lacks the
datastore (its cluster is prod-cl01). Hosts esx-01 to esx-04 are in prod-cl01, esx-05 to esx-08 in prod-cl02.

| check | object | part |
|---|---|---|
`

const goldenFoot = `
Traps that must not fire:

- esx-02 is disconnected and has no ` + "`config`" + `, no ` + "`hardware`" + `, no sensors and no boot time: nothing is known of its services,
  certificate or build, so only host-disconnected (and its alarm) may name it. esx-06 does not respond and keeps its last values.
- db-02 has a snapshot two days old, and its disk therefore ends in -000001.vmdk; so do db-01's.
- The alarms on esx-06 and cache-03 are acknowledged.
- nfs-backup-01 is inaccessible as a whole, so no host has lost access to it on its own.
- prod-cl02 has HA off; that its admission control is on does not matter.
- file-02 is inaccessible and has no ` + "`config`" + ` and no ` + "`guest`" + `; mon-04 is orphaned and keeps both.
- build-03, mon-03 and the template tpl-debian-12 are powered off: their tools do not run and their adapters are not connected.
`
