package main

import (
	"strings"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// plantCanary writes the canary word into the inventory, where names and free text are. The log bundles
// carry it as well. README.md lists the places.
func (inv *inventory) plantCanary() {
	word := inv.options.Canary
	if word == "" {
		return
	}
	if vm := inv.vm("proxy-01"); vm != nil {
		vm.Config.Annotation = "call " + word + " before touching, password=" + word
	}
	if vm := inv.vm("dc-01"); vm != nil {
		vm.Guest.HostName = strings.ToLower(word) + "." + domain
	}
	if vm := inv.vm("dc-02"); vm != nil {
		inv.renameMachine(vm, "dc-02-"+word)
	}
	for _, f := range inv.folders {
		if f.Name == "Infrastructure" {
			f.Name = "Infrastructure " + word
		}
	}
	inv.plantInGroups(word)
	inv.plantInSettings(word)
	for _, h := range inv.hosts {
		if h.Config != nil {
			h.Config.Option = append(h.Config.Option, &types.OptionValue{Key: "Annotations.WelcomeMessage", Value: "Welcome to " + word})
		}
	}
}

// plantInGroups is for what people wrote about what machines and hosts are gathered in.
func (inv *inventory) plantInGroups(word string) {
	if inv.dvs != nil {
		config := inv.dvs.Config.(*types.VMwareDVSConfigInfo)
		config.Description, config.Contact.Contact = "see "+word, word+"@"+domain
	}
	if inv.vapp != nil {
		inv.vapp.VAppConfig.Annotation = "ask " + word
	}
	for _, c := range inv.clusters {
		for _, rule := range c.ConfigurationEx.(*types.ClusterConfigInfoEx).Rule {
			info := rule.GetClusterRuleInfo()
			info.Name += " " + word
		}
	}
}

// renameMachine gives a machine another name, files and all.
func (inv *inventory) renameMachine(vm *mo.VirtualMachine, name string) {
	old := vm.Name
	rename := func(s *string) { *s = strings.ReplaceAll(*s, old, name) }
	vm.Name, vm.Config.Name = name, name
	f := &vm.Config.Files
	for _, s := range []*string{&f.VmPathName, &f.SnapshotDirectory, &f.LogDirectory, &f.SuspendDirectory} {
		rename(s)
	}
	for _, d := range machineDisks(vm) {
		rename(&d.Backing.(*types.VirtualDiskFlatVer2BackingInfo).FileName)
	}
	for i := range vm.LayoutEx.File {
		rename(&vm.LayoutEx.File[i].Name)
	}
}
