package main

import (
	"reflect"

	"github.com/vmware/govmomi/vim25/mo"
)

// A newerProperty is one that vCenter has and govmomi's types are too old for. Like a real server, the lab
// knows it from a version on, and refuses it before.
type newerProperty struct {
	since string
	value func(object interface{}) interface{} // nil: unset
}

// newerProperties are known by managed type and path.
var newerProperties = map[string]newerProperty{
	"VirtualMachine runtime.suspendedToMemory":          {"7.0.2.0", ofMachine(func(vm *mo.VirtualMachine) interface{} { return false })},
	"VirtualMachine runtime.vmFailoverInProgress":       {"7.0.2.0", ofMachine(func(vm *mo.VirtualMachine) interface{} { return false })},
	"VirtualMachine runtime.opNotificationTimeout":      {"8.0.0.0", ofMachine(func(vm *mo.VirtualMachine) interface{} { return int64(0) })},
	"VirtualMachine config.rebootPowerOff":              {"7.0", ofMachine(func(vm *mo.VirtualMachine) interface{} { return false })},
	"VirtualMachine config.fixedPassthruHotPlugEnabled": {"8.0.0.1", ofMachine(func(vm *mo.VirtualMachine) interface{} { return false })},
	"VirtualMachine config.numaInfo": {"8.0.0.1", ofMachine(func(vm *mo.VirtualMachine) interface{} {
		return VirtualMachineVirtualNumaInfo{CoresPerNumaNode: vm.Config.Hardware.NumCPU, AutoCoresPerNumaNode: true}
	})},
	"VirtualMachine guest.customizationInfo": {"7.0.2.0", ofMachine(func(vm *mo.VirtualMachine) interface{} {
		return GuestInfoCustomizationInfo{CustomizationStatus: "TOOLSDEPLOYPKG_SUCCEEDED"}
	})},
}

// Structures that govmomi lacks; their names are the ones that vCenter writes.
type (
	VirtualMachineVirtualNumaInfo struct {
		CoresPerNumaNode        int32 `xml:"coresPerNumaNode,omitempty"`
		AutoCoresPerNumaNode    bool  `xml:"autoCoresPerNumaNode"`
		VnumaOnCpuHotaddExposed bool  `xml:"vnumaOnCpuHotaddExposed"`
	}
	GuestInfoCustomizationInfo struct {
		CustomizationStatus string `xml:"customizationStatus"`
	}
)

// ofMachine is for what every machine has that vCenter can read.
func ofMachine(f func(*mo.VirtualMachine) interface{}) func(interface{}) interface{} {
	return func(object interface{}) interface{} {
		if vm, ok := object.(*mo.VirtualMachine); ok && vm.Config != nil && vm.Guest != nil {
			return f(vm)
		}
		return nil
	}
}

func (p newerProperty) known() bool {
	return versionIndex(theLab.settings().APIVersion) >= versionIndex(p.since)
}

func (p newerProperty) of(object reflect.Value) (reflect.Value, bool) {
	value := p.value(object.Addr().Interface())
	return reflect.ValueOf(value), value != nil
}
