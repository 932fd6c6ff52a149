-- id: vm-disk-io-limited
-- title: A virtual disk has a limit of I/O operations
-- severity: info
-- category: performance
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: The limit holds even when the storage is idle. Backups, snapshots and the guest's own maintenance are
--   slowed with everything else, and nobody in the guest can see why.
-- fix: Remove the limit, or set it by a storage policy that says what it is for.
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.limit_iops
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.limit_iops > 0
