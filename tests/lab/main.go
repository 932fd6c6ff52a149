package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	o, err := parseOptions(args, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(os.Stderr, "sitrep-lab:", err)
		return 2
	case o.Version:
		fmt.Println("sitrep-lab", labVersion)
		return 0
	}
	if !o.Verbose {
		log.SetOutput(io.Discard) // the simulator logs every missing object
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	l, err := newLab(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "sitrep-lab:", err)
		return 1
	}
	l.serve()
	defer l.close()
	if err := l.announceReady(); err != nil {
		fmt.Fprintln(os.Stderr, "sitrep-lab:", err)
		return 1
	}
	fmt.Fprintf(os.Stderr, "sitrep-lab: %s %s at %s (user %s)\n", o.Scenario, map[bool]string{true: "ESXi", false: "vCenter"}[o.ESX], l.url(), o.Username)
	<-signals
	if o.ReadyFile != "" {
		_ = os.Remove(o.ReadyFile)
	}
	return 0
}

// ready is what a script needs to use the lab.
type ready struct {
	URL        string `json:"url"`
	Thumbprint string `json:"thumbprint"`
	CAFile     string `json:"ca_file"`
	Username   string `json:"username"`
	Password   string `json:"password"`
	PID        int    `json:"pid"`
	Control    string `json:"control"`
}

// announceReady writes the CA file, then the ready file, each whole or not at all.
func (l *lab) announceReady() error {
	r := ready{URL: l.url() + "/sdk", Thumbprint: l.certificate.thumbprint, Username: l.options.Username,
		Password: l.password, PID: os.Getpid(), Control: l.url() + "/_lab"}
	if l.options.CAFile != "" {
		path, err := filepath.Abs(l.options.CAFile)
		if err != nil {
			return err
		}
		if err := writeWhole(path, l.certificate.caPEM, 0o644); err != nil {
			return err
		}
		r.CAFile = path
	}
	if l.options.ReadyFile == "" {
		return nil
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(l.options.ReadyFile, append(text, '\n'), 0o600)
}

func writeWhole(path string, content []byte, mode os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".sitrep-lab-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(content); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(mode); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
