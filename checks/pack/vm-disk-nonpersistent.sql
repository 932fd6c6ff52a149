-- id: vm-disk-nonpersistent
-- title: A disk forgets what is written to it
-- severity: minor
-- category: configuration
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: What the guest writes to a nonpersistent disk is lost when the machine is powered off. That is meant
--   for kiosks and labs, and a surprise anywhere else.
-- fix: Set the disk's mode to persistent while the machine is powered off, after saving what must be kept.
-- answers: vcheck 60 VM/122 NonPersistent Disks
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.disk_mode
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.disk_mode IN ('nonpersistent', 'independent_nonpersistent')
