package main

import (
	"fmt"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const tib = int64(1) << 40

var datastoreNames = []string{"san-prod-01", "san-prod-02", "san-prod-03", "san-prod-04", "san-test-01",
	"nfs-backup-01", "nfs-iso-01"}

func datastoreName(i int) string {
	if i < len(datastoreNames) {
		return datastoreNames[i]
	}
	return fmt.Sprintf("san-prod-%02d", i-2)
}

// machineDatastores are where virtual machines are put in every scenario.
func (inv *inventory) machineDatastores() (stores []*mo.Datastore) {
	for _, ds := range inv.datastores {
		if strings.HasPrefix(ds.Name, "san-prod-") {
			stores = append(stores, ds)
		}
	}
	return stores
}

func (inv *inventory) makeDatastores() {
	for i := 0; i < inv.options.Datastores; i++ {
		inv.makeDatastore(datastoreName(i))
	}
	for _, c := range inv.clusters {
		c.Datastore = inv.datacenter.Datastore
	}
	if inv.compute != nil {
		inv.compute.Datastore = inv.datacenter.Datastore
	}
}

func (inv *inventory) makeDatastore(name string) {
	ds := &mo.Datastore{ManagedEntity: managedEntity(inv.ref("Datastore", "datastore"), name)}
	capacity := inv.number("capacity", name, 2, 8) * tib
	free := capacity / 100 * inv.number("free", name, 35, 65)
	id := inv.volume(name)
	ds.Summary = types.DatastoreSummary{
		Datastore: &ds.Self, Name: name, Url: "ds:///vmfs/volumes/" + id + "/", Capacity: capacity, FreeSpace: free,
		Uncommitted: capacity / 100 * inv.number("uncommitted", name, 5, 25), Accessible: true,
		MultipleHostAccess: types.NewBool(len(inv.hosts) > 1), Type: "VMFS", MaintenanceMode: "normal",
	}
	info := types.DatastoreInfo{Name: name, Url: ds.Summary.Url, FreeSpace: free, MaxFileSize: 64 * tib,
		MaxVirtualDiskCapacity: 62 * tib, MaxMemoryFileSize: 62 * tib, Timestamp: inv.agoPtr(300e9)}
	if strings.HasPrefix(name, "nfs-") {
		ds.Summary.Type = "NFS"
		ds.Info = &types.NasDatastoreInfo{DatastoreInfo: info, Nas: &types.HostNasVolume{
			HostFileSystemVolume: types.HostFileSystemVolume{Type: "NFS", Name: name, Capacity: capacity},
			RemoteHost:           "filer-01." + domain, RemotePath: "/export/" + name, RemoteHostNames: []string{"filer-01." + domain},
			UserName: "svc-nfs", SecurityType: "SEC_KRB5", ProtocolEndpoint: types.NewBool(false)}}
	} else {
		ds.Info = &types.VmfsDatastoreInfo{DatastoreInfo: info, MaxPhysicalRDMFileSize: 64 * tib, MaxVirtualRDMFileSize: 62 * tib,
			Vmfs: inv.vmfs(name, id, capacity)}
	}
	yes, no := types.NewBool(true), types.NewBool(false)
	ds.Capability = types.DatastoreCapability{DirectoryHierarchySupported: true, PerFileThinProvisioningSupported: true,
		RawDiskMappingsSupported: ds.Summary.Type == "VMFS", StorageIORMSupported: yes, NativeSnapshotSupported: no,
		TopLevelDirectoryCreateSupported: yes, SeSparseSupported: yes, VmfsSparseSupported: yes, VsanSparseSupported: no,
		UpitSupported: no, VmdkExpandSupported: yes, ClusteredVmdkSupported: no}
	ds.IormConfiguration = &types.StorageIORMInfo{Enabled: true, CongestionThresholdMode: "automatic", CongestionThreshold: 30,
		PercentOfPeakThroughput: 90, StatsCollectionEnabled: yes, ReservationEnabled: yes, StatsAggregationDisabled: no}
	inv.mountEverywhere(ds, id)
	browser := &mo.HostDatastoreBrowser{Datastore: []types.ManagedObjectReference{ds.Self}}
	browser.Self = types.ManagedObjectReference{Type: "HostDatastoreBrowser", Value: "datastoreBrowser-" + ds.Self.Value}
	simulator.Map.Put(browser)
	ds.Browser = browser.Self
	inv.put(ds, inv.datacenter.DatastoreFolder)
	inv.addTo(inv.datacenter.DatastoreFolder, ds.Self)
	inv.datacenter.Datastore = append(inv.datacenter.Datastore, ds.Self)
	inv.datastores = append(inv.datastores, ds)
}

// volume is a VMFS volume id, or the hash that stands for an NFS export.
func (inv *inventory) volume(name string) string {
	d := inv.digest("volume", name)
	if strings.HasPrefix(name, "nfs-") {
		return fmt.Sprintf("%x-%x", d[:4], d[4:8])
	}
	return fmt.Sprintf("%x-%x-%x-e4434b%x", d[:4], d[4:8], d[8:10], d[10:13])
}

func (inv *inventory) vmfs(name, id string, capacity int64) *types.HostVmfsVolume {
	d := inv.digest("lun", name)
	return &types.HostVmfsVolume{
		HostFileSystemVolume: types.HostFileSystemVolume{Type: "VMFS", Name: name, Capacity: capacity},
		BlockSizeMb:          1, BlockSize: 1024, MaxBlocks: 63963136, MajorVersion: 6, Version: "6.82", Uuid: id,
		Extent: []types.HostScsiDiskPartition{{DiskName: fmt.Sprintf("naa.60002ac0%x", d[:12]), Partition: 1}},
		Ssd:    types.NewBool(true), Local: types.NewBool(false), ScsiDiskType: "native512", UnmapPriority: "low", UnmapGranularity: 1024,
	}
}

func (inv *inventory) mountEverywhere(ds *mo.Datastore, id string) {
	for _, h := range inv.hosts {
		ds.Host = append(ds.Host, types.DatastoreHostMount{Key: h.Self, MountInfo: types.HostMountInfo{
			Path: "/vmfs/volumes/" + id, AccessMode: "readWrite", Mounted: types.NewBool(true), Accessible: types.NewBool(true)}})
		h.Datastore = append(h.Datastore, ds.Self)
	}
}
