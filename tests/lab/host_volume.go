package main

import (
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// dressVolumes lists the file systems of a host: what its datastores say, and two of its own.
func (inv *inventory) dressVolumes(h *mo.HostSystem) {
	info := &types.HostFileSystemVolumeInfo{VolumeTypeList: []string{"VMFS", "NFS", "NFS41", "vsan", "VFFS", "OTHER"}}
	for _, ds := range inv.datastores {
		for _, mount := range ds.Host {
			if mount.Key == h.Self {
				info.MountInfo = append(info.MountInfo, types.HostFileSystemMountInfo{MountInfo: mount.MountInfo,
					Volume: volumeOf(ds), VStorageSupport: "vStorageSupported"})
			}
		}
	}
	d := inv.digest("osdata", h.Name)
	id := fmt.Sprintf("%x-%x-%x-e4434b%x", d[:4], d[4:8], d[8:10], d[10:13])
	info.MountInfo = append(info.MountInfo,
		localVolume("OSDATA-"+id, id, &types.HostVmfsVolume{HostFileSystemVolume: types.HostFileSystemVolume{Type: "VMFSOS", Name: "OSDATA-" + id, Capacity: 128580583424},
			BlockSizeMb: 1, BlockSize: 1024, MaxBlocks: 63963136, MajorVersion: 1, Version: "1.00", Uuid: id,
			Extent: []types.HostScsiDiskPartition{{DiskName: bootDisk(h), Partition: 7}}, Ssd: types.NewBool(true), Local: types.NewBool(true)}),
		localVolume("BOOTBANK1", "BOOTBANK1", &types.HostFileSystemVolume{Type: "OTHER", Name: "BOOTBANK1", Capacity: 4293591040}))
	h.Config.FileSystemVolume = info
}

// volumeOf is a datastore's volume as its hosts see it.
func volumeOf(ds *mo.Datastore) types.BaseHostFileSystemVolume {
	switch info := ds.Info.(type) {
	case *types.VmfsDatastoreInfo:
		volume := *info.Vmfs
		volume.UnmapPriority = "low"
		return &volume
	case *types.NasDatastoreInfo:
		volume := *info.Nas
		volume.SecurityType = "AUTH_SYS"
		return &volume
	}
	return &types.HostFileSystemVolume{Type: ds.Summary.Type, Name: ds.Name, Capacity: ds.Summary.Capacity}
}

func localVolume(name, folder string, volume types.BaseHostFileSystemVolume) types.HostFileSystemMountInfo {
	return types.HostFileSystemMountInfo{Volume: volume, VStorageSupport: "vStorageUnsupported", MountInfo: types.HostMountInfo{
		Path: "/vmfs/volumes/" + folder, AccessMode: "readWrite", Mounted: types.NewBool(true), Accessible: types.NewBool(true)}}
}

func bootDisk(h *mo.HostSystem) string {
	return h.Config.StorageDevice.ScsiLun[0].GetScsiLun().CanonicalName
}

// inVsan: the hosts of the last cluster have vSAN.
func (inv *inventory) inVsan(n int) bool {
	return !inv.options.ESX && n > (inv.options.Clusters-1)*inv.options.Hosts
}

// vsanDisks are the host's disk group: a cache disk, then two capacity disks.
func (inv *inventory) vsanDisks(host string) (disks []*types.HostScsiDisk) {
	for i := 0; i < 3; i++ {
		disk := inv.flashDisk("t10.NVMe____Dell_Ent_NVMe_v2", fmt.Sprint(host, i), []int64{800, 3840, 3840}[i])
		disk.LocalDisk, disk.Vendor, disk.Model, disk.Revision = types.NewBool(true), "NVMe", "Dell Ent NVMe v2", "2.1.8"
		disk.DisplayName = "Local NVMe Disk (" + disk.CanonicalName + ")"
		disk.VsanDiskInfo = &types.VsanHostVsanDiskInfo{VsanUuid: inv.uuid("vsan disk", fmt.Sprint(host, i)), FormatVersion: 20}
		disks = append(disks, disk)
	}
	return disks
}

func (inv *inventory) dressVsan(h *mo.HostSystem, n int) {
	if !inv.inVsan(n) {
		h.Config.VsanHostConfig = &types.VsanHostConfigInfo{Enabled: types.NewBool(false), HostSystem: &h.Self,
			StorageInfo: &types.VsanHostConfigInfoStorageInfo{AutoClaimStorage: types.NewBool(false), ChecksumEnabled: types.NewBool(true)},
			NetworkInfo: &types.VsanHostConfigInfoNetworkInfo{}}
		return
	}
	disks := inv.vsanDisks(h.Name)
	group := types.VsanHostDiskMapping{Ssd: *disks[0]}
	for _, disk := range disks[1:] {
		group.NonSsd = append(group.NonSsd, *disk)
	}
	h.Config.VsanHostConfig = &types.VsanHostConfigInfo{
		Enabled: types.NewBool(true), HostSystem: &h.Self,
		ClusterInfo: &types.VsanHostConfigInfoClusterInfo{Uuid: inv.uuid("vsan cluster", h.Parent.Value), NodeUuid: inv.uuid("vsan node", h.Name)},
		StorageInfo: &types.VsanHostConfigInfoStorageInfo{AutoClaimStorage: types.NewBool(false), ChecksumEnabled: types.NewBool(true),
			DiskMapping: []types.VsanHostDiskMapping{group}},
		NetworkInfo:     &types.VsanHostConfigInfoNetworkInfo{Port: []types.VsanHostConfigInfoNetworkInfoPortConfig{{Device: "vmk1"}}},
		FaultDomainInfo: &types.VsanHostFaultDomainInfo{Name: fmt.Sprintf("rack-%d", n%2+1)},
	}
	h.Runtime.VsanRuntimeInfo = &types.VsanHostRuntimeInfo{AccessGenNo: 1}
}
