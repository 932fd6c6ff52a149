package main

import (
	"testing"

	"github.com/vmware/govmomi/vim25/types"
)

func TestHostsReachEveryDiskAndNameItOnce(t *testing.T) {
	for _, h := range start(t, "--scenario", "healthy").lab.inventory.hosts {
		s, seen := h.Config.StorageDevice, map[string]bool{}
		for _, lun := range s.ScsiLun {
			uuid := lun.GetScsiLun().Uuid
			if seen[uuid] {
				t.Errorf("%s: two disks are called %s", h.Name, uuid)
			}
			seen[uuid] = true
		}
		for _, unit := range s.MultipathInfo.Lun {
			if !seen[unit.Id] {
				t.Errorf("%s: paths to %s, which is no disk", h.Name, unit.Id)
			}
			if policy := unit.Policy.GetHostMultipathInfoLogicalUnitPolicy().Policy; len(unit.Path) > 1 && policy != "VMW_PSP_RR" {
				t.Errorf("%s: %d paths by %s", h.Name, len(unit.Path), policy)
			}
		}
		if int(h.Summary.Hardware.NumHBAs) != len(s.HostBusAdapter) {
			t.Errorf("%s: %d adapters, the summary says %d", h.Name, len(s.HostBusAdapter), h.Summary.Hardware.NumHBAs)
		}
	}
}

func TestHostsMountWhatDatastoresSay(t *testing.T) {
	inv := start(t, "--scenario", "sick").lab.inventory
	for _, h := range inv.hosts {
		if h.Config == nil {
			continue
		}
		mounts := map[string]types.HostMountInfo{}
		for _, m := range h.Config.FileSystemVolume.MountInfo {
			mounts[m.Volume.GetHostFileSystemVolume().Name] = m.MountInfo
		}
		for _, ds := range inv.datastores {
			want, mounted := types.HostMountInfo{}, false
			for _, m := range ds.Host {
				if m.Key == h.Self {
					want, mounted = m.MountInfo, true
				}
			}
			got, listed := mounts[ds.Name]
			if listed != mounted || got.InaccessibleReason != want.InaccessibleReason {
				t.Errorf("%s on %s: mounted %v, listed %v as %q", ds.Name, h.Name, mounted, listed, got.InaccessibleReason)
			}
		}
	}
}

func TestStandaloneHostHasNoDistributedSwitchAndNoProfile(t *testing.T) {
	h := start(t, "--esx").lab.inventory.hosts[0]
	if len(h.Config.Network.ProxySwitch) != 0 || h.ComplianceCheckResult != nil || isSet(h.Config.VsanHostConfig.Enabled) {
		t.Errorf("proxy switches %d, compliance %v", len(h.Config.Network.ProxySwitch), h.ComplianceCheckResult)
	}
	if len(h.Config.Network.Vnic) != 2 || len(h.Config.StorageDevice.ScsiLun) < 3 || h.Capability == nil {
		t.Errorf("%d VMkernel adapters, %d disks", len(h.Config.Network.Vnic), len(h.Config.StorageDevice.ScsiLun))
	}
}

func TestHostPropertiesOfLaterVersionsAreUnknownToEarlierOnes(t *testing.T) {
	c := start(t, "--api-version", "7.0.2.1").login()
	host := c.lab.inventory.hosts[0].Self.Value
	for _, path := range []string{"hardware.memoryTieringType", "runtime.stateEncryption"} {
		status, text := c.call(one("HostSystem", host, "name", path))
		if status != 500 {
			t.Errorf("%s: status %d", path, status)
		}
		wantContains(t, text, `xsi:type="InvalidProperty"><name>`+path+`</name>`)
	}
	c.post("/_lab/set", object{"api_version": "8.0.3.0"})
	wantContains(t, c.must(one("HostSystem", host, "hardware.memoryTieringType", "runtime.stateEncryption", "hardware.cpuPkg")),
		"noTiering", "<protectionMode>tpm</protectionMode>", "<stepping>")
}
