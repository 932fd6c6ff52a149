-- id: vm-disk-independent
-- title: A virtual disk is left out of snapshots
-- severity: minor
-- category: configuration
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: An independent disk takes no part in snapshots, so image backups skip it without an error, and a
--   machine that goes back to a snapshot does so without this disk.
-- fix: Set the disk's mode to dependent while the machine is off, or make sure that something else backs it
--   up.
-- answers: readiness independent-persistent disks
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.disk_mode, k.capacity_bytes
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.disk_mode = 'independent_persistent' AND k.raw_compatibility_mode IS NULL
