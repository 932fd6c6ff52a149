package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
)

const bundlePath = "/lab-diag/"

// bundleName is the file a host's bundle is downloaded as; "" is the vCenter's.
func (l *lab) bundleName(host string) string {
	return l.bundleRoot(host) + ".tgz"
}

func (l *lab) bundleRoot(host string) string {
	date := l.now().Format("2006-01-02--15.04")
	if host == "" {
		return "vc-vcenter." + domain + "-" + date
	}
	return "esx-" + host + "-" + date
}

// serveBundle streams a bundle to whoever holds the cookie of a live session.
func (l *lab) serveBundle(w http.ResponseWriter, r *http.Request) {
	if !authenticated(r) {
		w.Header().Set("WWW-Authenticate", `Basic realm="VMware HTTP server"`)
		http.Error(w, "401 Unauthorized", http.StatusUnauthorized)
		return
	}
	file := path.Base(r.URL.Path)
	l.mu.Lock()
	host, ok := l.bundles.made[file]
	if ok {
		l.books.Downloads++
	}
	l.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_ = l.writeBundle(w, host, strings.TrimSuffix(file, ".tgz"))
}

// A bundleWriter writes one .tgz, member by member, and knows how far it has come.
type bundleWriter struct {
	lab     *lab
	facts   *facts
	root    string
	host    string
	written *sizedWriter
	zip     *gzip.Writer
	tar     *tar.Writer
}

type sizedWriter struct {
	io.Writer
	size int64
}

func (s *sizedWriter) Write(p []byte) (int, error) {
	n, err := s.Writer.Write(p)
	s.size += int64(n)
	return n, err
}

// writeBundle makes the bundle as it goes out: the same bytes for the same seed, host, size and clock.
func (l *lab) writeBundle(out io.Writer, host, root string) error {
	b := &bundleWriter{lab: l, facts: l.factsOf(host), root: root, host: host, written: &sizedWriter{Writer: out}}
	b.zip, _ = gzip.NewWriterLevel(b.written, gzip.BestSpeed)
	b.tar = tar.NewWriter(b.zip)
	if err := b.members(); err != nil {
		return err
	}
	if err := b.tar.Close(); err != nil {
		return err
	}
	return b.zip.Close()
}

func (b *bundleWriter) members() error {
	steps := []func() error{b.commands, b.configuration, b.logs, b.machines, b.binaries, b.rotated}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (b *bundleWriter) add(name string, content []byte) error {
	header := &tar.Header{Name: b.root + "/" + name, Mode: 0o644, Size: int64(len(content)), ModTime: b.lab.inventory.now,
		Typeflag: tar.TypeReg, Uname: "root", Gname: "root"}
	if err := b.tar.WriteHeader(header); err != nil {
		return err
	}
	_, err := b.tar.Write(content)
	return err
}

// addAll writes name, content pairs.
func (b *bundleWriter) addAll(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := b.add(pairs[i], []byte(pairs[i+1])); err != nil {
			return err
		}
	}
	return nil
}

func (b *bundleWriter) commands() error {
	f := b.facts
	var list, nics, volumes strings.Builder
	list.WriteString("Vmid          Name                 File                                 Guest OS          Version\n")
	for i, m := range f.machines {
		fmt.Fprintf(&list, "%-6d %-20s %-48s debian12_64Guest  vmx-19\n", i+1, m.name, m.path)
	}
	for i, mac := range f.macs {
		fmt.Fprintf(&nics, "vmnic%d  0000:31:00.%d  i40en  Up  Up  25000  Full  %s  1500  Intel(R) Ethernet\n", i, i, mac)
	}
	for i, ds := range f.datastores {
		fmt.Fprintf(&volumes, "%-20s %s  0  naa.60002ac0%016x  1\n", ds, f.volumes[i], i+1)
	}
	return b.addAll(
		"commands/uname_-a.txt", "VMkernel "+f.fqdn+" 8.0.3 #1 SMP Release build-24022510 Jun 10 2024 x86_64 x86_64 x86_64 ESXi\n",
		"commands/hostname_-f.txt", f.fqdn+"\n",
		"commands/vim-cmd_vmsvc_getallvms.txt", list.String(),
		"commands/esxcli_network_nic_list.txt", nics.String(),
		"commands/esxcli_storage_vmfs_extent_list.txt", volumes.String(),
		"commands/esxcli_network_ip_interface_ipv4_get.txt", "vmk0  "+f.address+"  255.255.255.0  STATIC  false\n",
		"commands/esxcli_system_account_list.txt", "root  Administrator\ndcui  DCUI User\nvpxuser  VMware VirtualCenter administration account\n"+logUser+"  operator\n",
		"commands/esxcli_system_version_get.txt", "Product: VMware ESXi\nVersion: 8.0.3\nBuild: Releasebuild-24022510\nUpdate: 3\nPatch: 0\n",
	)
}

func (b *bundleWriter) configuration() error {
	f := b.facts
	w := b.lab.newLogWriter(f, "configuration")
	conf := fmt.Sprintf("/adv/Misc/HostName = %q\n/adv/Net/ManagementAddr = %q\n/net/pnic/child[0000]/mac = %q\n/system/uuid = %q\n"+
		"/adv/UserVars/ActiveDirectoryPreferredDomainControllers = \"dc-01.%s\"\n/snmp/communities = %q\n/ldap/bind/password = %q\n/ldap/bind/user = %q\n",
		f.fqdn, f.address, f.macs[0], f.uuid, domain, f.id.secret("snmp"), f.id.secret("ldap"), logService)
	if f.canary != "" {
		conf += fmt.Sprintf("/adv/Annotations/WelcomeMessage = \"Welcome to %s\"\npassword=%s-pw\n", f.canary, f.canary)
	}
	hosts := fmt.Sprintf("127.0.0.1 localhost.localdomain localhost\n::1 localhost.localdomain localhost\n%s %s %s\n", f.address, f.fqdn, f.short)
	for i, peer := range f.peers {
		hosts += fmt.Sprintf("10.%d.10.%d %s\n", f.id.network(), 100+i, peer)
	}
	return b.addAll(
		"etc/vmware/esx.conf", conf,
		"etc/hosts", hosts,
		"etc/resolv.conf", fmt.Sprintf("search %s\nnameserver 10.%d.0.53\n", domain, f.id.network()),
		"etc/vmware/vpxa/vpxa.cfg", fmt.Sprintf("<config>\n <vpxa>\n  <hostIp>%s</hostIp>\n  <serverIp>10.%d.10.2</serverIp>\n  <userName>vpxuser</userName>\n  <password>%s</password>\n </vpxa>\n</config>\n", f.address, f.id.network(), f.id.secret("vpxuser")),
		"etc/vmware/ssl/rui.key", w.privateKey(),
		"etc/ssh/keys-root/authorized_keys", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"+f.uuid+" "+logMail+"\n",
	)
}

func (b *bundleWriter) text(kind string, size int) []byte {
	w := b.lab.newLogWriter(b.facts, kind)
	w.fill(kind, size)
	return w.out.Bytes()
}

func (b *bundleWriter) logs() error {
	size := int(b.lab.options.BundleBytes / 8)
	if size < 8<<10 {
		size = 8 << 10
	}
	if size > 4<<20 {
		size = 4 << 20
	}
	kinds := []string{"vmkernel", "hostd", "vpxa", "vobd", "shell"}
	if b.host == "" {
		kinds = []string{"vpxd", "vpxd-alert"}
	}
	for _, kind := range kinds {
		if err := b.add("var/log/"+kind+".log", b.text(kind, size)); err != nil {
			return err
		}
	}
	if b.facts.canary == "" {
		return nil
	}
	word := b.facts.canary
	return b.addAll("var/log/"+word+"-trace.log", "user "+word+" password="+word+" host "+word+"."+domain+"\n",
		"var/tmp/"+word+"/notes.txt", "nothing but "+word+"\n")
}

// machines are the files that lie beside a virtual machine: their names carry its name.
func (b *bundleWriter) machines() error {
	for _, m := range b.facts.machines {
		folder := "vmfs/volumes/" + m.datastore + "/" + m.name + "/"
		vmx := fmt.Sprintf("displayName = %q\nuuid.bios = %q\nethernet0.generatedAddress = %q\nguestinfo.hostname = %q\nvirtualHW.version = \"19\"\n", m.name, m.uuid, m.mac, m.guest)
		log := fmt.Sprintf("2026-11-20T09:12:44.118Z In(05) vmx - Log for VMware ESX pid=2113379 version=8.0.3 build=build-24022510 option=Release\n"+
			"2026-11-20T09:12:44.119Z In(05) vmx - Host: %s\n2026-11-20T09:12:44.140Z In(05) vmx - DICT displayName = %q\n"+
			"2026-11-20T09:12:45.020Z In(05) vcpu-0 - Guest %s reports address %s\n", b.facts.fqdn, m.name, m.guest, m.address)
		if err := b.addAll(folder+m.name+".vmx", vmx, folder+"vmware.log", log); err != nil {
			return err
		}
	}
	return nil
}

// binaries are bytes that are no text, with names in them all the same.
func (b *bundleWriter) binaries() error {
	w := b.lab.newLogWriter(b.facts, "core")
	raw := make([]byte, 48<<10)
	_, _ = w.random.Read(raw)
	for i := 0; i < len(raw); i += 7 {
		raw[i] = 0
	}
	copy(raw[4096:], "\x00hostname="+b.facts.fqdn+"\x00user="+logUser+"\x00password="+b.facts.id.secret("shell")+"\x00"+b.facts.canary+"\x00")
	if err := b.add("var/core/hostd-zdump.000", raw); err != nil {
		return err
	}
	return b.add("var/core/zdump-"+b.facts.short+".1", append([]byte("\x7fELF\x02\x01\x01\x00"), raw[:8<<10]...))
}

// rotated fills the bundle up to its size with older logs, each a gzip of its own.
func (b *bundleWriter) rotated() error {
	for i := 0; i == 0 || b.written.size < b.lab.options.BundleBytes; i++ {
		for _, kind := range []string{"vmkernel", "hostd"} {
			w := b.lab.newLogWriter(b.facts, fmt.Sprintf("%s.%d", kind, i))
			w.fill(kind, 256<<10)
			var zipped bytes.Buffer
			z, _ := gzip.NewWriterLevel(&zipped, gzip.BestSpeed)
			z.Name = kind + "." + fmt.Sprint(i)
			if _, err := z.Write(w.out.Bytes()); err != nil {
				return err
			}
			if err := z.Close(); err != nil {
				return err
			}
			if err := b.add(fmt.Sprintf("var/run/log/%s.%d.gz", kind, i), zipped.Bytes()); err != nil {
				return err
			}
		}
		if err := b.tar.Flush(); err != nil {
			return err
		}
		if err := b.zip.Flush(); err != nil {
			return err
		}
	}
	return nil
}
