package main

import (
	"time"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// Further ills of storage, which the golden test counts instead of naming: see tests/end_to_end/sick_others.txt.

// ailDatastores spoils what datastores and their cluster are set to.
func (inv *inventory) ailDatastores() {
	no := types.NewBool(false)
	inv.ailDatastore("san-test-01", func(ds *mo.Datastore) {
		ds.AlarmActionsEnabled = no
		vmfs := ds.Info.(*types.VmfsDatastoreInfo).Vmfs
		vmfs.MajorVersion, vmfs.Version, vmfs.BlockSizeMb = 5, "5.81", 8
		ds.Info.GetDatastoreInfo().Timestamp = inv.agoPtr(72 * time.Hour)
	})
	inv.ailDatastore("san-prod-01", func(ds *mo.Datastore) {
		ds.IormConfiguration.Enabled = false
		ds.Host[0].MountInfo.AccessMode = "readOnly"
		ds.ConfigIssue = []types.BaseEvent{&types.EventEx{EventTypeId: "esx.problem.vmfs.ats.incompatibility.detected", Severity: "warning",
			Event: types.Event{Key: 5201, ChainId: 5201, CreatedTime: inv.ago(day), FullFormattedMessage: "device of " + ds.Name + " does not lock by itself"}}}
	})
	inv.ailDatastore("san-prod-02", func(ds *mo.Datastore) {
		vmfs := ds.Info.(*types.VmfsDatastoreInfo).Vmfs
		vmfs.UnmapPriority = "none"
		vmfs.Extent = append(vmfs.Extent, types.HostScsiDiskPartition{DiskName: vmfs.Extent[0].DiskName + "ff", Partition: 1})
	})
	inv.ailDatastore("san-prod-04", func(ds *mo.Datastore) {
		vmfs := ds.Info.(*types.VmfsDatastoreInfo).Vmfs
		vmfs.Ssd = no
		vmfs.ForceMountedInfo = &types.HostForceMountedInfo{Persist: true, Mounted: true}
	})
	inv.ailDatastore("nfs-iso-01", func(ds *mo.Datastore) {
		ds.Summary.Type = "NFS41"
		nas := ds.Info.(*types.NasDatastoreInfo).Nas
		nas.Type, nas.RemotePath = "NFS41", "/export/nfs-backup-01"
	})
	inv.ailPod()
}

func (inv *inventory) ailDatastore(name string, f func(*mo.Datastore)) {
	if ds := inv.datastore(name); ds != nil && !inv.options.ESX {
		f(ds)
	}
}

func (inv *inventory) ailPod() {
	if inv.pod == nil {
		return
	}
	inv.pod.AlarmActionsEnabled = types.NewBool(false)
	for _, rule := range inv.pod.PodStorageDrsEntry.StorageDrsConfig.PodConfig.Rule {
		rule.GetClusterRuleInfo().InCompliance = types.NewBool(false)
	}
}

// ailVsan spoils disks, fault domains and checksums of the cluster with vSAN. Hosts must be settled.
func (inv *inventory) ailVsan() {
	if inv.options.ESX {
		return
	}
	inv.ailVsanHost(5, func(h *mo.HostSystem) {
		disk := &h.Config.VsanHostConfig.StorageInfo.DiskMapping[0].NonSsd[0]
		disk.OperationalState = []string{"degraded"}
		disk.VsanDiskInfo.FormatVersion = 14
	})
	inv.ailVsanHost(7, func(h *mo.HostSystem) {
		issue := types.VsanHostRuntimeInfoDiskIssue{DiskId: h.Config.VsanHostConfig.StorageInfo.DiskMapping[0].NonSsd[1].Uuid, Issue: "failed"}
		h.Runtime.VsanRuntimeInfo.DiskIssues = append(h.Runtime.VsanRuntimeInfo.DiskIssues, issue)
	})
	inv.ailVsanHost(8, func(h *mo.HostSystem) { h.Config.VsanHostConfig.FaultDomainInfo = nil })
}

func (inv *inventory) ailVsanHost(n int, f func(*mo.HostSystem)) {
	h := inv.host(host(n))
	if h != nil && h.Config != nil && h.Config.VsanHostConfig != nil && h.Config.VsanHostConfig.StorageInfo != nil &&
		len(h.Config.VsanHostConfig.StorageInfo.DiskMapping) > 0 {
		f(h)
	}
}
