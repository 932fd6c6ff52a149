-- id: datastore-vmfs-version-old
-- title: A datastore has VMFS 5
-- severity: minor
-- category: lifecycle
-- object: datastore
-- key: source, moid
-- why: VMFS 5 gives no freed space back by itself and cannot lie on disks of 4K sectors. It is not upgraded in
--   place, so the way to VMFS 6 takes time that should be planned before it is needed.
-- fix: Make a VMFS 6 datastore, move the machines to it by Storage vMotion, and format the old one anew.
-- link: https://docs.vmware.com/en/VMware-vSphere/6.7/com.vmware.vsphere.storage.doc/GUID-DAD74662-E09E-44A4-82F1-DB7A3433CEF9.html
-- parameter: version integer 6 version - the one all hosts since 6.5 can mount
SELECT source, moid, name, vmfs_version, vmfs_major_version, capacity_bytes, vm_count
FROM datastore
WHERE vmfs_major_version < :version AND vmfs_major_version >= 5
