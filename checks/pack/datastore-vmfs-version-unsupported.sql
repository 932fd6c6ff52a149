-- id: datastore-vmfs-version-unsupported
-- title: A datastore has a version of VMFS that current hosts do not mount
-- severity: major
-- category: lifecycle
-- object: datastore
-- key: source, moid
-- why: ESXi since 6.7 supports no VMFS 3 and converts it when it first mounts it; if that fails, the datastore
--   stays away after the host's upgrade.
-- fix: Move the machines to a VMFS 6 datastore before any host is upgraded, and remove the old one.
-- link: https://docs.vmware.com/en/VMware-vSphere/6.7/com.vmware.vsphere.storage.doc/GUID-DAD74662-E09E-44A4-82F1-DB7A3433CEF9.html
SELECT source, moid, name, vmfs_version, vmfs_major_version, capacity_bytes, vm_count
FROM datastore
WHERE vmfs_major_version < 5
