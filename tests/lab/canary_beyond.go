package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// plantInSettings writes the canary word where people and other makers' software may type as they like: options,
// labels, identifiers.
func (inv *inventory) plantInSettings(word string) {
	for _, c := range inv.clusters {
		config := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
		config.DasConfig.Option = append(config.DasConfig.Option, &types.OptionValue{Key: "das." + word, Value: word},
			&types.OptionValue{Key: "das.maxresets", Value: "ask " + word})
	}
	for _, h := range inv.hosts {
		inv.plantInHost(h, word)
	}
	for _, p := range inv.pools {
		if p.Name != "Resources" {
			p.Name += " " + word
		}
	}
	for _, p := range inv.portgroups {
		p.Config.Description = "see " + word
	}
	if inv.dvs != nil {
		config := inv.dvs.Config.(*types.VMwareDVSConfigInfo)
		config.UplinkPortPolicy = &types.DVSNameArrayUplinkPortPolicy{UplinkPortName: []string{word + "-a", word + "-b"}}
		config.ExtensionKey = "com." + word + ".switch"
	}
	for i, vm := range inv.vms {
		if vm.Config != nil && i%5 == 0 {
			vm.Config.ExtraConfig = append(vm.Config.ExtraConfig, &types.OptionValue{Key: "log.keepOld", Value: word},
				&types.OptionValue{Key: word, Value: word})
			vm.Config.GuestFullName = "Other " + word + " (64-bit)"
		}
		if vm.Guest != nil {
			for k := range vm.Guest.Disk {
				if vm.Guest.Disk[k].DiskPath == "/srv" {
					vm.Guest.Disk[k].DiskPath = "/srv/" + word
				}
			}
		}
	}
}

func (inv *inventory) plantInHost(h *mo.HostSystem, word string) {
	if h.Config == nil {
		return
	}
	for _, o := range h.Config.Option {
		if v := o.GetOptionValue(); v.Key == "Syslog.global.logHost" {
			v.Value = "tcp://" + word + "." + domain + ":514"
		}
	}
	h.Config.Option = append(h.Config.Option, &types.OptionValue{Key: "Config.Etc.motd", Value: "call " + word})
	if h.Config.StorageDevice == nil {
		return
	}
	for _, l := range h.Config.StorageDevice.ScsiLun {
		if lun := l.GetScsiLun(); lun.Vendor == "iDRAC" {
			lun.Vendor, lun.Model = "LIO-ORG", word
		}
	}
}

// plantAround writes the word into what lies beside the inventory.
func (l *lab) plantAround() {
	word := l.options.Canary
	if word == "" {
		return
	}
	manager := simulator.Map.OptionManager()
	manager.Setting = append(manager.Setting, &types.OptionValue{Key: "mail.smtp.username", Value: word},
		&types.OptionValue{Key: "custom." + word, Value: word})
	licenses := simulator.Map.Get(*serviceContent().LicenseManager).(*simulator.LicenseManager)
	for i := range licenses.Licenses {
		if labels := licenses.Licenses[i].Labels; len(labels) > 0 {
			licenses.Licenses[i].Labels = append([]types.KeyValue{}, append(labels, types.KeyValue{Key: word, Value: word})...)
		}
	}
	roles := simulator.Map.Get(*serviceContent().AuthorizationManager).(*authorizationManager)
	roles.RoleList = append(roles.RoleList, types.AuthorizationRole{RoleId: 102, Name: "Role of " + word,
		Info: &types.Description{Label: word, Summary: word}, Privilege: []string{"System.View", word + ".Do"}})
	if l.options.ESX {
		return
	}
	l.plantInHistory(word)
	extensions := simulator.Map.Get(*serviceContent().ExtensionManager).(*extensionManager)
	extensions.ExtensionList = append(extensions.ExtensionList, types.Extension{Description: &types.Description{Label: word, Summary: word},
		Key: "com." + word + ".tool", Company: word, Type: word, Version: "1.0-" + word, SubjectName: "CN=" + word,
		LastHeartbeatTime: l.inventory.ago(time.Minute), Server: []types.ExtensionServerInfo{{Url: "https://" + word + "." + domain + "/x",
			Description: &types.Description{Label: word, Summary: word}, Company: word, Type: "SOAP", ServerThumbprint: "00"}}})
	schedule := simulator.Map.Get(*serviceContent().ScheduledTaskManager).(*scheduledTaskManager)
	for _, ref := range schedule.ScheduledTask {
		task := simulator.Map.Get(ref).(*mo.ScheduledTask)
		task.Info.Name += " for " + word
		task.Info.Description, task.Info.LastModifiedUser, task.Info.Notification = word, `LAB\`+word, word+"@"+domain
	}
	fields := simulator.Map.CustomFieldsManager()
	fields.Field[0].Name = "Owner at " + word
	for _, vm := range l.inventory.vms {
		for _, v := range vm.CustomValue {
			if s := v.(*types.CustomFieldStringValue); s.Key == 101 {
				s.Value = word
			}
		}
	}
}

// plantInHistory adds an event and a task of another maker's software, newest of all.
func (l *lab) plantInHistory(word string) {
	if len(l.inventory.vms) == 0 || len(l.inventory.hosts) == 0 {
		return
	}
	p := &past{inv: l.inventory}
	e := p.heartbeat("com."+word+".backup.FailedEvent", "warning", "Backup for "+word+" failed")
	event := e.(*types.EventEx)
	event.UserName, event.ObjectType, event.ObjectName, event.Message = `LAB\`+word, word, word, "ask "+word
	event.Arguments = append(event.Arguments, types.KeyAnyValue{Key: "3", Value: word})
	l.addEvent(event, l.inventory.ago(time.Minute))
	l.addTask(taskSketch{id: "com." + word + ".backup.run", ago: time.Minute, takes: 2 * time.Second,
		reason: &types.TaskReasonUser{UserName: word + "@" + domain}}, l.inventory.vms[0])
}

// tagBook is what the lab's tags are, with the word among them where one is to be planted.
func (l *lab) tagBook() ([]labCategory, []labTag) {
	word := l.options.Canary
	if word == "" {
		return labCategories, labTags
	}
	category := labCategory{"Customer " + word, "SINGLE", []string{"VirtualMachine", word}}
	tag := labTag{"of " + word, category.name, func(inv *inventory) []types.ManagedObjectReference { return someMachines(inv, 4, 1) }}
	return append(append([]labCategory{}, labCategories...), category), append(append([]labTag{}, labTags...), tag)
}

// applianceName is the host name that the appliance has in its own settings.
func (l *lab) applianceName() string {
	if l.options.Canary != "" {
		return "vcenter-" + l.options.Canary + "." + domain
	}
	return "vcenter." + domain
}
