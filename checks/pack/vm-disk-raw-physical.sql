-- id: vm-disk-raw-physical
-- title: A disk of a machine is a raw device in physical mode
-- severity: minor
-- category: configuration
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: Such a disk cannot have snapshots, so image backups skip it, and it cannot be cloned or moved by
--   Storage vMotion as a disk. Whoever trusts the backup of the machine has none of this disk.
-- fix: Change the mapping to virtual mode or to a virtual disk, unless the guest needs to speak SCSI to the
--   array; see that a backup in the guest or at the array covers it.
-- answers: readiness RDM disks
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.disk_mode, k.capacity_bytes
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.raw_compatibility_mode = 'physicalMode'
