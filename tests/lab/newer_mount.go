package main

import (
	"reflect"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// What mounts and link aggregation groups gained after the simulator's types were written.
func init() {
	newerMembers[reflect.TypeOf(types.HostMountInfo{})] = func(e *encoder, v reflect.Value) {
		if onNFS(v.Interface().(types.HostMountInfo).Path) {
			e.WriteString(`<vmknicName>vmk1</vmknicName><vmknicActive>true</vmknicActive><numTcpConnections>2</numTcpConnections>`)
		}
	}
	newerMembers[reflect.TypeOf(types.VMwareDvsLacpGroupConfig{})] = func(e *encoder, v reflect.Value) {
		e.WriteString(`<timeoutMode>slow</timeoutMode>`)
	}
}

// onNFS tells by the volume's identifier: an export's has two parts, a VMFS volume's four.
func onNFS(path string) bool { return strings.Count(path, "-") == 1 }
