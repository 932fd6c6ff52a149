package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

func invalidArgument(property string) *soap.Fault {
	return simulator.Fault("A specified parameter was not correct: "+property,
		&types.InvalidArgument{InvalidProperty: property})
}

func noPermission(object types.ManagedObjectReference, privilege string) *soap.Fault {
	return simulator.Fault("Permission to perform this operation was denied.",
		&types.NoPermission{Object: object, PrivilegeId: privilege})
}
