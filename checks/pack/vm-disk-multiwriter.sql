-- id: vm-disk-multiwriter
-- title: A disk may be written by several machines
-- severity: info
-- category: configuration
-- object: vm_disk
-- key: source, vm_moid, device_key
-- why: Multi-writer sharing is right for clusters that guard the disk themselves. For anything else it
--   destroys the file system. Such disks cannot have snapshots.
-- fix: Make sure that every machine which shares the disk belongs to one cluster; otherwise turn sharing off.
-- answers: vcheck 60 VM/120 Multi-writer
-- answers: readiness shared disks or bus sharing
SELECT k.source, k.vm_moid, k.device_key, v.name AS vm_name, k.label, k.file
FROM vm_disk k
LEFT JOIN vm v ON v.source = k.source AND v.moid = k.vm_moid
WHERE k.sharing = 'sharingMultiWriter'
