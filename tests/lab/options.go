package main

import (
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

// options is the command line.
type options struct {
	Scenario      string
	Seed          int64
	Listen        string
	ReadyFile     string
	CAFile        string
	Username      string
	PasswordFile  string
	Clusters      int
	Hosts         int
	VMs           int
	Datastores    int
	APIVersion    string
	Gzip          bool
	PageLimit     int
	Idle          time.Duration
	BundleBytes   int64
	BundleSeconds float64
	ESX           bool
	Now           string
	Canary        string
	Lenient       bool
	Verbose       bool
	Version       bool
}

const labVersion = "0.1.0"

func parseOptions(args []string, errors io.Writer) (*options, error) {
	o := &options{}
	f := flag.NewFlagSet("sitrep-lab", flag.ContinueOnError)
	f.SetOutput(errors)
	f.Usage = func() {
		fmt.Fprint(errors, "sitrep-lab: a vCenter for tests, on loopback, from a seed.\n\nUsage: sitrep-lab [flags]\n\n")
		f.PrintDefaults()
	}
	f.StringVar(&o.Scenario, "scenario", "healthy", "`healthy` (no check fires) or sick (every check fires on named objects)")
	f.Int64Var(&o.Seed, "seed", 1, "what identifiers, addresses and the password are made from")
	f.StringVar(&o.Listen, "listen", "127.0.0.1:0", "loopback `address:port`; port 0 takes a free one")
	f.StringVar(&o.ReadyFile, "ready-file", "", "`file` written once the lab serves: JSON with url, thumbprint, ca_file, username, password, pid, control")
	f.StringVar(&o.CAFile, "ca-file", "", "`file` for the CA certificate (PEM) that signed the lab's own")
	f.StringVar(&o.Username, "username", "sitrep@vsphere.local", "the account's `name`")
	f.StringVar(&o.PasswordFile, "password-file", "", "`file` with the account's password (default: made from the seed)")
	f.IntVar(&o.Clusters, "clusters", 2, "clusters")
	f.IntVar(&o.Hosts, "hosts", 4, "hosts per cluster")
	f.IntVar(&o.VMs, "vms", 10, "virtual machines per resource pool; each cluster has two pools")
	f.IntVar(&o.Datastores, "datastores", 7, "datastores")
	f.StringVar(&o.APIVersion, "api-version", "8.0.3.0", "newest API `version` the lab offers")
	f.BoolVar(&o.Gzip, "gzip", false, "compress answers when the client accepts it")
	f.IntVar(&o.PageLimit, "page-limit", 100, "most objects in one answer; 0 for no limit")
	f.DurationVar(&o.Idle, "idle", 0, "end a session idle for this long; 0 for never")
	f.Int64Var(&o.BundleBytes, "bundle-size", 2<<20, "approximate `bytes` of each host's log bundle")
	f.Float64Var(&o.BundleSeconds, "bundle-seconds", 1.5, "how long making log bundles takes")
	f.BoolVar(&o.ESX, "esx", false, "be a standalone ESXi instead of a vCenter")
	f.StringVar(&o.Now, "now", "", "pin the lab's clock to this RFC 3339 `time` (default: the real clock)")
	f.StringVar(&o.Canary, "canary", "", "`word` to plant in inventory, logs and file names")
	f.BoolVar(&o.Lenient, "lenient-paths", false, "report an unknown property path per object instead of refusing the call")
	f.BoolVar(&o.Verbose, "verbose", false, "log every call")
	f.BoolVar(&o.Version, "version", false, "print the version and end")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", f.Arg(0))
	}
	if o.Version {
		return o, nil
	}
	return o, o.check()
}

func (o *options) check() error {
	if o.Scenario != "healthy" && o.Scenario != "sick" {
		return fmt.Errorf("--scenario %q: only healthy and sick exist", o.Scenario)
	}
	if err := loopbackOnly(o.Listen); err != nil {
		return err
	}
	if o.Clusters < 1 || o.Hosts < 1 || o.VMs < 1 || o.Datastores < 1 {
		return fmt.Errorf("--clusters, --hosts, --vms and --datastores must be at least 1")
	}
	if o.Scenario == "sick" && !o.ESX && (o.Clusters < 2 || o.Hosts < 4 || o.VMs < 10 || o.Datastores < 7) {
		return fmt.Errorf("--scenario sick needs at least 2 clusters, 4 hosts, 10 vms and 7 datastores")
	}
	if !knownVersion(o.APIVersion) {
		return fmt.Errorf("--api-version %q is not one of %s", o.APIVersion, strings.Join(apiVersions, " "))
	}
	if _, err := o.clock(); err != nil {
		return fmt.Errorf("--now: %v", err)
	}
	if strings.ContainsAny(o.Canary, " /<>&\"'") {
		return fmt.Errorf("--canary must be one plain word")
	}
	return nil
}

func loopbackOnly(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--listen %q: %v", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("--listen %q: the lab serves loopback addresses only", address)
	}
	return nil
}

// clock gives the lab's time: the real one, or one that stands still.
func (o *options) clock() (func() time.Time, error) {
	if o.Now == "" {
		return func() time.Time { return time.Now().UTC() }, nil
	}
	pinned, err := time.Parse(time.RFC3339, o.Now)
	if err != nil {
		return nil, err
	}
	return func() time.Time { return pinned.UTC() }, nil
}

func (o *options) password() (string, error) {
	if o.PasswordFile == "" {
		return identity{o.Seed}.password(), nil
	}
	text, err := os.ReadFile(o.PasswordFile)
	if err != nil {
		return "", err
	}
	password := strings.TrimRight(string(text), "\r\n")
	if password == "" {
		return "", fmt.Errorf("%s is empty", o.PasswordFile)
	}
	return password, nil
}
