package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	fcModel  = "QLE2772 Dual Port 32Gb Fibre Channel to PCIe Adapter"
	fcSpeed  = 32000000000
	sanName  = "naa.60002ac0" // the array's disks begin so
	lunBlock = 512
)

// dressStorage gives a host its adapters, the disks behind them, and a path to each disk through every
// adapter that reaches it. It comes last, for the datastores say which disks there are.
func (inv *inventory) dressStorage(h *mo.HostSystem, n int) {
	s := h.Config.StorageDevice
	s.HostBusAdapter = inv.hostHBAs(h.Name)
	s.ScsiLun, s.MultipathInfo = nil, &types.HostMultipathInfo{}
	s.ScsiTopology, s.PlugStoreTopology = nil, nil
	s.SoftwareInternetScsiEnabled = true
	boot := inv.flashDisk("t10.ATA_____DELLBOSS_VD", h.Name, 480)
	boot.LocalDisk, boot.DisplayName = types.NewBool(true), "Local ATA Disk ("+boot.CanonicalName+")"
	boot.Vendor, boot.Model, boot.Revision, boot.VStorageSupport = "ATA", "DELLBOSS VD", "00-0", "vStorageUnsupported"
	inv.addDisk(s, boot, []types.HostMultipathInfoPath{inv.localPath(boot)})
	for _, ds := range inv.datastores {
		if info, ok := ds.Info.(*types.VmfsDatastoreInfo); ok {
			disk := inv.sanDisk(info.Vmfs.Extent[0].DiskName, info.Vmfs.Capacity)
			inv.addDisk(s, disk, inv.sanPaths(h.Name, disk, ds.Name == "san-test-01"))
		}
	}
	if inv.inVsan(n) {
		for _, disk := range inv.vsanDisks(h.Name) {
			inv.addDisk(s, disk, []types.HostMultipathInfoPath{inv.localPath(disk)})
		}
	}
	s.ScsiLun = append(s.ScsiLun, opticalDrive())
}

// wwn is a world wide name as the API gives it: a signed number.
func (id identity) wwn(start uint64, name string) int64 {
	d := id.digest("wwn", name)
	return int64(start<<32 | uint64(binary.BigEndian.Uint32(d[:4])))
}

func (inv *inventory) hostHBAs(host string) []types.BaseHostHostBusAdapter {
	adapter := func(kind, device, status, model, driver, pci string) types.HostHostBusAdapter {
		return types.HostHostBusAdapter{Key: "key-vim.host." + kind + "-" + device, Device: device, Status: status,
			Model: model, Driver: driver, Pci: pci, StorageProtocol: "scsi"}
	}
	list := []types.BaseHostHostBusAdapter{
		&types.HostBlockHba{HostHostBusAdapter: adapter("BlockHba", "vmhba0", "unknown", "Lewisburg SATA AHCI Controller", "vmw_ahci", "0000:00:17.0")},
	}
	for i := 2; i < 4; i++ {
		device := fmt.Sprintf("vmhba%d", i)
		fc := &types.HostFibreChannelHba{HostHostBusAdapter: adapter("FibreChannelHba", device, "online", fcModel, "qlnativefc", fmt.Sprintf("0000:98:00.%d", i-2)),
			PortWorldWideName: inv.wwn(0x210034ff, host+device), NodeWorldWideName: inv.wwn(0x200034ff, host+device),
			PortType: types.FibreChannelPortTypeFabric, Speed: fcSpeed}
		fc.Bus = 0x98
		list = append(list, fc)
	}
	soft := &types.HostInternetScsiHba{HostHostBusAdapter: adapter("InternetScsiHba", "vmhba64", "online", "iSCSI Software Adapter", "iscsi_vmk", ""),
		IsSoftwareBased: true, CanBeDisabled: types.NewBool(true), IScsiName: "iqn.1998-01.com.vmware:" + host, IScsiAlias: "iscsi-" + host,
		AuthenticationProperties: types.HostInternetScsiHbaAuthenticationProperties{ChapAuthEnabled: true, ChapAuthenticationType: "chapRequired"},
		ConfiguredSendTarget: []types.HostInternetScsiHbaSendTarget{{Address: fmt.Sprintf("10.%d.30.10", inv.network()), Port: 3260},
			{Address: fmt.Sprintf("10.%d.30.11", inv.network()), Port: 3260}},
		CurrentSpeedMb: 25000}
	return append(list, soft)
}

// flashDisk is a local disk, with the identifiers that vSphere makes of its name.
func (inv *inventory) flashDisk(kind, name string, gigabytes int64) *types.HostScsiDisk {
	d := inv.digest("disk", kind+name)
	return newDisk(fmt.Sprintf("%s_%x", kind, d[:6]), inv.serial("disk "+kind+name), gigabytes*1000000000)
}

func newDisk(canonical, serial string, capacity int64) *types.HostScsiDisk {
	digest := sha256.Sum256([]byte(canonical))
	uuid := "0100000000" + hex.EncodeToString(digest[:20])
	disk := &types.HostScsiDisk{Capacity: types.HostDiskDimensionsLba{BlockSize: lunBlock, Block: capacity / lunBlock},
		DevicePath: "/vmfs/devices/disks/" + canonical, Ssd: types.NewBool(true), LocalDisk: types.NewBool(false), ScsiDiskType: "native512"}
	disk.DeviceName, disk.DeviceType = disk.DevicePath, "disk"
	disk.Key, disk.Uuid, disk.CanonicalName, disk.LunType = "key-vim.host.ScsiDisk-"+uuid, uuid, canonical, "disk"
	disk.ScsiLevel, disk.SerialNumber, disk.QueueDepth, disk.OperationalState = 6, serial, 64, []string{"ok"}
	disk.VStorageSupport, disk.ProtocolEndpoint, disk.PerenniallyReserved = "vStorageSupported", types.NewBool(false), types.NewBool(false)
	return disk
}

func (inv *inventory) sanDisk(canonical string, capacity int64) *types.HostScsiDisk {
	disk := newDisk(canonical, inv.serial(canonical), capacity)
	uuid := "0200000000" + canonical[len("naa."):] + "565620202020"
	disk.Key, disk.Uuid = "key-vim.host.ScsiDisk-"+uuid, uuid
	disk.Vendor, disk.Model, disk.Revision = "3PARdata", "VV", "4710"
	disk.DisplayName = "3PARdata Fibre Channel Disk (" + canonical + ")"
	return disk
}

func opticalDrive() *types.ScsiLun {
	name := "mpx.vmhba32:C0:T0:L0"
	cd := &types.ScsiLun{Key: "key-vim.host.ScsiLun-0005000000766d68626133323a303a30", Uuid: "0005000000766d68626133323a303a30",
		CanonicalName: name, DisplayName: "Local iDRAC CD-ROM (" + name + ")", LunType: "cdrom", Vendor: "iDRAC", Model: "Virtual CD",
		Revision: "0329", ScsiLevel: 5, SerialNumber: "unavailable", OperationalState: []string{"ok"}, VStorageSupport: "vStorageUnsupported"}
	cd.DeviceName, cd.DeviceType = "/vmfs/devices/cdrom/"+name, "cdrom"
	return cd
}

func (inv *inventory) addDisk(s *types.HostStorageDeviceInfo, disk *types.HostScsiDisk, paths []types.HostMultipathInfoPath) {
	unit := types.HostMultipathInfoLogicalUnit{Key: "key-vim.host.MultipathInfo.LogicalUnit-" + disk.Uuid, Id: disk.Uuid, Lun: disk.Key,
		Policy:                 &types.HostMultipathInfoLogicalUnitPolicy{Policy: "VMW_PSP_RR"},
		StorageArrayTypePolicy: &types.HostMultipathInfoLogicalUnitStorageArrayTypePolicy{Policy: "VMW_SATP_ALUA"}}
	if isSet(disk.LocalDisk) {
		unit.Policy = &types.HostMultipathInfoFixedLogicalUnitPolicy{Prefer: paths[0].Name,
			HostMultipathInfoLogicalUnitPolicy: types.HostMultipathInfoLogicalUnitPolicy{Policy: "VMW_PSP_FIXED"}}
		unit.StorageArrayTypePolicy.Policy = "VMW_SATP_LOCAL"
	}
	for i := range paths {
		paths[i].Lun = unit.Key
	}
	unit.Path = paths
	s.ScsiLun = append(s.ScsiLun, disk)
	s.MultipathInfo.Lun = append(s.MultipathInfo.Lun, unit)
}

func workingPath(name, adapter string, transport types.BaseHostTargetTransport) types.HostMultipathInfoPath {
	return types.HostMultipathInfoPath{Key: "key-vim.host.MultipathInfo.Path-" + name, Name: name, PathState: "active", State: "active",
		IsWorkingPath: types.NewBool(true), Adapter: adapter, Transport: transport}
}

func (inv *inventory) localPath(disk *types.HostScsiDisk) types.HostMultipathInfoPath {
	return workingPath("sata.vmhba0-sata.0:0-"+disk.CanonicalName, "key-vim.host.BlockHba-vmhba0", &types.HostBlockAdapterTargetTransport{})
}

// sanPaths are two ports of the array through each of two adapters, or two of an iSCSI target.
func (inv *inventory) sanPaths(host string, disk *types.HostScsiDisk, iscsi bool) (paths []types.HostMultipathInfoPath) {
	if iscsi {
		for portal := 1; portal <= 2; portal++ {
			target := "iqn.2000-05.com.3pardata:" + inv.serial("array")
			name := fmt.Sprintf("iqn.1998-01.com.vmware:%s-00023d%06d,%s,t,%d-%s", host, portal, target, portal, disk.CanonicalName)
			paths = append(paths, workingPath(name, "key-vim.host.InternetScsiHba-vmhba64", &types.HostInternetScsiTargetTransport{
				IScsiName: target, Address: []string{fmt.Sprintf("10.%d.30.%d:3260", inv.network(), 9+portal)}}))
		}
		return paths
	}
	for _, device := range []string{"vmhba2", "vmhba3"} {
		for port := 0; port < 2; port++ {
			target := inv.wwn(0x2f110002, fmt.Sprint("array port ", port))
			name := fmt.Sprintf("fc.%016x:%016x-fc.%016x:%016x-%s", inv.wwn(0x200034ff, host+device), inv.wwn(0x210034ff, host+device),
				inv.wwn(0x2ff70002, "array"), target, disk.CanonicalName)
			paths = append(paths, workingPath(name, "key-vim.host.FibreChannelHba-"+device, &types.HostFibreChannelTargetTransport{
				PortWorldWideName: target, NodeWorldWideName: inv.wwn(0x2ff70002, "array")}))
		}
	}
	return paths
}
