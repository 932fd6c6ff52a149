package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand"
	"time"
)

// A logWriter writes lines of one host's logs: true names between look-alikes that are none (versions,
// object identifiers, build numbers, times).
type logWriter struct {
	*facts
	random *rand.Rand
	clock  time.Time
	out    bytes.Buffer
}

func (l *lab) newLogWriter(f *facts, kind string) *logWriter {
	d := f.id.digest("log "+kind, f.fqdn)
	seed := int64(d[0])<<24 | int64(d[1])<<16 | int64(d[2])<<8 | int64(d[3])
	return &logWriter{facts: f, random: rand.New(rand.NewSource(seed)), clock: l.inventory.now.Add(-26 * time.Hour)}
}

// logText is about so many bytes of one log.
func (l *lab) logText(host, kind string, size int) []byte {
	w := l.newLogWriter(l.factsOf(hostOrVCenter(host)), kind)
	w.fill(kind, size)
	return w.out.Bytes()
}

func hostOrVCenter(name string) string {
	if name == "vcenter."+domain {
		return ""
	}
	return name
}

// fill writes lines until the text has the wished size.
func (w *logWriter) fill(kind string, size int) {
	for w.out.Len() < size {
		w.line(kind)
	}
}

func (w *logWriter) stamp() string {
	w.clock = w.clock.Add(time.Duration(20+w.random.Intn(900)) * time.Millisecond)
	return w.clock.UTC().Format("2006-01-02T15:04:05.000Z")
}

func (w *logWriter) pick(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return list[w.random.Intn(len(list))]
}

func (w *logWriter) machine() machineFacts {
	if len(w.machines) == 0 {
		return machineFacts{name: "none", path: "[none] none/none.vmx", datastore: "none"}
	}
	return w.machines[w.random.Intn(len(w.machines))]
}

func (w *logWriter) user() string {
	users := []string{"root", logUser, logService, "vpxuser", "dcui", logAdmin}
	if w.canary != "" {
		users = append(users, w.canary+"-user")
	}
	return w.pick(users)
}

func (w *logWriter) line(kind string) {
	switch kind {
	case "vmkernel":
		w.vmkernel()
	case "vobd":
		w.vobd()
	case "shell":
		w.shell()
	default:
		w.agent(kind)
	}
	w.out.WriteByte('\n')
}

func (w *logWriter) vmkernel() {
	m := w.machine()
	fmt.Fprintf(&w.out, "%s In(182) vmkernel: cpu%d:%d)", w.stamp(), w.random.Intn(64), 2097152+w.random.Intn(60000))
	switch w.random.Intn(8) {
	case 0:
		fmt.Fprintf(&w.out, "ScsiDeviceIO: 4176: Cmd(0x45b9%08x) 0x28, CmdSN 0x%x from world %d to dev \"naa.60002ac0%016x\" failed H:0x0 D:0x2 P:0x0 Valid sense data: 0x5 0x24 0x0",
			w.random.Uint32(), w.random.Intn(1<<20), 2100000+w.random.Intn(9999), w.random.Uint64())
	case 1:
		fmt.Fprintf(&w.out, "NetPort: 1580: disabled port 0x%x on %s mac %s", 0x2000000+w.random.Intn(64), w.pick(w.networks), m.mac)
	case 2:
		fmt.Fprintf(&w.out, "FS3: 400: Reclaiming timed out heartbeat [HB state abcdef02 offset %d gen 17 stampUS %d uuid %s] on vol '%s'",
			3145728+w.random.Intn(9)*512, w.random.Int63n(1<<40), w.uuid, w.pick(w.datastores))
	case 3:
		fmt.Fprintf(&w.out, "World: vm %d: 7076: Starting world vmm0:%s of type 8", 2100000+w.random.Intn(9999), m.name)
	case 4:
		fmt.Fprintf(&w.out, "vmnic%d: i40en 2.3.4.0, fw 9.20 0x8000d8c5 21.5.9, oid .1.3.6.1.4.1.6876.4.1, link up at %s", w.random.Intn(4), w.pick(w.macs))
	case 5:
		fmt.Fprintf(&w.out, "Tcpip: 1190: established %s:902 -> %s:%d", w.address, m.address, 40000+w.random.Intn(20000))
	case 6:
		fmt.Fprintf(&w.out, "NFS: 173: Lost connection to server filer-01.%s mount /export/%s", domain, w.pick(w.datastores))
	default:
		fmt.Fprintf(&w.out, "VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64], uptime %d.%02d:%02d:%02d", w.random.Intn(90), w.random.Intn(24), w.random.Intn(60), w.random.Intn(60))
	}
}

func (w *logWriter) vobd() {
	m := w.machine()
	fmt.Fprintf(&w.out, "%s In(14) vobd[%d]:  [", w.stamp(), 2098000+w.random.Intn(99))
	switch w.random.Intn(4) {
	case 0:
		fmt.Fprintf(&w.out, "netCorrelator] %dus: [vob.net.vmnic.linkstate.up] vmnic%d linkstate up (%s)", w.random.Int63n(1<<40), w.random.Intn(4), w.short)
	case 1:
		fmt.Fprintf(&w.out, "vmfsCorrelator] %dus: [esx.problem.vmfs.heartbeat.timedout] %s %s", w.random.Int63n(1<<40), w.pick(w.volumes), w.pick(w.datastores))
	case 2:
		fmt.Fprintf(&w.out, "UserLevelCorrelator] %dus: [esx.audit.ssh.session.opened] SSH session was opened for '%s@%s'.", w.random.Int63n(1<<40), w.user(), m.address)
	default:
		fmt.Fprintf(&w.out, "GenericCorrelator] %dus: [vob.user.dcui.login.passed] user '%s' on %s", w.random.Int63n(1<<40), w.user(), w.fqdn)
	}
}

// shell is the command history, where secrets lie.
func (w *logWriter) shell() {
	m := w.machine()
	fmt.Fprintf(&w.out, "%s In(14) shell[%d]: [%s]: ", w.stamp(), 2099000+w.random.Intn(999), w.user())
	switch w.random.Intn(6) {
	case 0:
		fmt.Fprintf(&w.out, "curl -H 'Authorization: Bearer %s' https://%s/api/session", w.id.token("api"), w.pick(w.peers))
	case 1:
		fmt.Fprintf(&w.out, "esxcli storage nfs add -H filer-01.%s -s /export/x -v x --password=%s", domain, w.id.secret("cifs"))
	case 2:
		fmt.Fprintf(&w.out, "vim-cmd vmsvc/get.summary %d # %s", 1+w.random.Intn(90), m.name)
	case 3:
		fmt.Fprintf(&w.out, "echo %s | passwd --stdin root; mail -s done %s", w.id.secret("shell"), logMail)
	case 4:
		fmt.Fprintf(&w.out, "ssh root@%s tail -f /var/log/vmkernel.log", w.pick(w.peers))
	default:
		fmt.Fprintf(&w.out, "esxcli system version get # 8.0.3.24022515")
	}
}

// agent is hostd, vpxa and vpxd, which speak alike.
func (w *logWriter) agent(kind string) {
	m := w.machine()
	level := []string{"Db(167)", "In(166)", "Wa(164)"}[w.random.Intn(3)]
	fmt.Fprintf(&w.out, "%s %s %s[%d]: [Originator@6876 sub=", w.stamp(), level, kind, 2099300+w.random.Intn(99))
	session := fmt.Sprintf("52%06x-%04x-%04x", w.random.Intn(1<<24), w.random.Intn(1<<16), w.random.Intn(1<<16))
	switch w.random.Intn(10) {
	case 0:
		fmt.Fprintf(&w.out, "Vimsvc.ha-eventmgr opID=%s] Event %d : User %s@%s logged in as pyvmomi Python/3.8.16 (VMkernel; 8.0.3; x86_64)", session, w.random.Intn(9999), w.user(), m.address)
	case 1:
		fmt.Fprintf(&w.out, "Vmsvc.vm:%s] State Transition (VM_STATE_ON -> VM_STATE_RECONFIGURING) %s", m.path, m.name)
	case 2:
		fmt.Fprintf(&w.out, "Vmomi opID=%s] Activation [N5Vmomi10ActivationE:0x%x] : Invoke done [powerOn] on [vim.VirtualMachine:%d] arg uuid %s", session, w.random.Uint32(), w.random.Intn(90), m.uuid)
	case 3:
		fmt.Fprintf(&w.out, "Hostsvc.Datastore] Datastore %s (%s) mounted on %s", w.pick(w.datastores), w.pick(w.volumes), w.fqdn)
	case 4:
		fmt.Fprintf(&w.out, "Solo.HttpSvc.HTTPService] POST /sdk user=%s password=%s from %s", w.user(), w.id.secret("vpxuser"), w.address)
	case 5:
		fmt.Fprintf(&w.out, "Guestsvc] guest %s reports %s mac %s, tools 12389 (build-23787635)", m.guest, m.address, m.mac)
	case 6:
		fmt.Fprintf(&w.out, "Default] Alert mail to %s, copy %s: host %s rebooted at 13:38:06", logMail, logOperators, w.short)
	case 7:
		fmt.Fprintf(&w.out, "IoTracker] In thread %d, fopen(\"/%s/%s/vmware.log\") took over %d sec.", w.random.Intn(99), w.pick(w.volumes), m.name, 1+w.random.Intn(30))
	case 8:
		fmt.Fprintf(&w.out, "Libs] Authorization: Bearer %s version 8.0.3.24022515 oid 1.3.6.1.4.1.6876.3.1.2", w.id.token("backup"))
	default:
		fmt.Fprintf(&w.out, "vpxLro opID=%s] [VpxLRO] -- BEGIN lro-%d -- host-%d -- vim.HostSystem.acquireCimServicesTicket -- %s", session, w.random.Intn(1<<20), w.random.Intn(99), w.pick(append(w.peers, w.fqdn)))
	}
}

// privateKey is a block that looks like one.
func (w *logWriter) privateKey() string {
	raw := make([]byte, 1190)
	_, _ = w.random.Read(raw)
	text := base64.StdEncoding.EncodeToString(raw)
	var out bytes.Buffer
	kind := "RSA " + "PRIVATE KEY"
	out.WriteString("-----BEGIN " + kind + "-----\n")
	for len(text) > 64 {
		out.WriteString(text[:64] + "\n")
		text = text[64:]
	}
	out.WriteString(text + "\n-----END " + kind + "-----\n")
	return out.String()
}
